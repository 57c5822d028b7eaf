"""A twin is a second run that is kept at the step of the first, to be looked at beside it."""

from collections.abc import Callable
from functools import partial
from time import perf_counter

from app.trainer.loaded import describe_run
from app.trainer.messages import Loaded, Phase, TwinAnswer
from app.trainer.past import Past
from app.trainer.problem import failure
from engine.errors import Diverged
from engine.run import Run

SLICE = 0.002  # seconds of training at a time, while it catches up


class Twin:
    """Trains to wherever the first run is, and looks back where that does.

    A twin that diverges stays where it was, and so does one in which any other error is raised;
    the first run goes on without it. `problem` says why.
    """

    def __init__(self, run: Run) -> None:
        self.run = run
        self.problem = ""
        self._past = Past(run)
        self._loaded: Loaded | None = describe_run(run)

    def lags(self, step: int) -> bool:
        """Whether it has to train to be where the first run is, at `step`."""
        return not self.problem and not self._past.is_visited and self.run.step_count < step

    def train_to(self, step: int) -> None:
        """Train towards a step, for a moment."""
        self._attempt("Training the twin", partial(self._train_to, step))
        self._past.timeline.note(self.run)

    def visit(self, step: int, is_past: bool) -> None:
        """Look at a step of the past, or come back to the present, as the first run has done."""
        if self.problem:
            return
        if not is_past:
            self._attempt("Taking the twin forward", self._past.come_back)
        elif step < self._past.last_step:
            self._attempt("Taking the twin back", partial(self._past.visit, step))

    def stay(self, step: int) -> None:
        """Go on from a step of the past, because the first run does."""
        if self._past.is_visited:
            self._attempt("Branching the twin", partial(self._stay_at, step))

    def _train_to(self, step: int) -> None:
        run, until = self.run, perf_counter() + SLICE
        while run.step_count < step and perf_counter() < until:
            run.train(min(step - run.step_count, 10))

    def _stay_at(self, step: int) -> None:
        self._past.visit(step)
        self._past.stay()

    def _attempt(self, doing: str, move: Callable[[], None]) -> None:
        try:
            move()
        except Diverged as error:
            self.problem = str(error)
        except Exception as error:  # noqa: BLE001 (see the class)
            self.problem = failure(doing, error).message

    def answer(self, phase: Phase, version: int | None, start: int) -> TwinAnswer:
        """How it stands; the curve from point `start` on, if its `version` is known."""
        run = self.run
        loaded, self._loaded = self._loaded, None
        return TwinAnswer(
            phase=Phase.DIVERGED if self.problem else phase,
            epoch=run.epoch,
            step=run.step_count,
            metrics=self._past.metrics or run.curve.at(-1),
            curve_version=run.curve.version,
            curve=run.curve.since(start if version == run.curve.version else 0),
            loaded=loaded,
            problem=self.problem,
        )
