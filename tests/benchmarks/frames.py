"""How smooth the window is while it trains flat out, and what the window costs the training."""

import json
from collections.abc import Iterator
from statistics import median

import numpy as np

from engine.run import Run
from tests.benchmarks.child import output_of
from tests.benchmarks.classic import classic, deep
from tests.benchmarks.figure import Figure
from tests.benchmarks.timing import Spread, rate

GOVERNED = "worker process, three views"
ARRANGEMENTS = {
    GOVERNED: (),
    "worker process, all views": ("--all",),
    "in the window's process": ("--in-process",),
}
GOALS = {50: 17.0, 95: 25.0, 100: 100.0}  # percentile -> milliseconds
SHARE_GOAL = 0.8
INSTRUMENTS = "10 layers of 32, seven instruments"
ROUNDS = 3  # of the instruments, in turn with training alone
INSTRUMENT_GOALS = {95: 40.0}
INSTRUMENT_SHARE, PROBE_GOAL = 0.7, 5.0  # of the steps without a window; milliseconds a frame


def measure(quick: bool) -> Iterator[Figure]:
    """Frame intervals and steps a second with a window, and steps without one beside."""
    seconds = 10 if quick else 60
    run = Run(classic())
    alone = [rate(lambda: run.train(100), 2.0)]
    results = {}
    for name, words in ARRANGEMENTS.items():
        text = output_of("-m", "tests.benchmarks.open_window", str(seconds), *words)
        results[name] = json.loads(text)
        alone.append(rate(lambda: run.train(100), 2.0))
    headless = Spread.of(alone)
    for name, result in results.items():
        goals, share = (GOALS, SHARE_GOAL) if name == GOVERNED else ({}, None)
        yield from _frame_figures(name, result, goals)
        yield _steps_figure(name, result, headless, share)
    yield from _instruments(seconds)


def _instruments(seconds: int) -> Iterator[Figure]:
    """The same of a deep network whose every quantity is on the screen."""
    run = Run(deep())
    alone = [rate(lambda: run.train(100), 2.0)]
    results = []
    for _ in range(ROUNDS):
        part = str(seconds // ROUNDS)
        text = output_of("-m", "tests.benchmarks.open_window", part, "--instruments")
        results.append(json.loads(text))
        alone.append(rate(lambda: run.train(100), 2.0))
    result = results[0] | {
        "intervals": [interval for each in results for interval in each["intervals"]],
        "steps_per_second": median(each["steps_per_second"] for each in results),
    }
    yield from _frame_figures(INSTRUMENTS, result, INSTRUMENT_GOALS)
    yield _steps_figure(INSTRUMENTS, result, Spread.of(alone), INSTRUMENT_SHARE)
    taken = median(each["probe_ms"] for each in results)
    yield Figure(
        f"{INSTRUMENTS}: probes of one frame",
        f"{taken:.1f} ms",
        f"{len(result['seen'])} views",
        goal=f"≤ {PROBE_GOAL:g} ms",
        reached=taken <= PROBE_GOAL,
    )


def _frame_figures(name: str, result: dict, goals: dict[int, float]) -> Iterator[Figure]:
    intervals = np.array(result["intervals"])
    on = f"{len(intervals)} frames on {result['platform']}"
    for percentile in GOALS:
        goal = goals.get(percentile)
        value = float(np.percentile(intervals, percentile))
        kind = "longest" if percentile == 100 else f"p{percentile}"
        yield Figure(
            f"{name}: frame interval {kind}",
            f"{value:.1f} ms",
            on,
            goal="" if goal is None else f"≤ {goal:g} ms",
            reached=None if goal is None else value <= goal,
        )


def _steps_figure(name: str, result: dict, headless: Spread, goal: float | None) -> Figure:
    steps = result["steps_per_second"]
    share = steps / headless.median
    return Figure(
        f"{name}: steps",
        f"{steps:,.0f} steps/s",
        f"without a window: {headless.text('steps/s')}",
        f"{share:.0%}",
        "" if goal is None else f"≥ {goal:.0%}",
        None if goal is None else share >= goal,
    )
