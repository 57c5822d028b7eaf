"""A player trains a run: in short slices, at a pace, until paused, finished or diverged."""

from time import perf_counter

from app.trainer.messages import Phase, Problem, SetWeights, StepUnit
from app.trainer.meter import Meter
from app.trainer.pace import Pace
from app.trainer.past import Past
from app.trainer.problem import divergence, failure, refusal, smaller_rate
from app.trainer.safety_copy import SafetyCopy
from engine.data.dataset import Dataset
from engine.errors import Diverged, ExperimentError
from engine.experiment.experiment import Experiment
from engine.run import Run

SLICE = 0.001  # seconds of training between two looks at the clock and the commands


class Player:
    """One run, and what is being done with it.

    `problem` says why the run diverged or failed; it is None otherwise. Whatever error a step
    raises ends the run, never the player.
    """

    def __init__(self, run: Run, pace: Pace) -> None:
        self.run = run
        self.phase = Phase.FINISHED if self._is_last_epoch() else Phase.PAUSED
        self.problem: Problem | None = None
        self._pace = pace
        self._meter = Meter()
        self._safety = SafetyCopy(run)
        self.past = Past(run)
        self._before_visit: tuple[Phase, Problem | None] = self.phase, None
        self._goal: int | None = None  # the epoch at whose end to pause; None: no end
        self._slice = 1  # steps that fit into SLICE, as far as is known

    @property
    def steps_per_second(self) -> float:
        """The speed of training over the last half second; 0 while it stands still."""
        return self._meter.steps_per_second if self.phase is Phase.PLAYING else 0.0

    def wait(self) -> float | None:
        """The seconds until `train` has something to do; None while the run stands still."""
        if self.phase is not Phase.PLAYING:
            return None
        return 0.0 if self._goal is not None else self._pace.wait(perf_counter())

    def visit(self, step: int | None) -> None:
        """Look at a step of the run's past, paused; None: come back to the present.

        Whatever trains on from there, or changes a setting, makes a branch of it.
        """
        if self.phase is Phase.FAILED:
            return
        self.pause()
        if step is None or step >= self.past.last_step:
            if self.past.is_visited:
                self.past.come_back()
                self.phase, self.problem = self._before_visit
            return
        if not self.past.is_visited:
            self._before_visit = self.phase, self.problem
        try:
            self.past.visit(max(step, 0))
        except Exception as error:  # noqa: BLE001 (see the class)
            self._fail("Going back", error)
            return
        self.phase, self.problem = Phase.PAUSED, None

    def _stay(self) -> None:
        """Make a branch of the moment that is looked at, if one is."""
        if self.past.is_visited:
            self.past.stay()
            self._safety = SafetyCopy(self.run)

    def play(self) -> None:
        """Train until paused; past the last epoch without end."""
        if self.phase is not Phase.PLAYING or self._goal is not None:
            self._begin(goal=None)

    def pause(self) -> None:
        """Stand still. A run that finished, diverged or failed stays so."""
        if self.phase is Phase.PLAYING:
            self.phase = Phase.PAUSED

    def step(self, unit: StepUnit) -> None:
        """Train one mini-batch, or begin to train to the end of the epoch, at full speed.

        Another epoch, asked for while one is under way, comes after it.
        """
        if unit is StepUnit.EPOCH:
            under_way = self._goal if self.phase is Phase.PLAYING else None
            self._begin(goal=(self.run.epoch if under_way is None else under_way) + 1)
        else:
            self._begin(goal=None)
            self._train(1)
            self.pause()

    def change(self, experiment: Experiment, dataset: Dataset | None = None) -> Problem | None:
        """Go on with other settings, and with other data where `dataset` is given.

        A run that diverged or finished pauses; one that plays, plays. Settings that the data
        refuses are returned as a problem; the old ones stay.
        """
        if self.phase is Phase.FAILED:
            return None
        try:
            self._apply(experiment, dataset)
        except ExperimentError as error:
            return refusal(error)
        except Exception as error:  # noqa: BLE001 (see the class)
            self._fail("Changing the settings", error)
            return None
        if self.phase is not Phase.PLAYING:
            self.phase, self.problem = Phase.PAUSED, None
        return None

    def _apply(self, experiment: Experiment, dataset: Dataset | None) -> None:
        self._stay()
        if dataset is None:
            self.run.change_training(experiment)
            self.past.timeline.note(self.run, at_once=True)
        else:
            self.run.change_data(experiment, dataset)
            self._safety = SafetyCopy(self.run)  # older copies are of other samples
            self.past.timeline.clear()
            self.past.timeline.note(self.run)

    def set_weights(self, command: SetWeights) -> Problem | None:
        """Let a hand change parameters; what cannot be is returned as a problem."""
        if self.phase is Phase.FAILED:
            return None
        self._stay()
        try:
            if command.value is not None:  # first: a value that is refused freezes nothing
                self.run.set_parameter(command.tensor, command.index, command.value)
            if command.held is not None:
                self.run.freeze(command.tensor, command.index, command.held)
        except (KeyError, IndexError, ValueError) as error:
            return Problem(f"The weight was not changed: {error}.")
        self.past.timeline.note(self.run, at_once=True)
        self._safety = SafetyCopy(self.run)
        return None

    def train(self) -> None:
        """Train one slice: the steps that are due, as many as fit into a millisecond."""
        due = self._slice
        if self._goal is None:
            due = int(min(due, self._pace.due(perf_counter())))
        self._train(due)

    def _begin(self, goal: int | None) -> None:
        if self.phase is Phase.FAILED:
            return
        self._stay()
        now = perf_counter()
        self._meter.begin(now, self.run.step_count)
        self._pace.begin(now)
        self.phase, self.problem = Phase.PLAYING, None
        self._goal = goal

    def _train(self, steps: int) -> None:
        if steps == 0 or self.phase is not Phase.PLAYING:
            return
        try:
            goal_reached = self._take(steps)
            self._safety.renew()
            self.past.timeline.note(self.run)
        except Diverged as error:
            self._diverge(error)
            return
        except Exception as error:  # noqa: BLE001 (see the class)
            self._fail("Training", error)
            return
        if goal_reached:
            self.phase = Phase.FINISHED if self._is_last_epoch() else Phase.PAUSED

    def _take(self, steps: int) -> bool:
        """Train so many steps, fewer where an epoch ends at which to stop; True if one did."""
        run, taken, goal_reached = self.run, 0, False
        self._note_way()
        started = perf_counter()
        while taken < steps and not goal_reached:
            epoch = run.epoch
            taken += run.train(steps - taken)
            has_ended = run.epoch > epoch
            goal_reached = has_ended and (epoch + 1 == self._goal or self._is_last_epoch())
        ended = perf_counter()
        self._note_way()
        self._pace.taken(taken)
        self._meter.mark(ended, run.step_count)
        fitting = int(taken * SLICE / max(ended - started, 1e-9))
        self._slice = max(1, min(fitting, 2 * self._slice))
        return goal_reached

    def _note_way(self) -> None:
        """Remember where training passes, for the picture of the loss around its way."""
        self.run.landscape.trajectory.note(self.run.step_count, self.run.network)

    def _is_last_epoch(self) -> bool:
        return self.run.stopped_early or self.run.epoch == self.run.experiment.training.epochs

    def _diverge(self, error: Diverged) -> None:
        restored = self._safety.restore()
        self.past.timeline.truncate(restored.step_count)
        at_once = error.step - restored.step_count <= self.run.steps_per_epoch
        rate = smaller_rate(self.run.experiment.training.optimizer, at_once)
        self.phase = Phase.DIVERGED
        self.problem = divergence(error, restored.step_count, rate)

    def _fail(self, doing: str, error: Exception) -> None:
        self.phase, self.problem = Phase.FAILED, failure(doing, error)
