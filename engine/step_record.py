"""A step record keeps what one training step computed: each tensor that went in and came out.

The step is done by the run itself. While it is, every layer's `forward` and `backward`, the loss's
`gradient` and the pieces of the update are watched: what is recorded are the arrays that these
very methods were given and returned, not a second computation, and the lines of them that ran.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np

from engine.arrays import Array, to_host
from engine.errors import Diverged
from engine.layers import Layer
from engine.layers.residual import Residual
from engine.line_trace import Lines, LineTrace
from engine.losses import Loss
from engine.optimizers import Optimizer
from engine.run import Run
from engine.update_record import Piece, Tensors, UpdateRecorder

Kind = Literal["input", "forward", "loss", "backward", "update"]
Sample = tuple[Array, Array]
# What layers compute on the way and the formula names: dropout's masks, the steps over time.
INNER = ("_draw_mask", "_step", "_step_back")


@dataclass
class Stage:
    """One piece of a step: what went in, what came out, all on the host, batch axis first.

    `place` is a layer's place, such as "2", or "2.0" for a layer within a residual block, or the
    name of the tensor that is updated. `by` is the layer, loss or optimizer itself. `inner` holds
    arguments and result of each call of a method in INNER; `other`, at "backward", the stage
    "forward" of the same layer; `pieces`, at "update", what did something to the tensor, from the
    gradient of the loss to the last value. `lines` are those that ran.
    """

    kind: Kind
    place: str
    by: Layer | Loss | Optimizer | None
    before: Tensors
    after: Tensors
    inner: dict[str, list[tuple[tuple[Any, ...], Any]]] = field(default_factory=dict)
    other: "Stage | None" = None
    pieces: tuple[Piece, ...] = ()
    lines: Lines = ()

    @property
    def name(self) -> str:
        """The class that computed it; empty for the input."""
        return "" if self.by is None else type(self.by).__name__


@dataclass(frozen=True)
class StepRecord:
    """All stages of a step in the order they were computed.

    `step` is the number of the step, from 1; `loss` its value; `diverged` says why it was not
    finished, where it was not; `learning_rate` is the one it was done with, `updates` how many
    steps the optimizer had then done, this one included.
    """

    stages: tuple[Stage, ...]
    step: int
    loss: float
    learning_rate: float
    updates: int
    diverged: str = ""


def record_step(run: Run, sample: int | None = None, keep: bool = False) -> StepRecord:
    """Record the run's next step, or one on the sample of this number in the data alone.

    With `keep` it is the run's step, as `run.step()` does it. Else the run is as before afterwards.
    Raises ValueError for a sample kept, or a number that the data does not have.
    """
    if keep and sample is not None:
        raise ValueError("a run learns from mini-batches; a step on one sample cannot be kept")
    chosen = None if sample is None else sample_of(run, sample)
    recorder = _Recorder(run)
    diverged = ""
    with recorder.watching():
        try:
            if keep:
                run.step()
            else:
                run.rehearse(chosen)
        except Diverged as error:
            diverged = str(error)
    step = run.step_count + (0 if keep else 1)
    return StepRecord(
        tuple(recorder.stages),
        step,
        recorder.loss,
        recorder.update.learning_rate,
        recorder.update.updates,
        diverged,
    )


def sample_of(run: Run, number: int) -> Sample:
    """Input (1, *shape) and target (1, outputs) of the sample of this number in the data."""
    data, samples = run.dataset, run.samples
    for share, x, t in (
        (data.train, samples.x_train, run.targets),
        (data.test, samples.x_test, samples.t_test),
    ):
        found = np.flatnonzero(np.asarray(share) == number)
        if len(found):
            place = slice(int(found[0]), int(found[0]) + 1)
            return x[place], t[place]
    raise ValueError(f"there is no sample {number} in the data")


class _Recorder:
    """Watches the methods of a run's own objects while a step is done."""

    def __init__(self, run: Run) -> None:
        self.stages: list[Stage] = []
        self.loss = float("nan")
        self._run, self._network = run, run.network
        found = list(places_of(run.network.layers))
        self._layers = {place: layer for place, _, layer in found}
        self._prefixes = {place: prefix for place, prefix, _ in found}
        self._trace = LineTrace()
        self.update = UpdateRecorder(run, self._trace)
        self._parameters = to_host(run.network.parameters).copy()
        self._forward: dict[str, Stage] = {}
        self._backward: dict[str, np.ndarray] = {}
        self._inner: dict[str, dict[str, list[Any]]] = {place: {} for place in self._layers}
        self._watched: list[tuple[Any, str]] = []

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Let every method tell what it was given and what it returned."""
        for place, layer in self._layers.items():
            self._watch(layer, "forward", self._told_forward, place)
            self._watch(layer, "backward", self._told_backward, place)
            for name in INNER:
                if hasattr(layer, name):
                    self._watch_inner(layer, name, place)
        self._watch(self._network.loss_function, "gradient", self._told_loss, "")
        for thing, name, watched in self.update.watched():
            self._replace(thing, name, watched)
        try:
            with self._trace.running():
                yield
        finally:
            for thing, name in self._watched:
                delattr(thing, name)
        self._tell_update()

    def _watch(self, thing: Any, name: str, told: Any, place: str) -> None:
        """Have a stage made of each call of a method, with the lines that ran in it."""
        method = getattr(thing, name)

        def watched(*arguments: Any, **named: Any) -> Any:
            with self._trace.noting() as note:
                result = method(*arguments, **named)
                told(place, arguments, result)
            if self.stages:
                self.stages[-1].lines = self.stages[-1].lines or tuple(note)
            return result

        self._replace(thing, name, watched)

    def _watch_inner(self, layer: Layer, name: str, place: str) -> None:
        """Keep what a method of a layer, called on the way, was given and returned."""
        method, kept = getattr(layer, name), self._inner[place]

        def watched(*arguments: Any) -> Any:
            result = method(*arguments)
            kept.setdefault(name, []).append((arguments, result))
            return result

        self._replace(layer, name, watched)

    def _replace(self, thing: Any, name: str, watched: Any) -> None:
        setattr(thing, name, watched)
        self._watched.append((thing, name))

    def _told_forward(self, place: str, arguments: tuple[Any, ...], y: Array) -> None:
        if self._loss_is_known:
            return  # a step that diverged looks for the place where that began
        x = arguments[0]
        if not self.stages:
            self._add(Stage("input", "", None, {}, {"x": _copy(x)}))
        before = {"x": _copy(x), **self._tensors(self._parameters, place)}
        layer = self._layers[place]
        stage = Stage("forward", place, layer, before, {"y": _copy(y)}, self._inner[place])
        if isinstance(layer, Residual):
            stage.before["F(x)"] = self._forward[f"{place}.{len(layer.layers) - 1}"].after["y"]
            if layer.projection is not None:
                stage.before["P(x)"] = self._forward[f"{place}.projection"].after["y"]
        self._forward[place] = stage
        self._add(stage)

    def _told_backward(self, place: str, arguments: tuple[Any, ...], grad_x: Array) -> None:
        (grad,), layer = arguments, self._layers[place]
        gradients = self._tensors(to_host(self._network.gradients), place)
        # A residual block passes the gradient on, even where nobody needs it.
        is_needed = not layer.is_first or isinstance(layer, Residual)
        after = {"∂L/∂x": _copy(grad_x)} if is_needed else {}
        after.update({f"∂L/∂{name}": values.copy() for name, values in gradients.items()})
        other, inner = self._forward[place], self._inner[place]
        before = {"∂L/∂y": _copy(grad)}
        self._backward[place] = _copy(grad_x)
        if isinstance(layer, Residual):
            before["through F"] = self._backward[f"{place}.0"]
            if layer.projection is not None:
                before["through P"] = self._backward[f"{place}.projection"]
        self._add(Stage("backward", place, layer, before, after, inner, other))

    def _told_loss(self, _: str, arguments: tuple[Any, ...], gradient: Array) -> None:
        scores, targets = arguments
        loss = self._network.loss_function
        before = {"scores": _copy(scores), "targets": _copy(targets)}
        after = {
            "∂L/∂scores": _copy(gradient),
            "output": _copy(loss.output(scores)),
            "terms": _copy(loss.terms(scores, targets)),
        }
        self.loss = float(loss.value(scores, targets))
        self._add(Stage("loss", "", loss, before, after))

    def _tell_update(self) -> None:
        """A stage for each tensor: from its gradient, through all pieces, to its new value."""
        for name, pieces in self.update.of_tensors():
            changes = [piece for piece in pieces if piece.name != "schedule"]
            before, after = changes[0].before, dict(changes[-1].after)
            if not any(piece.name in ("penalties", "clipping") for piece in pieces):
                del after["g"]  # it is as it was
            stage = Stage("update", name, self._run.optimizer, before, after, pieces=pieces)
            stage.lines = tuple(dict.fromkeys(line for piece in pieces for line in piece.lines))
            self._add(stage)

    @property
    def _loss_is_known(self) -> bool:
        return any(stage.kind == "loss" for stage in self.stages)

    def _add(self, stage: Stage) -> None:
        self.stages.append(stage)

    def _tensors(self, vector: np.ndarray, place: str) -> Tensors:
        """The tensors of the layer at a place, in a vector of all parameters or gradients."""
        prefix, layer = self._prefixes[place], self._layers[place]
        if isinstance(layer, Residual):
            return {}  # they are its layers'
        return {
            name.removeprefix(prefix): vector[where].reshape(shape)
            for name, (where, shape) in self._network.places.items()
            if name.startswith(prefix)
        }


def places_of(layers: tuple[Layer, ...]) -> Iterator[tuple[str, str, Layer]]:
    """Every layer with its place, the beginning of its tensors' names, and itself.

    Places are "2", and within a residual block "2.0" and "2.projection".
    """
    for index, layer in enumerate(layers):
        yield from _within(str(index), f"{index}.{type(layer).__name__.lower()}.", layer)


def _within(place: str, prefix: str, layer: Layer) -> Iterator[tuple[str, str, Layer]]:
    yield place, prefix, layer
    if isinstance(layer, Residual):
        for name, part in layer.parts.items():
            yield from _within(f"{place}.{name.split('.')[0]}", f"{prefix}{name}.", part)


def _copy(array: Array) -> np.ndarray:
    return to_host(array).copy()
