"""How much memory the window and its training process hold, and whether it grows."""

import time
from collections.abc import Iterator

import numpy as np
import psutil

from tests.benchmarks.child import start
from tests.benchmarks.figure import Figure

GOAL = 350.0  # MB of both processes
GROWTH_GOAL = 2.0  # MB a minute that count as flat
MEGABYTE = 2**20
QUICK_SECONDS, SECONDS = 30, 300
EVERY = 2.0  # seconds from one look to the next


def measure(quick: bool) -> Iterator[Figure]:
    """Resident memory over time, while the window trains flat out with all views visible."""
    seconds = QUICK_SECONDS if quick else SECONDS
    child = start("-m", "tests.benchmarks.open_window", str(seconds))
    try:
        samples = list(_samples(psutil.Process(child.pid), seconds))
    finally:
        child.communicate(timeout=120)
    moments, memory = np.array(samples).T
    late = moments > moments[-1] / 2
    growth = 60 * float(np.polyfit(moments[late], memory[late], 1)[0])
    yield Figure(
        f"both processes after {moments[-1]:.0f} s",
        f"{memory[-1]:.0f} MB",
        f"after {moments[0]:.0f} s: {memory[0]:.0f} MB; most: {memory.max():.0f} MB",
        f"{memory[-1] / memory[0]:.2f} ×",
        f"≤ {GOAL:.0f} MB",
        memory[-1] <= GOAL,
    )
    yield Figure(
        "growth in the second half",
        f"{growth:.1f} MB a minute",
        goal=f"≤ {GROWTH_GOAL:g} MB a minute",
        reached=None if quick else growth <= GROWTH_GOAL,
    )


def _samples(window: psutil.Process, seconds: float) -> Iterator[tuple[float, float]]:
    """Yield the seconds passed and the megabytes of the window and its children together."""
    started = time.monotonic()
    time.sleep(min(10.0, seconds / 3))  # until all is imported and shown
    while (passed := time.monotonic() - started) < seconds:
        processes = [window, *window.children(recursive=True)]
        yield passed, sum(process.memory_info().rss for process in processes) / MEGABYTE
        time.sleep(EVERY)
