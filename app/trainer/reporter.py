"""A reporter measures a run for the window: what is asked for, and nothing else."""

from collections import deque
from collections.abc import Callable
from functools import partial
from typing import TypeVar

from app.trainer.latest_metrics import LatestMetrics
from app.trainer.messages import Answer, Loaded, Problem, Request
from app.trainer.player import Player
from app.trainer.problem import failure

Result = TypeVar("Result")


class Reporter:
    """Answers the requests about one run.

    A measurement that raises is left out of the answer; why is told once.
    """

    def __init__(self, run_id: int, player: Player, loaded: Loaded) -> None:
        self._run_id = run_id
        self._player = player
        self._loaded: Loaded | None = loaded
        self._news: deque[Problem] = deque()
        self._told: set[str] = set()
        self._metrics = LatestMetrics(player)

    def renew(self, loaded: Loaded) -> None:
        """The run goes on with other data: say so in the next answer, and measure anew."""
        self._loaded = loaded
        self._metrics.renew()

    def tell(self, problem: Problem) -> None:
        """Say this in one of the next answers, unless it was said before about this run."""
        if problem.message not in self._told:
            self._told.add(problem.message)
            self._news.append(problem)

    def answer(self, request: Request) -> Answer:
        """What was asked for, measured now."""
        player, run = self._player, self._player.run
        wanted = {
            probe: self._attempt(repr(probe), partial(probe.measure, run))
            for probe in request.probes
        }
        state = self._attempt("Copying the run", run.state) if request.want_state else None
        metrics = self._attempt("Evaluating the network", self._metrics.measure)
        is_known = request.curve_version == run.curve.version
        loaded, self._loaded = self._loaded, None
        return Answer(
            serial=request.serial,
            run_id=self._run_id,
            phase=player.phase,
            epoch=run.epoch,
            step=run.step_count,
            metrics=metrics,
            steps_per_second=player.steps_per_second,
            curve_version=run.curve.version,
            curve=run.curve.since(request.curve_start if is_known else 0),
            loaded=loaded,
            probes={probe: result for probe, result in wanted.items() if result is not None},
            problem=self._news.popleft() if self._news else player.problem,
            state=state,
        )

    def _attempt(self, doing: str, measure: Callable[[], Result]) -> Result | None:
        try:
            return measure()
        except Exception as error:  # noqa: BLE001 (see the class)
            self.tell(failure(doing, error))
            return None
