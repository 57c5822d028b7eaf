"""The probe of one stage of a step: its tensors before and after, and one element in numbers."""

import math
from dataclasses import dataclass

import numpy as np

from engine.layers import Shape
from engine.line_trace import Lines
from engine.probes.probe import Probe, Values
from engine.run import Run
from engine.step_record import Kind, Stage, StepRecord, record_step
from engine.update_record import PieceName
from engine.worked import Worked, worked_element

MOST = 1 << 15  # numbers of a tensor that are shown; more would not be read, and take time to send


@dataclass(frozen=True)
class StageName:
    """A stage among the others: its kind, place and class, and the shape of its first result."""

    kind: Kind
    place: str
    name: str
    shape: Shape


@dataclass(frozen=True)
class ShownTensor:
    """A tensor, or the first part of it along each axis where it has more than MOST numbers.

    `shape` is that of the whole tensor, `values` what is shown of it, `largest` the largest size
    of all its finite numbers.
    """

    name: str
    shape: Shape
    values: Values
    largest: float


@dataclass(frozen=True)
class ShownStage:
    """One stage of the step that comes next, and the names of all stages.

    `tensor` and `element` are what `worked` is about, None where nothing computed it. `rows` is
    the number of samples in the step. `pieces` are those of an update, each with its formula, and
    `lines` those of the engine that ran.
    """

    stages: tuple[StageName, ...]
    index: int
    before: tuple[ShownTensor, ...]
    after: tuple[ShownTensor, ...]
    tensor: str
    element: tuple[int, ...]
    worked: Worked | None
    loss: float
    step: int
    rows: int
    diverged: str
    pieces: tuple[tuple[PieceName, str], ...] = ()
    lines: Lines = ()


@dataclass(frozen=True)
class StepStage(Probe):
    """The stage of this number (the last one beyond the end) of the step that comes next.

    `sample`: of a step on the sample of this number alone; None: on the next mini-batch. The step
    is done and taken back, so that the run stays as it is; nothing of it is kept. `tensor` and
    `element` choose the number to be worked out; what does not exist is replaced by the first.
    None where there is no such sample.
    """

    stage: int = 0
    sample: int | None = None
    tensor: str = ""
    element: tuple[int, ...] = ()

    def measure(self, run: Run) -> ShownStage | None:
        try:
            record = record_step(run, self.sample)
        except ValueError:  # other data than that which the sample was chosen from
            return None
        index = min(self.stage, len(record.stages) - 1)
        return self._shown(record, index)

    def _shown(self, record: StepRecord, index: int) -> ShownStage:
        stage = record.stages[index]
        before = tuple(shown(name, values) for name, values in stage.before.items())
        after = tuple(shown(name, values) for name, values in stage.after.items())
        chosen = next((each for each in after if each.name == self.tensor), after[0])
        element = self.element if is_within(self.element, chosen.values.shape) else ()
        element = element or (0,) * chosen.values.ndim
        given = record.learning_rate, record.updates
        return ShownStage(
            stages=tuple(map(_name_of, record.stages)),
            index=index,
            before=before,
            after=after,
            tensor=chosen.name,
            element=element,
            worked=worked_element(stage, chosen.name, element, *given),
            loss=record.loss,
            step=record.step,
            rows=len(record.stages[0].after["x"]),
            diverged=record.diverged,
            pieces=tuple((piece.name, piece.formula) for piece in stage.pieces),
            lines=stage.lines,
        )


def shown(name: str, values: np.ndarray) -> ShownTensor:
    """A tensor as it is sent: cut along its first axes, as far as need be."""
    part = values
    for axis in range(values.ndim):
        rest = math.prod(part.shape[axis + 1 :])
        kept = max(1, MOST // max(rest, 1))
        if part.size <= MOST:
            break
        part = part[(slice(None),) * axis + (slice(kept),)]
    sizes = np.abs(values[np.isfinite(values)])
    largest = float(sizes.max()) if sizes.size else 0.0
    return ShownTensor(name, values.shape, np.ascontiguousarray(part, np.float32), largest)


def is_within(element: tuple[int, ...], shape: Shape) -> bool:
    """Whether an element is one of a tensor of this shape."""
    return len(element) == len(shape) and all(
        0 <= place < size for place, size in zip(element, shape, strict=True)
    )


def _name_of(stage: Stage) -> StageName:
    first = next(iter(stage.after.values()), np.empty(0))
    return StageName(stage.kind, stage.place, stage.name, first.shape)
