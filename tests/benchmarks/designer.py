"""The network designer: frames of its diagram, and edits of a deep network."""

import json
from collections.abc import Iterator

import numpy as np

from tests.benchmarks.child import output_of
from tests.benchmarks.figure import Figure

FRAME_GOALS = {"2-8-8-2": 4.0, "784-100-100-10": 10.0, "LeNet": 10.0}  # milliseconds
EDIT_GOAL = 50.0


def measure(quick: bool) -> Iterator[Figure]:
    """Diagrams that train, drawn alone; then fifty layers of 100 edited in the whole window."""
    result = json.loads(output_of("-m", "tests.benchmarks.open_diagram", "30" if quick else "200"))
    for name, goal in FRAME_GOALS.items():
        yield _figure(f"a frame of the diagram of {name}", result[name], result["platform"], goal)
    words = {"cards": "an edit of 50 layers of 100, to its cards", "diagram": "  to its diagram"}
    for name, text in words.items():
        times = result["edits"][name]
        yield _figure(text, times, f"{len(times)} edits", EDIT_GOAL)


def _figure(name: str, times: list[float], beside: str, goal: float) -> Figure:
    middle, high = np.percentile(times, [50, 95])
    text = f"{middle:.1f} ms (p95 {high:.1f} ms)"
    return Figure(name, text, beside, "", f"≤ {goal:g} ms", bool(middle <= goal))
