"""Measure the speed: `python -m tests.benchmarks [--quick] [NAME ...]`."""

import argparse
import sys

from app.headless.text_table import text_table
from tests.benchmarks import frames, launch, lenet, memory, repeatability, shipped, steps, surfaces
from tests.benchmarks.figure import HEADING, Benchmark
from tests.benchmarks.machine import machine

BENCHMARKS = (
    Benchmark("steps", "Training without a window", steps.measure),
    Benchmark("lenet", "A LeNet-like network, 28 × 28, batch 64", lenet.measure),
    Benchmark("frames", "The window while it trains flat out", frames.measure),
    Benchmark("surfaces", "Probes of the 2-8-8-2 network", surfaces.measure),
    Benchmark("launch", "From the start of Python to a painted window, warm", launch.measure),
    Benchmark("memory", "Resident memory of window and training process", memory.measure),
    Benchmark("shipped", "The shipped experiments", shipped.measure),
    Benchmark("repeatability", "The same experiment, the same losses", repeatability.measure),
)


def main(argv: list[str]) -> int:
    """Measure what is named, or everything, and print a table of each."""
    names = tuple(benchmark.name for benchmark in BENCHMARKS)
    parser = argparse.ArgumentParser(prog="lab.py bench", description="Measure the speed.")
    parser.add_argument("names", metavar="NAME", nargs="*", help=f"one of {', '.join(names)}")
    parser.add_argument("--quick", action="store_true", help="shorter and less exact")
    words = parser.parse_args(argv)
    for name in words.names:
        if name not in names:
            parser.error(f"there is no benchmark {name}; there are {', '.join(names)}")
    print(machine(), end="\n\n", flush=True)
    for benchmark in BENCHMARKS:
        if not words.names or benchmark.name in words.names:
            print(f"{benchmark.title} ({benchmark.name})")
            rows = [figure.cells for figure in benchmark.measure(words.quick)]
            print(text_table(rows, HEADING), end="\n\n", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
