"""A reporter measures a run for the window: what is asked for, and nothing else."""

from collections import deque
from collections.abc import Callable, Sequence
from functools import partial
from time import perf_counter
from typing import Any, TypeVar

from app.trainer.latest_metrics import LatestMetrics
from app.trainer.messages import (
    Answer,
    Loaded,
    OfTwin,
    Phase,
    Present,
    Problem,
    Request,
    TwinAnswer,
)
from app.trainer.player import Player
from app.trainer.probe_budget import UNFINISHED, ProbeBudget
from app.trainer.problem import failure
from app.trainer.twin import Twin
from engine.landscape import PART, RESTING_PART
from engine.probes import Probe
from engine.run import Run

Result = TypeVar("Result")


class Reporter:
    """Answers the requests about one run.

    A measurement that raises is left out of the answer; why is told once. One that takes long is
    left out of most answers (see ProbeBudget).
    """

    def __init__(self, run_id: int, player: Player, loaded: Loaded) -> None:
        self._run_id = run_id
        self._player = player
        self.twin: Twin | None = None  # the run beside it
        self._loaded: Loaded | None = loaded
        self._news: deque[Problem] = deque()
        self._told: set[str] = set()
        self._metrics = LatestMetrics(player)
        self._budget = ProbeBudget()

    def renew(self, loaded: Loaded) -> None:
        """The run goes on with other data: say so in the next answer, and measure anew."""
        self._loaded = loaded
        self.forget_measurements()

    def forget_measurements(self) -> None:
        """Measure anew, because the run has changed without training."""
        self._budget = ProbeBudget()
        self._metrics.renew()

    def tell(self, problem: Problem) -> None:
        """Say this in one of the next answers, unless it was said before about this run."""
        if problem.message not in self._told:
            self._told.add(problem.message)
            self._news.append(problem)

    def answer(self, request: Request) -> Answer:
        """What was asked for, measured now."""
        player, run = self._player, self._player.run
        probes, is_complete = self._measured(request.probes)
        past = player.past
        wants_state = request.want_state and not past.is_visited
        state = self._attempt("Copying the run", run.state) if wants_state else None
        metrics = past.metrics or self._attempt("Evaluating the network", self._metrics.measure)
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
            probes=probes,
            complete=is_complete,
            problem=self._news.popleft() if self._news else player.problem,
            state=state,
            present=self._present(),
            twin=self._twin_answer(request),
        )

    def _twin_answer(self, request: Request) -> TwinAnswer | None:
        if self.twin is None:
            return None
        return self.twin.answer(self._player.phase, request.twin_version, request.twin_start)

    def _present(self) -> Present:
        past = self._player.past
        kept = past.timeline
        return Present(
            past.last_epoch, past.last_step, past.is_visited, kept.nbytes, len(kept.moments)
        )

    def _measured(self, wanted: Sequence[Probe]) -> tuple[dict[Probe, Any], bool]:
        """What is measured of the wanted probes now, and whether nothing of them is missing."""
        player, run = self._player, self._player.run
        is_training = player.phase is Phase.PLAYING
        run.landscape.seconds = PART if is_training else RESTING_PART
        chosen, is_complete = self._budget.choose(wanted, run.seconds, is_training)
        results: dict[Probe, Any] = {}
        for probe in chosen:
            subject = self._subject_of(probe)
            if subject is None:
                continue
            started = perf_counter()
            result = self._attempt(repr(probe), partial(probe.measure, subject))
            is_whole = result is None or probe.is_complete(result)
            moment = run.seconds if is_whole else UNFINISHED
            self._budget.note(probe, moment, started, perf_counter())
            is_complete = is_complete and is_whole
            if result is not None:
                results[probe] = result
        return results, is_complete

    def _subject_of(self, probe: Probe) -> Run | None:
        """The run that a probe measures: the first, or the twin, where there is one."""
        if isinstance(probe, OfTwin):
            return self.twin.run if self.twin else None
        return self._player.run

    def _attempt(self, doing: str, measure: Callable[[], Result]) -> Result | None:
        try:
            return measure()
        except Exception as error:  # noqa: BLE001 (see the class)
            self.tell(failure(doing, error))
            return None
