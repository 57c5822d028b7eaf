"""Training control tells the trainer what to do, and how often to say how it stands."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from app.session.effect import Effect
from app.trainer.client import Trainer
from app.trainer.messages import (
    Change,
    Pause,
    Phase,
    Play,
    SetSpeed,
    SetTwin,
    SetWeights,
    Snapshot,
    Step,
    StepUnit,
    Visit,
)
from engine.experiment.experiment import Experiment
from engine.probes import Probe
from engine.run import RunState

DEFAULT_SPEED = 300.0  # steps a second, slow enough to watch the first data sets being learned

_LOAD_INTERVAL_MS = 100  # while a slider is dragged, a new start for each movement is too much
_MOVING = (Phase.LOADING, Phase.PLAYING)
_ENDED = (Phase.FINISHED, Phase.DIVERGED, Phase.FAILED)
_ENOUGH_EQUAL = 2  # so many equal snapshots in a row say that nothing moves


class TrainingControl(QObject):
    """Speaks to the trainer for the session.

    It knows whether the run is wanted to play, so that a new start goes on playing, and whether
    everything rests, so that no snapshot is asked for in vain.
    """

    stirred = Signal()  # after rest, snapshots are worth asking for again
    leaving = Signal()  # the present run, because another one is about to be loaded

    def __init__(self, trainer: Trainer, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.speed: float | None = DEFAULT_SPEED
        self._trainer = trainer
        self._experiment: Experiment | None = None
        self._wants_play = False
        self._newest: Snapshot | None = None
        self._equal = 0
        self._probes: tuple[Probe, ...] = ()
        self._restarts = 0
        self._loads = 0
        self._since_load = QElapsedTimer()
        self._waiting_load = QTimer(self)
        self._waiting_load.setSingleShot(True)
        self._waiting_load.timeout.connect(self._load)

    @property
    def wants_play(self) -> bool:
        """Whether the run plays, or will as soon as it is loaded."""
        return self._wants_play

    @property
    def run_number(self) -> int:
        """How many runs there have been, with the one that is about to be loaded."""
        return self._loads + self._waiting_load.isActive()

    @property
    def resting(self) -> bool:
        """Whether the newest snapshot stays true until the next command."""
        is_still = self._equal >= _ENOUGH_EQUAL or not self._trainer.alive
        return is_still and not self._waiting_load.isActive()

    def start(self, experiment: Experiment) -> None:
        """Load an experiment from its seed, paused."""
        self._experiment = experiment
        self._wants_play = False
        self._load()
        self._trainer.send(SetSpeed(self.speed))

    def resume(self, experiment: Experiment, state: RunState, curve: NDArray[np.float64]) -> None:
        """Go on with an earlier run, paused, from a state and the `curve` (points, columns)."""
        self.leaving.emit()
        self._waiting_load.stop()
        self._experiment = experiment
        self._wants_play = False
        self._loads += 1
        self._trainer.load(experiment, state, curve)
        self._trainer.send(SetSpeed(self.speed))
        self._stir()

    def follow(self, experiment: Experiment, effect: Effect) -> None:
        """Take on an edited experiment: a new start that goes on playing, or other settings."""
        self._experiment = experiment
        if effect.restart:
            self._load_soon()
        elif effect.change and not self._waiting_load.isActive():
            self._trainer.send(Change(experiment.training, experiment))
        self._stir()

    def play(self) -> None:
        """Train on."""
        self._finish_loading()
        self._wants_play = True
        self._trainer.send(Play())
        self._stir()

    def pause(self) -> None:
        """Stop after the step under way."""
        self._wants_play = False
        self._trainer.send(Pause())
        self._stir()

    def step(self, unit: StepUnit) -> None:
        """Train one mini-batch or to the end of the epoch, then stop."""
        self._finish_loading()
        self._wants_play = False
        self._trainer.send(Step(unit))
        self._stir()

    def visit(self, step: int | None) -> None:
        """Look at the run as it was at a step, paused; None: as it is."""
        self._finish_loading()
        self._wants_play = False
        self._trainer.send(Visit(step))
        self._stir()

    def set_weights(self, command: SetWeights) -> None:
        """Change weights by hand, and go on from there."""
        self._finish_loading()
        self._trainer.send(command)
        self._stir()

    def set_twin(self, experiment: Experiment | None) -> None:
        """Train an experiment beside each run from the next start on; None: no longer."""
        self._trainer.send(SetTwin(experiment))
        self._stir()

    def set_speed(self, steps_per_second: float | None) -> None:
        """Train at most so many steps a second; None is flat out."""
        self.speed = steps_per_second
        self._trainer.send(SetSpeed(steps_per_second))

    def tick(self, probes: tuple[Probe, ...]) -> Snapshot | None:
        """Take the newest snapshot, if there is one, and ask for the next; never blocks."""
        snapshot = self._trainer.poll()
        if snapshot is not None:
            self._take(snapshot)
        if probes != self._probes or self._trainer.restarts != self._restarts:
            self._equal = 0
            self._restarts = self._trainer.restarts
        if not self.resting and self._trainer.request(probes):
            self._probes = probes
        return snapshot

    def _take(self, snapshot: Snapshot) -> None:
        before, self._newest = self._newest, snapshot
        if before is not None and _same(before, snapshot):
            self._equal += 1
            return
        self._equal = 0
        if snapshot.phase in _ENDED and (before is None or before.phase is not snapshot.phase):
            self._wants_play = False

    def _load_soon(self) -> None:
        """Load now, or where that was done just before, a moment later and then once."""
        waited = self._since_load.elapsed() if self._since_load.isValid() else _LOAD_INTERVAL_MS
        if waited >= _LOAD_INTERVAL_MS:
            self._load()
        elif not self._waiting_load.isActive():
            self._waiting_load.start(_LOAD_INTERVAL_MS - waited)

    def _finish_loading(self) -> None:
        if self._waiting_load.isActive():
            self._load()

    def _load(self) -> None:
        self._waiting_load.stop()
        self._since_load.start()
        if self._experiment is not None:
            self.leaving.emit()
            self._loads += 1
            self._trainer.load(self._experiment)
        if self._wants_play:
            self._trainer.send(Play())
        self._stir()

    def _stir(self) -> None:
        self._equal = 0
        self.stirred.emit()


def _same(one: Snapshot, other: Snapshot) -> bool:
    """Whether two snapshots show the same moment of the same run, and nothing moves in it."""
    if other.phase in _MOVING or not other.complete:
        return False
    moments = [
        (s.run_id, s.phase, s.epoch, s.step, s.problem, s.twin and s.twin.step)
        for s in (one, other)
    ]
    return moments[0] == moments[1]
