"""A LeNet-like network on images of 28 × 28, beside the same training in eager PyTorch."""

import importlib.util
from collections.abc import Callable, Iterator

import psutil

from app.trainer.threads import usable_cores
from tests.benchmarks.figure import Figure
from tests.benchmarks.matrix_products import (
    operations_of,
    products_of_step,
    seconds_of,
    sgemm_rate,
)
from tests.benchmarks.one_batch import IMAGE, LEARNING_RATE, LENET, OneBatch
from tests.benchmarks.timing import Spread, in_turn, rate

GOAL = 0.7
GROWTH_GOAL = 1.0  # MB over 1,000 steps that count as none
BATCH = 64
AT_ONCE = 10  # mini-batches between two looks at the clock


def measure(quick: bool) -> Iterator[Figure]:
    """Steps a second beside PyTorch, the part of matrix products in them, and memory."""
    seconds, rounds = (0.5, 3) if quick else (2.0, 7)
    lenet = OneBatch(LENET, IMAGE, BATCH)
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


def _memory_figure(lenet: OneBatch) -> Figure:
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


def _product_figures(lenet: OneBatch, ours: Spread) -> Iterator[Figure]:
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

    lenet = OneBatch(LENET, IMAGE, BATCH)
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

    lenet = OneBatch(LENET, IMAGE, BATCH)
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
