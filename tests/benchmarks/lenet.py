"""A LeNet-like network on images of 28 × 28, beside the same training in eager PyTorch."""

import importlib.util
from collections.abc import Callable, Iterator

import numpy as np
import psutil

from app.trainer.threads import usable_cores
from engine.experiment.network import Conv2D, Dense, Flatten, MaxPooling, NetworkSpec, ReLU
from engine.experiment.training import SGD
from engine.network import Network, initial_parameters
from engine.optimizers import make_optimizer
from engine.targets import TargetCode
from tests.benchmarks.figure import Figure
from tests.benchmarks.matrix_products import (
    operations_of,
    products_of_step,
    seconds_of,
    sgemm_rate,
)
from tests.benchmarks.timing import Spread, in_turn, rate

GOAL = 0.7
GROWTH_GOAL = 1.0  # MB over 1,000 steps that count as none
BATCH, CLASSES, SHAPE = 64, 10, (1, 28, 28)
LEARNING_RATE = 0.01
AT_ONCE = 10  # mini-batches between two looks at the clock
LAYERS = (
    *(Conv2D(6, size=5, padding=2), ReLU(), MaxPooling()),
    *(Conv2D(16, size=5), ReLU(), MaxPooling()),
    *(Flatten(), Dense(120), ReLU(), Dense(CLASSES)),
)


class LeNet:
    """The network, its optimizer, and a mini-batch of random images to train on."""

    def __init__(self) -> None:
        rng, spec, loss = np.random.default_rng(7), NetworkSpec(LAYERS), "cross_entropy"
        parameters = initial_parameters(spec, SHAPE, rng).astype(np.float32)
        code = TargetCode.of(spec, loss, CLASSES)
        self.network = Network(spec, SHAPE, loss, code, parameters)
        self.optimizer = make_optimizer(SGD(LEARNING_RATE), parameters)
        self.x = rng.standard_normal((BATCH, *SHAPE), np.float32)
        self.labels = rng.integers(CLASSES, size=BATCH)
        self.targets = np.eye(CLASSES, dtype=np.float32)[self.labels]

    def train(self, steps: int) -> int:
        """Train on the mini-batch so many times; returns how many."""
        for _ in range(steps):
            self.optimizer.update(self.network.gradient(self.x, self.targets))
        return steps


def measure(quick: bool) -> Iterator[Figure]:
    """Steps a second beside PyTorch, the part of matrix products in them, and memory."""
    seconds, rounds = (0.5, 3) if quick else (2.0, 7)
    lenet = LeNet()
    yield _memory_figure(lenet)
    contestants: dict[str, Callable[[], float]] = {
        "ours": lambda: rate(lambda: lenet.train(AT_ONCE), seconds)
    }
    has_torch = importlib.util.find_spec("torch") is not None
    if has_torch:
        contestants |= _torch_contestants(seconds)
    spreads = in_turn(contestants, rounds)
    ours = spreads.pop("ours")
    yield from _product_figures(lenet, ours)
    for name, spread in spreads.items():
        beside = f"PyTorch, {name}: {spread.text('steps/s')}"
        yield Figure("steps", ours.text("steps/s"), beside, f"{ours.median / spread.median:.2f} ×")
    if not has_torch:
        yield Figure("steps", ours.text("steps/s"), "PyTorch is not installed", goal=f"≥ {GOAL} ×")
        return
    best = max(spread.median for spread in spreads.values())
    yield Figure(
        "beside PyTorch at its better",
        f"{ours.median:,.0f} steps/s",
        f"{best:,.0f} steps/s",
        f"{ours.median / best:.2f} ×",
        f"≥ {GOAL} ×",
        ours.median / best >= GOAL,
    )
    yield _same_losses()


def _memory_figure(lenet: LeNet) -> Figure:
    process = psutil.Process()
    lenet.train(100)
    before = process.memory_info().rss
    lenet.train(1000)
    growth = (process.memory_info().rss - before) / 2**20
    return Figure(
        "growth of memory over 1,000 steps",
        f"{growth:.2f} MB",
        f"of {before / 2**20:.0f} MB",
        goal=f"≤ {GROWTH_GOAL:g} MB",
        reached=growth <= GROWTH_GOAL,
    )


def _product_figures(lenet: LeNet, ours: Spread) -> Iterator[Figure]:
    """How much of a step its matrix products take, as they are and at the best rate there is."""
    products = products_of_step(lenet.network, BATCH)
    operations, best = operations_of(products), sgemm_rate()
    step = 1 / ours.median
    bare, ideal = seconds_of(products), operations / best
    of_step = f"a step: {1000 * step:.2f} ms"
    yield Figure(
        "its matrix products alone", f"{1000 * bare:.2f} ms", of_step, f"{bare / step:.0%}"
    )
    yield Figure(
        f"the same at this machine's {best / 1e9:.0f} GFLOP/s (sgemm, 1024³)",
        f"{1000 * ideal:.2f} ms",
        of_step,
        f"{ideal / step:.0%}",
    )


def _torch_contestants(seconds: float) -> dict[str, Callable[[], float]]:
    import torch  # optional, and slow to import

    from tests.benchmarks.torch_lenet import TorchLeNet

    lenet = LeNet()
    theirs = TorchLeNet(lenet.network, LEARNING_RATE)

    def train() -> int:
        for _ in range(AT_ONCE):
            theirs.step(lenet.x, lenet.labels)
        return AT_ONCE

    def contestant(threads: int) -> Callable[[], float]:
        def measured() -> float:
            torch.set_num_threads(threads)
            return rate(train, seconds)

        return measured

    return {f"{threads} thread(s)": contestant(threads) for threads in sorted({1, usable_cores()})}


def _same_losses() -> Figure:
    """That the same training was measured: the losses of the first steps."""
    from tests.benchmarks.torch_lenet import TorchLeNet

    lenet = LeNet()
    theirs = TorchLeNet(lenet.network, LEARNING_RATE)
    for _ in range(20):
        lenet.train(1)
        their_loss = theirs.step(lenet.x, lenet.labels)
    difference = abs(lenet.network.last_loss() - their_loss)
    return Figure(
        "loss of the 20th step",
        f"{lenet.network.last_loss():.6f}",
        f"PyTorch: {their_loss:.6f}",
        goal="the same to 1e-4",
        reached=difference < 1e-4,
    )
