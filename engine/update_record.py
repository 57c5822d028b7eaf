"""An update record keeps what each piece of an update did, in the order told in engine.update."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np

from engine.arrays import to_host
from engine.line_trace import Lines, LineTrace
from engine.run import Run

Tensors = dict[str, np.ndarray]
PieceName = Literal["schedule", "penalties", "clipping", "decay", "optimizer", "max_norm", "frozen"]


@dataclass(frozen=True)
class Piece:
    """What one piece of an update did: `by` did it, `lines` of it ran.

    `before` and `after` hold parameters θ, gradients g and the optimizer's buffers: those of all
    parameters (P,), or of one tensor. `told` is the share of a schedule, or the norm ‖g‖ that
    clipping found; `where` tells which numbers are frozen.
    """

    name: PieceName
    by: Any
    formula: str
    before: Tensors
    after: Tensors
    lines: Lines
    told: float = float("nan")
    where: np.ndarray | None = None


class UpdateRecorder:
    """Watches the pieces of a run's update while a step is done: the very methods that do it.

    `learning_rate` is the one the step is done with, `updates` the number of the optimizer's steps.
    """

    def __init__(self, run: Run, trace: LineTrace) -> None:
        self.pieces: list[Piece] = []
        self.learning_rate = float(run.optimizer.learning_rate)
        self.updates = run.optimizer.steps
        self._run, self._trace = run, trace

    def watched(self) -> Iterator[tuple[Any, str, Callable[..., Any]]]:
        """Each object of the update, the name of its method, and what is to take its place."""
        update = self._run.update
        penalties, optimizer, schedule = update.penalties, update.optimizer, update.schedule
        yield self._piece("schedule", schedule, "share", schedule.formula)
        yield self._piece("penalties", penalties, "add_gradient", penalties.formula)
        yield self._piece("clipping", update.clipping, "clip", update.clipping.formula)
        yield self._piece("decay", penalties, "shrink", penalties.decay_formula)
        yield self._piece("optimizer", optimizer, "update", optimizer.formula)
        if update.max_norm is not None:
            yield self._piece("max_norm", update.max_norm, "shorten", update.max_norm.formula)
        yield self._piece("frozen", self._run.held, "put_back", "")

    def _piece(
        self, name: PieceName, by: Any, method: str, formula: str
    ) -> tuple[Any, str, Callable[..., Any]]:
        does = getattr(by, method)

        def watched(*arguments: Any) -> Any:
            before = self._state()
            with self._trace.noting() as note:
                result = does(*arguments)
            piece = Piece(name, by, formula, before, self._state(), tuple(note))
            self.pieces.append(self._with_what_it_told(piece, result))
            if name == "optimizer":
                self.learning_rate, self.updates = float(by.learning_rate), by.steps
            return result

        return by, method, watched

    def _with_what_it_told(self, piece: Piece, result: Any) -> Piece:
        if piece.name == "schedule":
            return replace(piece, told=float(result))
        if piece.name == "clipping":
            limit = np.inf if piece.by.value is None else piece.by.value
            met = np.clip(piece.before["g"], -limit, limit).astype(np.float64)
            return replace(piece, told=float(np.sqrt(met @ met)))
        if piece.name == "frozen":
            where = np.zeros(piece.before["θ"].shape, dtype=bool)
            where[piece.by.numbers] = True
            return replace(piece, where=where)
        return piece

    def _state(self) -> Tensors:
        network, buffers = self._run.network, self._run.optimizer.buffers
        kept = {name: buffer for name, buffer in buffers.items() if buffer.ndim}
        vectors = {"θ": network.parameters, "g": network.gradients, **kept}
        return {name: to_host(vector).copy() for name, vector in vectors.items()}

    def of_tensors(self) -> Iterator[tuple[str, tuple[Piece, ...]]]:
        """The name of each tensor, and what did something to it; nothing without an update."""
        for name, (place, shape) in self._run.network.places.items():
            is_weight = name.rsplit(".", 1)[1].startswith("weight")
            pieces = (_of_tensor(piece, place, shape) for piece in self.pieces)
            found = tuple(piece for piece in pieces if _does_something(piece, is_weight))
            if any(piece.name == "optimizer" for piece in found):
                yield name, found


def _of_tensor(piece: Piece, place: slice, shape: tuple[int, ...]) -> Piece:
    def part(vector: np.ndarray) -> np.ndarray:
        return vector[place].reshape(shape)

    return replace(
        piece,
        before={name: part(vector) for name, vector in piece.before.items()},
        after={name: part(vector) for name, vector in piece.after.items()},
        where=None if piece.where is None else part(piece.where),
    )


def _does_something(piece: Piece, is_weight: bool) -> bool:
    """Whether a piece is set, and meant for such a tensor."""
    match piece.name:
        case "penalties":
            return is_weight and bool(piece.by.l1 or piece.by.l2)
        case "decay":
            return is_weight and bool(piece.by.decay)
        case "clipping":
            return piece.by.norm is not None or piece.by.value is not None
        case "max_norm":
            return is_weight
        case "frozen":
            return piece.where is not None and bool(piece.where.any())
    return True
