"""The loss surface that the window shows, and races that are watched in it."""

import json
import time
from collections.abc import Iterator

import numpy as np
from msgspec.structs import replace

from engine.experiment.data import Spiral, Table
from engine.experiment.experiment import Experiment
from engine.experiment.network import Dense, NetworkSpec, ReLU
from engine.experiment.optimizers import Adam
from engine.experiment.training import Training
from engine.landscape import MOST_SAMPLES
from engine.outlook import LossPicture, Outlook
from engine.run import Run
from tests.benchmarks import mnist
from tests.benchmarks.child import output_of
from tests.benchmarks.classic import classic
from tests.benchmarks.figure import Figure
from tests.benchmarks.matrix_products import operations_of, sgemm_rate
from tests.benchmarks.timing import Spread

SMALL_GOAL, FIRST_GOAL = 60.0, 1000.0  # milliseconds
FRAME_GOALS = {"formula": 1000 / 60 * 1.02, "network": 33.0}  # of frames, p95; 2 % for the clock
STEPS, SIZE = 300, 51


def measure(quick: bool) -> Iterator[Figure]:
    """Milliseconds to a whole small surface and to a large one's first picture; race frames."""
    rounds, seconds = (3, 4) if quick else (9, 8)
    yield _small(rounds)
    yield from _large(3 if quick else 5)
    for kind, goal in FRAME_GOALS.items():
        text = output_of("-m", "tests.benchmarks.open_race", kind, str(seconds))
        yield from _frames(kind, json.loads(text), goal)


def _small(rounds: int) -> Figure:
    """51 × 51 losses of 2-8-8-2 on 350 points, the path's true losses included."""
    run = Run(_spiral())
    run.train(STEPS)
    times = [
        _seconds_of(run, Outlook("random", resolution=SIZE, seed=seed)) * 1000
        for seed in range(rounds + 1)
    ]
    spread = Spread.of(times[1:])  # the first one warms up
    products = _products(run, SIZE**2) * 1000
    return Figure(
        f"51 × 51 surface of 2-8-8-2 on {len(run.samples.x_train)} points",
        spread.text("ms", 1),
        f"its matrix products alone, at sgemm's rate: {products:.1f} ms",
        f"{spread.median / products:.1f} ×",
        f"≤ {SMALL_GOAL:g} ms",
        spread.median <= SMALL_GOAL,
    )


def _large(rounds: int) -> Iterator[Figure]:
    """784-100-100-10 on 1,000 images: to the first picture, and to the whole one."""
    if not mnist.is_there():
        yield Figure("784-100-100-10", "skipped", f"MNIST is not in {mnist.FOLDER}")
        return
    layers = (Dense(100), ReLU(), Dense(100), ReLU(), Dense(10))
    training = Training(optimizer=Adam(), batch_size=100)
    experiment = Experiment(Table(path="mnist"), NetworkSpec(layers), training, seed=7)
    run = Run(experiment, mnist.test_images())
    run.train(50)
    firsts, wholes = [], []
    for seed in range(rounds):
        first, whole = _first_and_whole(run, Outlook("random", resolution=SIZE, seed=seed))
        firsts.append(first * 1000)
        wholes.append(whole)
    first, products = Spread.of(firsts), _products(run, SIZE**2)
    name = f"51 × 51 surface of 784-100-100-10 on {MOST_SAMPLES:,} images"
    yield Figure(
        f"{name}: first picture",
        first.text("ms"),
        goal=f"≤ {FIRST_GOAL:g} ms",
        reached=first.median <= FIRST_GOAL,
    )
    whole = Spread.of(wholes)
    yield Figure(
        f"{name}: whole",
        whole.text("s", 1),
        f"its matrix products alone, at sgemm's rate: {products:.1f} s",
        f"{whole.median / products:.1f} ×",
    )


def _frames(kind: str, result: dict, goal: float) -> Iterator[Figure]:
    """How far apart the frames of a race are that is watched."""
    intervals = np.array(result["intervals"])
    name = {"formula": "eight on an analytic surface", "network": "eight on the spiral network"}
    for percentile in (50, 95):
        value = float(np.percentile(intervals, percentile))
        is_goal = percentile == (50 if kind == "formula" else 95)
        yield Figure(
            f"{name[kind]}, live: frame interval p{percentile}",
            f"{value:.1f} ms",
            f"{len(intervals)} frames on {result['platform']}",
            goal=f"≤ {goal:.1f} ms" if is_goal else "",
            reached=value <= goal if is_goal else None,
        )
    yield Figure(f"{name[kind]}: drawing one frame", f"{result['drawing_ms']:.1f} ms")


def _spiral() -> Experiment:
    network = NetworkSpec((Dense(8), ReLU(), Dense(8), ReLU(), Dense(2)))
    return replace(classic(), data=Spiral(test_share=0.3), network=network)


def _seconds_of(run: Run, outlook: Outlook) -> float:
    return _first_and_whole(run, outlook)[1]


def _first_and_whole(run: Run, outlook: Outlook) -> tuple[float, float]:
    """Seconds until there is anything to be seen, and until the picture is whole."""
    started, first = time.perf_counter(), 0.0
    picture: LossPicture | None = None
    while picture is None or picture.progress < 1:
        picture = run.landscape.look(outlook, run.step_count)
        if not first and picture is not None and np.isfinite(picture.losses).any():
            first = time.perf_counter() - started
    return first, time.perf_counter() - started


def _products(run: Run, networks: int) -> float:
    """Seconds that the matrix products of so many networks take at the machine's rate."""
    samples = min(len(run.samples.x_train), MOST_SAMPLES)
    weights = [shape for _, shape in run.network.places.values() if len(shape) == 2]
    return networks * operations_of([(samples, *weight) for weight in weights]) / sgemm_rate()
