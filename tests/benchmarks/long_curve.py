"""A frame of the loss view after 100,000 epochs, as the window keeps and draws them."""

import json
from collections.abc import Iterator

import numpy as np

from tests.benchmarks.child import output_of
from tests.benchmarks.figure import Figure

GOAL = 10.0  # milliseconds a frame


def measure(quick: bool) -> Iterator[Figure]:
    """Drawing one more epoch, the raw curves alone and with a smoothed one over each."""
    frames = 20 if quick else 100
    result = json.loads(output_of("-m", "tests.benchmarks.open_curve", str(frames)))
    for smoothing, times in result["times"].items():
        middle, high = np.percentile(times, [50, 95])
        yield Figure(
            f"a frame after {result['epochs']:,} epochs, smoothing {smoothing} %",
            f"{middle:.1f} ms (p95 {high:.1f} ms)",
            f"{result['kept']:,} points kept, on {result['platform']}",
            "",
            f"≤ {GOAL:g} ms",
            middle <= GOAL,
        )
    yield Figure(
        "  the highest spike of them all",
        f"{result['drawn_spike']:.3g}",
        f"{result['spike']:.3g}",
        "",
        "the same",
        bool(np.isclose(result["drawn_spike"], result["spike"])),
    )
