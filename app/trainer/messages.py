"""What the window and the trainer say to each other: commands one way, answers the other."""

from dataclasses import dataclass, field
from enum import Enum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.curve import Curve, Metrics
from engine.data.dataset import Facts
from engine.data.report import Cancelled
from engine.errors import DataError, ExperimentError
from engine.experiment.data import AnyData
from engine.experiment.experiment import Experiment
from engine.experiment.training import Training
from engine.held import Index
from engine.probes import Probe
from engine.run import Run, RunState


class Phase(Enum):
    """Where a run stands."""

    LOADING = "loading"
    EMPTY = "empty"  # a drawing without a point to train on: there is no run yet
    PAUSED = "paused"
    PLAYING = "playing"
    FINISHED = "finished"  # reached the experiment's last epoch; Play goes on from there
    DIVERGED = "diverged"  # the loss left the finite numbers; the last good state is restored
    FAILED = "failed"  # the experiment could not be loaded, or an exception ended the run


class StepUnit(Enum):
    """How far one press of Step goes."""

    BATCH = "batch"
    EPOCH = "epoch"


# Commands: window → trainer ---------------------------------------------------------------


@dataclass(frozen=True)
class Load:
    """Begin a run of this experiment, or continue one from a state. Answers carry `run_id`."""

    run_id: int
    experiment: Experiment
    state: RunState | None = None
    curve: NDArray[np.float64] | None = None  # the points before `state`


@dataclass(frozen=True)
class Play:
    """Train until paused, finished or failed."""


@dataclass(frozen=True)
class Pause:
    """Stop after the step under way."""


@dataclass(frozen=True)
class Step:
    """Train one mini-batch, or to the end of the epoch, then pause."""

    unit: StepUnit


@dataclass(frozen=True)
class SetSpeed:
    """Train at most so many steps a second; None is flat out."""

    steps_per_second: float | None


@dataclass(frozen=True)
class Change:
    """Train on from the present parameters with other settings (not another loss).

    The data may differ in the points of a drawing.
    """

    training: Training
    experiment: Experiment


@dataclass(frozen=True)
class Visit:
    """Look at the run as it was at a step; None: as it is now. What trains on makes a branch."""

    step: int | None


@dataclass(frozen=True)
class SetWeights:
    """Give entries of a parameter tensor a value, and hold them there or not.

    `index` has a number or None, all along it, for each axis. `value` None: leave the values;
    `held` None: leave it as it is whether they train.
    """

    tensor: str
    index: Index
    value: float | None = None
    held: bool | None = None


@dataclass(frozen=True)
class SetTwin:
    """From the next Load on, train this experiment beside the run, step by step; None: no longer.

    None ends the twin at once.
    """

    experiment: Experiment | None


@dataclass(frozen=True)
class Describe:
    """Read data and answer with its facts; `token` marks the answer."""

    token: int
    data: AnyData
    seed: int


@dataclass(frozen=True)
class CancelReading:
    """Give up the reading under way; with a token only if it is for that Describe.

    A Describe leaves the run that there is. A Load has ended it already, and fails.
    """

    token: int | None = None


@dataclass(frozen=True)
class Request:
    """Ask for one snapshot: these probes, what is new of the curve, the state if wanted.

    The client has `curve_start` points of the curve's version `curve_version`; None: of no version.
    `twin_start` and `twin_version` are the same of the twin's curve.
    """

    serial: int
    probes: tuple[Probe, ...] = ()
    curve_version: int | None = None
    curve_start: int = 0
    want_state: bool = False
    twin_version: int | None = None
    twin_start: int = 0


@dataclass(frozen=True)
class Stop:
    """End the worker."""


Command = (
    Load
    | Play
    | Pause
    | Step
    | SetSpeed
    | Change
    | Visit
    | SetWeights
    | SetTwin
    | Describe
    | CancelReading
    | Request
    | Stop
)


# Answers: trainer → window ----------------------------------------------------------------

# What came of reading data: its facts, or why there are none.
Outcome = Facts | DataError | ExperimentError | Cancelled


@dataclass(frozen=True)
class Problem:
    """What went wrong, as it is shown: a sentence, the field if one is to blame, the remedy."""

    message: str
    path: str = ""
    step: int | None = None
    place: str = ""
    suggested_learning_rate: float | None = None


@dataclass(frozen=True)
class Loaded:
    """What stays as it is over a run; sent once after each Load, and after a change of the data.

    `points` is (shown, columns) float32, at most 5,000 samples of the data; `targets` their class
    indices (shown,) or values (shown, targets); `is_test` (shown,) says which are test samples.
    `shapes[i]` is the output shape of layer i, without the batch axis.
    """

    experiment: Experiment
    facts: Facts
    points: NDArray[np.float32]
    targets: NDArray[Any]
    is_test: NDArray[np.bool_]
    bounds: NDArray[np.float64]
    shapes: tuple[tuple[int, ...], ...]
    parameter_count: int
    backend: str = "NumPy"


@dataclass(frozen=True)
class Described:
    """The answer to `Describe`: the data's facts, or why there are none."""

    token: int
    outcome: Outcome


@dataclass(frozen=True)
class Reading:
    """How much of the data is read, 0 to 1, where that takes a while; None: all, or given up."""

    share: float | None


@dataclass(frozen=True)
class Present:
    """Where a run's present is, whether something earlier is looked at, and what the past takes.

    `nbytes` is the memory of the `kept` states between which one can go back.
    """

    epoch: int
    step: int
    is_left: bool = False
    nbytes: int = 0
    kept: int = 0


@dataclass(frozen=True)
class OfTwin(Probe):
    """A measurement of the twin, at the step where the run is."""

    probe: Probe

    def measure(self, run: Run) -> Any:
        """Measure it on `run`, which is the twin's."""
        return self.probe.measure(run)

    def is_complete(self, result: Any) -> bool:
        return self.probe.is_complete(result)


@dataclass(frozen=True)
class TwinAnswer:
    """How the twin stands: as in `Answer`. `problem` says why it is no longer trained, if so."""

    phase: Phase
    epoch: int
    step: int
    metrics: Metrics | None
    curve_version: int
    curve: NDArray[np.float64]
    loaded: Loaded | None
    problem: str = ""


@dataclass(frozen=True)
class Answer:
    """The answer to `Request`, from which the client makes a snapshot.

    `curve` (points, columns) holds the points that the client lacks: all of them, if the curve has
    another version than it asked with. `problem` lasts as long as the phase does where
    the run diverged or failed; any other is told once. `loaded` comes with the first answer after
    a Load or a change of the data. `complete` tells whether every probe has been measured since
    the run last changed.
    """

    serial: int
    run_id: int
    phase: Phase
    epoch: int
    step: int
    metrics: Metrics | None
    steps_per_second: float
    curve_version: int
    curve: NDArray[np.float64]
    loaded: Loaded | None
    probes: dict[Probe, Any]
    problem: Problem | None
    state: RunState | None
    complete: bool = True
    present: Present | None = None
    twin: TwinAnswer | None = None


@dataclass(frozen=True)
class Snapshot:
    """A run at one moment, whole and unchanging: all that a view needs to draw it.

    `metrics` are the newest there are, `step` the step they were measured at: usually those of the
    curve's last point. While nothing new was measured, `curve` is the same object. Probes that take
    long may be missing; unless `complete`, the snapshots to come bring them. `twin` shows the run
    that is trained beside this one, if there is one, at the same step.
    """

    run_id: int
    phase: Phase
    epoch: int
    step: int
    metrics: Metrics | None
    curve: Curve
    steps_per_second: float
    loaded: Loaded | None
    probes: dict[Probe, Any] = field(default_factory=dict)
    problem: Problem | None = None
    complete: bool = True
    present: Present | None = None
    twin: "Snapshot | None" = None

    @property
    def is_past(self) -> bool:
        """Whether this is a moment before the run's present, to which somebody has gone back."""
        return self.present is not None and self.present.is_left
