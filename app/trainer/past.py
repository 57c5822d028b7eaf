"""The past of a run that can be looked at: one goes back to a moment, and comes back or stays."""

from time import perf_counter

from engine.curve import Metrics
from engine.experiment.experiment import Experiment
from engine.run import Run, RunState
from engine.timeline import Timeline

REPLAY = 0.03  # seconds for training on from a kept state to the very moment that is asked for
AT_ONCE = 50  # steps between two looks at the clock


class Past:
    """Moves a run to moments of its past, and holds the present meanwhile.

    The run's curve stays whole while one looks back.
    """

    def __init__(self, run: Run) -> None:
        self._run = run
        self.timeline = Timeline()
        self.timeline.note(run)
        self._present: tuple[RunState, Experiment] | None = None
        self._curve = run.curve
        self.metrics: Metrics | None = None  # of the moment that is looked at

    @property
    def is_visited(self) -> bool:
        """Whether the run stands at a moment of its past."""
        return self._present is not None

    @property
    def last_step(self) -> int:
        """The step at which the present is."""
        return self._present[0].step_count if self._present else self._run.step_count

    @property
    def last_epoch(self) -> int:
        """The epoch that the present is in."""
        return self._present[0].epoch if self._present else self._run.epoch

    def visit(self, step: int) -> None:
        """Go to a step, or as near before it as can be done at once."""
        run = self._run
        if self._present is None:
            self._present = run.state(), run.experiment
            self._curve = run.curve
        run.curve = self._curve.copy()
        moment = self.timeline.before(step)
        if not moment.step <= run.step_count <= step or moment.experiment != run.experiment:
            self._restore(moment.state, moment.experiment)
        started = perf_counter()
        while run.step_count < step and perf_counter() - started < REPLAY:
            run.train(min(step - run.step_count, AT_ONCE))
        run.curve = self._curve
        self.metrics = run.evaluate()

    def come_back(self) -> None:
        """Return to the present, as if nobody had looked back."""
        if self._present is None:
            return
        state, experiment = self._present
        self._run.curve = self._curve.copy()
        self._restore(state, experiment)
        self._run.curve = self._curve
        self._present = self.metrics = None

    def stay(self) -> None:
        """Go on from the moment that is looked at, with the present's settings: a branch.

        What came after it is forgotten here.
        """
        if self._present is None:
            return
        _, experiment = self._present
        run, self._present, self.metrics = self._run, None, None
        if experiment != run.experiment:
            run.change_training(experiment)
        run.curve.truncate(run.step_count)
        self.timeline.truncate(run.step_count)
        self.timeline.note(run, at_once=True)

    def _restore(self, state: RunState, experiment: Experiment) -> None:
        if experiment != self._run.experiment:
            self._run.change_training(experiment)
        self._run.restore(state)
