"""60,000 images of 28 × 28 from IDX files: how long until they can be trained on, and in what room.

The files are as large as MNIST's and hold its test images six times over, where those are there;
else random strokes that pack about as well.
"""

import gzip
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tests.benchmarks import mnist
from tests.benchmarks.child import output_of
from tests.benchmarks.figure import Figure
from tests.benchmarks.timing import Spread

IMAGES, TEST_IMAGES, SIDE = 60_000, 10_000, 28
GOAL = 1.5  # seconds
MEGABYTE = 1e6
BYTES = IMAGES * SIDE * SIDE


def measure(quick: bool) -> Iterator[Figure]:
    """Seconds and memory of loading and of making a run, in processes of their own, in turn."""
    with tempfile.TemporaryDirectory() as folder:
        write_files(Path(folder))
        ways: dict[str, list[dict[str, float]]] = {"plain": [], "engine": []}
        for _ in range(2 if quick else 5):
            for way, results in ways.items():
                results.append(_child(way, folder))
        traced = [_child(way, folder, "--traced") for way in ways]
    plain, loading, making = (
        Spread.of([result[key] for result in ways[way]])
        for way, key in (("plain", "load"), ("engine", "load"), ("engine", "total"))
    )
    beside = f"gzip + np.frombuffer: {plain.text('s', 2)}"
    yield Figure(
        "load_data", loading.text("s", 2), beside, f"{loading.median / plain.median:.2f} ×"
    )
    yield Figure(
        "load_data and Run",
        making.text("s", 2),
        beside,
        f"{making.median / plain.median:.2f} ×",
        f"≤ {GOAL} s",
        making.median <= GOAL,
    )
    yield from _memory(*traced)


def _child(*words: str) -> dict[str, float]:
    """What the child measured."""
    measured: dict[str, float] = json.loads(output_of("-m", "tests.benchmarks.read_images", *words))
    return measured


def _memory(plain: dict[str, float], engine: dict[str, float]) -> Iterator[Figure]:
    yield Figure(
        "images held for training",
        f"{engine['held'] / MEGABYTE:.0f} MB",
        f"as float32: {4 * BYTES / MEGABYTE:.0f} MB",
        f"{engine['held'] / (4 * BYTES):.2f} ×",
        "bytes",
        engine["held"] == BYTES,
    )
    yield Figure(
        "most memory while reading",
        f"{engine['peak'] / MEGABYTE:.0f} MB",
        f"gzip + np.frombuffer: {plain['peak'] / MEGABYTE:.0f} MB",
        f"{engine['peak'] / plain['peak']:.2f} ×",
    )


def write_files(folder: Path) -> None:
    """Write the four files of a set as large as MNIST."""
    images, labels = _images()
    for name, count in (("train", IMAGES), ("t10k", TEST_IMAGES)):
        for kind, values in (("images", images), ("labels", labels)):
            many = np.resize(values, (count, *values.shape[1:]))
            header = np.array([2048 + many.ndim, *many.shape], ">i4").tobytes()
            with gzip.open(folder / f"{name}-{kind}.gz", "wb", compresslevel=6) as file:
                file.write(header + many.tobytes())


def _images() -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """10,000 images, (images, 28, 28), and their labels."""
    if mnist.is_there():
        data = mnist.test_images()
        pixels = np.round(data.columns * 255).astype(np.uint8)
        return pixels.reshape(-1, SIDE, SIDE), data.targets.astype(np.uint8)
    rng = np.random.default_rng(1)
    is_ink = rng.random((TEST_IMAGES, SIDE, SIDE)) < 0.19  # as much as the digits have
    values = rng.integers(0, 256, is_ink.shape, dtype=np.uint8)
    return values * is_ink, rng.integers(0, 10, TEST_IMAGES, dtype=np.uint8)
