"""How smooth the window is while it trains flat out, and what the window costs the training."""

import json
from collections.abc import Iterator

import numpy as np

from engine.run import Run
from tests.benchmarks.child import output_of
from tests.benchmarks.classic import classic
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
        has_goals = name == GOVERNED
        yield from _frame_figures(name, result, has_goals)
        yield _steps_figure(name, result, headless, has_goals)


def _frame_figures(name: str, result: dict, has_goals: bool) -> Iterator[Figure]:
    intervals = np.array(result["intervals"])
    on = f"{len(intervals)} frames on {result['platform']}"
    for percentile, goal in GOALS.items():
        value = float(np.percentile(intervals, percentile))
        kind = "longest" if percentile == 100 else f"p{percentile}"
        yield Figure(
            f"{name}: frame interval {kind}",
            f"{value:.1f} ms",
            on,
            goal=f"≤ {goal:g} ms" if has_goals else "",
            reached=value <= goal if has_goals else None,
        )


def _steps_figure(name: str, result: dict, headless: Spread, has_goals: bool) -> Figure:
    steps = result["steps_per_second"]
    share = steps / headless.median
    return Figure(
        f"{name}: steps",
        f"{steps:,.0f} steps/s",
        f"without a window: {headless.text('steps/s')}",
        f"{share:.0%}",
        f"≥ {SHARE_GOAL:.0%}" if has_goals else "",
        share >= SHARE_GOAL if has_goals else None,
    )
