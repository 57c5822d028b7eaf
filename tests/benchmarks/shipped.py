"""What the shipped experiments reach, and how long `run` takes with everything it writes."""

import json
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.child import output_of
from tests.benchmarks.figure import Figure

NAMES = ("spiral", "circle", "xor", "gauss")
ACCURACY_GOAL, SECONDS_GOAL = 0.97, 10.0


def measure(quick: bool) -> Iterator[Figure]:
    """Test accuracy and wall-clock seconds of `run NAME`; both goals in one line."""
    for name in NAMES[:2] if quick else NAMES:
        with tempfile.TemporaryDirectory() as folder:
            started = time.monotonic()
            output_of("-m", "app", "run", name, "--out", folder)
            seconds = time.monotonic() - started
            summary = json.loads((Path(folder) / "summary.json").read_text())
        last = summary["last"]
        accuracy = last["test_accuracy"]
        yield Figure(
            f"run {name}",
            f"test accuracy {accuracy:.1%} in {seconds:.1f} s",
            f"training alone: {last['seconds']:.1f} s",
            f"{seconds / last['seconds']:.1f} ×",
            f"≥ {ACCURACY_GOAL:.0%} in ≤ {SECONDS_GOAL:g} s",
            accuracy >= ACCURACY_GOAL and seconds <= SECONDS_GOAL,
        )
