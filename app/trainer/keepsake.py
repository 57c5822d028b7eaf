"""A keepsake: what the client keeps of a run, so that another worker can go on with it."""

import time
from collections.abc import Iterator

from app.trainer.messages import (
    Answer,
    Change,
    Command,
    Load,
    Pause,
    Phase,
    Play,
    SetSpeed,
    SetTwin,
    SetWeights,
    Step,
    Visit,
)
from engine.curve import Curve
from engine.experiment.experiment import Experiment
from engine.run import RunState

USUAL_INTERVAL = 1.0  # seconds between two states
LARGE = 50_000_000  # bytes; a larger state comes less often, in proportion
LARGE_INTERVAL = 10.0


class Keepsake:
    """Listens to what is commanded and answered, and asks for the run's state now and then."""

    def __init__(self) -> None:
        self.experiment: Experiment | None = None
        self.state: RunState | None = None
        self._run_id = 0
        self._state_experiment: Experiment | None = None
        self._asked_experiment: Experiment | None = None
        self._commanded_since_asked = False
        self._playing = False
        self._twin: Experiment | None = None
        self._speed: float | None = None
        self._step = 0
        self._next_state = 0.0
        self._is_changed = False  # by a hand, at a step whose state is known
        self._rests = False  # a state taken now stays the newest for a while

    def commanded(self, command: Command) -> None:
        """Follow what the run is told to do."""
        self._commanded_since_asked = True
        match command:
            case Load():
                self._run_id, self.experiment = command.run_id, command.experiment
                self.state, self._playing = None, False
                self._step, self._next_state = 0, 0.0
            case Play():
                self._playing = True
            case Pause() | Step() | Visit():
                self._playing = False
            case SetWeights():
                self._is_changed = True
            case SetTwin():
                self._twin = command.experiment
            case SetSpeed():
                self._speed = command.steps_per_second
            case Change():
                self.experiment = command.experiment

    def asks_for_state(self) -> bool:
        """Whether the request that is about to be sent shall ask for the state."""
        self._asked_experiment, self._commanded_since_asked = self.experiment, False
        is_new = self._step != (self.state.step_count if self.state else 0) or self._is_changed
        return is_new and (self._rests or time.monotonic() >= self._next_state)

    def answered(self, answer: Answer) -> None:
        """Follow what became of the run; keep its state, if that came."""
        self._step = answer.step
        self._rests = answer.phase is not Phase.PLAYING
        if answer.phase is not Phase.PLAYING and not self._commanded_since_asked:
            self._playing = False
        if answer.state is not None:
            self.state, self._state_experiment = answer.state, self._asked_experiment
            self._is_changed = self._is_changed and self._commanded_since_asked
            size = answer.state.nbytes
            wait = LARGE_INTERVAL * size / LARGE if size > LARGE else USUAL_INTERVAL
            self._next_state = time.monotonic() + wait

    def commands(self, curve: Curve) -> Iterator[Command]:
        """What brings another worker to where this run was; `curve` are the points so far."""
        yield SetSpeed(self._speed)
        if self._twin is not None:
            yield SetTwin(self._twin)
        if self.experiment is None:
            return
        if self.state is None:
            yield Load(self._run_id, self.experiment)
        else:
            points = curve.until(self.state.step_count)
            began_with = self._state_experiment or self.experiment
            yield Load(self._run_id, began_with, self.state, points)
            if began_with != self.experiment:
                yield Change(self.experiment.training, self.experiment)
        if self._playing:
            yield Play()
