"""How smooth the window is while thousands of points are painted and it trains flat out."""

import json
from collections.abc import Iterator

import numpy as np

from tests.benchmarks.child import output_of
from tests.benchmarks.figure import Figure

GOAL = 33.0  # ms, for 95 % of the frames


def measure(quick: bool) -> Iterator[Figure]:
    """Frame intervals and the time that mouse events take, all views visible."""
    wanted = 1_000 if quick else 5_000
    text = output_of("-m", "tests.benchmarks.open_painting", str(wanted))
    result = json.loads(text)
    intervals, events = np.array(result["intervals"]), np.array(result["events"])
    on = f"{len(intervals)} frames on {result['platform']}, {result['points']:,} points"
    for name, percentile in (("p50", 50), ("p95", 95), ("longest", 100)):
        value = float(np.percentile(intervals, percentile))
        has_goal = percentile == 95
        yield Figure(
            f"painting: frame interval {name}",
            f"{value:.1f} ms",
            on,
            goal=f"≤ {GOAL:g} ms" if has_goal else "",
            reached=value <= GOAL if has_goal else None,
        )
    work = float(np.percentile(result["work"], 95))
    beside = "whatever else the machine does"
    yield Figure("painting: the window's own work for a frame p95", f"{work:.1f} ms", beside)
    for name, percentile in (("p95", 95), ("longest", 100)):
        value = float(np.percentile(events, percentile))
        yield Figure(f"painting: mouse event {name}", f"{value:.1f} ms", f"{len(events)} events")
    steps = result["steps_per_second"]
    yield Figure("painting: steps", f"{steps:,.0f} steps/s", "while it is painted on")
