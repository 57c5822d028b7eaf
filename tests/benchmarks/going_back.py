"""The timeline: what keeping states costs, and how long it takes to go to a moment of a run."""

import time
from collections.abc import Callable, Iterator

import numpy as np

from app.trainer.messages import Load, Play, Request, SetSpeed, Visit
from app.trainer.worker import Worker
from engine.experiment.data import Plane
from engine.experiment.experiment import Experiment
from engine.experiment.files import load
from engine.probes import (
    DecisionSurface,
    GradientMagnitudes,
    LayerActivations,
    NeuronMaps,
    WeightValues,
)
from engine.run import Run
from engine.timeline import LIMIT, Timeline
from resources import resource_path
from tests.benchmarks.classic import classic, deep
from tests.benchmarks.figure import Figure
from tests.benchmarks.timing import in_turn, rate

GOAL = 50.0  # milliseconds for a position
SHARE = 0.97  # of the steps without a timeline
AT_ONCE = 50  # steps between two notes, about a millisecond of them


def measure(quick: bool) -> Iterator[Figure]:
    """The cost of recording, the memory it takes, and positions chosen by chance."""
    yield _recording(quick)
    digits = load(resource_path("experiments", "digits.json"))
    seconds, positions = (0.5, 40) if quick else (4.0, 200)
    for name, experiment in (("2-8-8-2", classic()), ("2-32×10-2", deep()), ("digits", digits)):
        yield from _positions(name, experiment, seconds, positions)


def _recording(quick: bool) -> Figure:
    seconds, rounds = (0.2, 5) if quick else (0.5, 11)
    bare, noted, timeline = Run(classic()), Run(classic()), Timeline()

    def train(run: Run, note: Callable[[], None]) -> Callable[[], float]:
        def some() -> int:
            done = run.train(AT_ONCE)
            note()
            return done

        return lambda: rate(some, seconds)

    contestants = {
        "bare": train(bare, lambda: None),
        "noted": train(noted, lambda: timeline.note(noted)),
    }
    spreads = in_turn(contestants, rounds)
    share = spreads["noted"].median / spreads["bare"].median
    return Figure(
        "steps with a timeline, 2-8-8-2",
        spreads["noted"].text("steps/s"),
        f"without: {spreads['bare'].text('steps/s')}",
        f"{share:.0%}",
        f"≥ {SHARE:.0%}",
        share >= SHARE,
    )


def _positions(
    name: str, experiment: Experiment, seconds: float, positions: int
) -> Iterator[Figure]:
    """Each position with the pictures of the window measured there."""
    worker = Worker()
    worker.handle(Load(1, experiment))
    worker.handle(SetSpeed(None))
    worker.handle(Play())
    end = time.perf_counter() + seconds
    while time.perf_counter() < end and worker.wait() is not None:
        worker.train()
    has_plane = isinstance(experiment.data, Plane)
    plane = (DecisionSurface(100), NeuronMaps(32)) if has_plane else ()
    probes = (*plane, WeightValues(), GradientMagnitudes(), LayerActivations())
    last = worker.handle(Request(1)).present
    times, exact = [], 0
    for step in np.random.default_rng(0).integers(0, last.step, positions).tolist():
        started = time.perf_counter()
        worker.handle(Visit(step))
        answer = worker.handle(Request(1, probes))
        times.append(1000 * (time.perf_counter() - started))
        exact += answer.step == step
    middle, high = np.percentile(times, [50, 95])
    yield Figure(
        f"going to a step of {name}, with its pictures",
        f"{middle:.1f} ms (p95 {high:.1f} ms)",
        f"{last.step:,} steps, {exact / positions:.0%} of them exactly",
        "",
        f"p95 ≤ {GOAL:g} ms",
        high <= GOAL,
    )
    yield Figure(
        f"  its states, {last.kept:,}",
        f"{last.nbytes / 1e6:.1f} MB",
        f"the cap: {LIMIT / 1e6:.0f} MB",
        "",
        "≤ the cap",
        last.nbytes <= LIMIT,
    )
