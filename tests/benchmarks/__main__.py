"""Measure the speed: `python -m tests.benchmarks [--quick] [--markdown] [NAME ...]`."""

import argparse
import sys
from collections.abc import Iterator

from app.headless.text_table import text_table
from tests.benchmarks import (
    backends,
    classic_race,
    designer,
    drawing,
    frames,
    going_back,
    images,
    landscapes,
    launch,
    lenet,
    long_curve,
    loss_surface,
    memory,
    race,
    repeatability,
    shipped,
    small_networks,
    steps,
    surfaces,
    tables,
)
from tests.benchmarks.figure import HEADING, Benchmark
from tests.benchmarks.machine import load, machine
from tests.benchmarks.markdown import markdown_table

BENCHMARKS = (
    Benchmark("steps", "Training without a window", steps.measure),
    Benchmark("small", "Small networks, 250 points an epoch", small_networks.measure),
    Benchmark("loss-surface", "A loss surface as replicas of one network", loss_surface.measure),
    Benchmark("lenet", "A LeNet-like network, 28 × 28, batch 64", lenet.measure),
    Benchmark("backends", "NumPy beside CuPy on a GPU", backends.measure),
    Benchmark("race", "Six replicas of 2-8-8-1 in lockstep", race.measure),
    Benchmark("classic-race", "Six optimizers on MNIST, 784-100×4-10", classic_race.measure),
    Benchmark("images", "60,000 images of 28 × 28 from IDX files", images.measure),
    Benchmark("frames", "The window while it trains flat out", frames.measure),
    Benchmark("drawing", "Painting points while the window trains flat out", drawing.measure),
    Benchmark("landscapes", "The loss surface and races in the window", landscapes.measure),
    Benchmark("surfaces", "Probes of the 2-8-8-2 network", surfaces.measure),
    Benchmark("timeline", "Going back to any moment of a run", going_back.measure),
    Benchmark("curves", "The loss of a very long run", long_curve.measure),
    Benchmark("designer", "The network designer", designer.measure),
    Benchmark("launch", "From the start of Python to a painted window, warm", launch.measure),
    Benchmark("memory", "Resident memory of window and training process", memory.measure),
    Benchmark("tables", "A large table, alone and into the open window", tables.measure),
    Benchmark("shipped", "The shipped experiments", shipped.measure),
    Benchmark("repeatability", "The same experiment, the same losses", repeatability.measure),
)


def main(argv: list[str]) -> int:
    """Measure what is named, or everything, and print a table of each."""
    names = tuple(benchmark.name for benchmark in BENCHMARKS)
    parser = argparse.ArgumentParser(prog="lab.py bench", description="Measure the speed.")
    parser.add_argument("names", metavar="NAME", nargs="*", help=f"one of {', '.join(names)}")
    parser.add_argument("--quick", action="store_true", help="shorter and less exact")
    parser.add_argument("--markdown", action="store_true", help="tables as the README has them")
    words = parser.parse_args(argv)
    for name in words.names:
        if name not in names:
            parser.error(f"there is no benchmark {name}; there are {', '.join(names)}")
    print(machine(), end="\n\n", flush=True)
    for benchmark in BENCHMARKS:
        if not words.names or benchmark.name in words.names:
            for part in report(benchmark, words.quick, words.markdown):
                print(part, end="\n\n", flush=True)
    return 0


def report(benchmark: Benchmark, quick: bool, markdown: bool) -> Iterator[str]:
    """The title, the table, and how busy the machine was before and after it was measured."""
    title, before = f"{benchmark.title} ({benchmark.name})", load()
    yield f"### {title}" if markdown else title
    rows = [figure.cells for figure in benchmark.measure(quick)]
    yield (markdown_table if markdown else text_table)(rows, HEADING)
    yield f"Load average: {before} before, {load()} after."


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
