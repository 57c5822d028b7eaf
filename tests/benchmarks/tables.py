"""How a large table is read: a million rows of ten numbers, alone and into the open window."""

import json
import random
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.child import output_of
from tests.benchmarks.figure import Figure
from tests.benchmarks.timing import Spread, in_turn

ROWS, QUICK_ROWS, COLUMNS = 1_000_000, 200_000, 10
SECONDS_GOAL, MEMORY_GOAL, FRAME_GOAL = 10.0, 500.0, 100.0  # s, MB, ms
READ = """
import json, resource, sys, time
from engine.data import load_data
from engine.experiment.data import Table
started = time.perf_counter()
load_data(Table(path=sys.argv[1]), 0)
seconds = time.perf_counter() - started
print(json.dumps([seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
"""
# Nothing is checked and nothing is kept: no reader on top of Python's own can be quicker.
CSV_AND_FLOAT = """
import csv, sys, time
started = time.perf_counter()
with open(sys.argv[1], newline="", encoding="utf-8") as lines:
    rows = csv.reader(lines)
    next(rows)
    for row in rows:
        list(map(float, row))
print(time.perf_counter() - started)
"""


def measure(quick: bool) -> Iterator[Figure]:
    """Seconds and memory of reading, and the window's frames while its trainer reads."""
    rows = QUICK_ROWS if quick else ROWS
    with tempfile.TemporaryDirectory() as folder:
        path = str(write_table(Path(folder) / "table.csv", rows))
        yield from _reading(path, f"{rows:,} × {COLUMNS}", rounds=1 if quick else 3)
        yield from _in_the_window(path, f"{rows:,} × {COLUMNS}")


def write_table(path: Path, rows: int) -> Path:
    """Write a table of normally distributed numbers; the last column is the target."""
    rng = random.Random(0)
    with path.open("w", encoding="utf-8") as stream:
        stream.write(",".join(f"x{number}" for number in range(COLUMNS)) + "\n")
        for _ in range(rows):
            stream.write(",".join(f"{rng.gauss(0, 10):.6f}" for _ in range(COLUMNS)) + "\n")
    return path


def _reading(path: str, size: str, rounds: int) -> Iterator[Figure]:
    peaks: list[float] = []

    def read() -> float:
        seconds, peak = json.loads(output_of("-c", READ, path))
        peaks.append(peak)
        return float(seconds)

    contestants = {"csv": lambda: float(output_of("-c", CSV_AND_FLOAT, path)), "ours": read}
    spreads = in_turn(contestants, rounds)
    ours, bare = spreads["ours"], spreads["csv"]
    yield Figure(
        f"{size}: read, split and scaled",
        ours.text("s", 2),
        f"csv and float() alone: {bare.text('s', 2)}",
        f"{ours.median / bare.median:.1f} ×",
        f"≤ {SECONDS_GOAL:g} s",
        ours.median <= SECONDS_GOAL,
    )
    numbers = 8 * COLUMNS * int(size.split(" ")[0].replace(",", "")) / 2**20
    peak = Spread.of(peaks)
    yield Figure(
        f"{size}: most memory of the process",
        peak.text("MB"),
        f"the numbers alone: {numbers:.0f} MB",
        f"{peak.median / numbers:.1f} ×",
        f"≤ {MEMORY_GOAL:g} MB",
        peak.median <= MEMORY_GOAL,
    )


def _in_the_window(path: str, size: str) -> Iterator[Figure]:
    result = json.loads(output_of("-m", "tests.benchmarks.open_table", path))
    yield Figure(
        f"{size}: from Open to the first picture",
        f"{result['seconds']:.2f} s",
        f"told {result['shares']} times how far it is",
        goal=f"≤ {SECONDS_GOAL:g} s",
        reached=result["seconds"] <= SECONDS_GOAL,
    )
    yield Figure(
        f"{size}: most memory of the training process",
        f"{result['memory']:.0f} MB",
        goal=f"≤ {MEMORY_GOAL:g} MB",
        reached=result["memory"] <= MEMORY_GOAL,
    )
    yield Figure(
        f"{size}: longest frame interval meanwhile",
        f"{result['longest']:.0f} ms",
        f"opening 1,000 rows: {result['longest_of_few']:.0f} ms ({result['platform']})",
        f"{result['longest'] / result['longest_of_few']:.1f} ×",
        f"≤ {FRAME_GOAL:g} ms",
        result["longest"] <= FRAME_GOAL,
    )
    yield Figure(
        f"{size}: most that the main thread did in a frame",
        f"{result['work']:.0f} ms",
        f"opening 1,000 rows: {result['work_of_few']:.0f} ms",
        f"{result['work'] / result['work_of_few']:.1f} ×",
    )
    yield Figure(f"{size}: cancelled after", f"{result['cancelled']:.0f} ms")
