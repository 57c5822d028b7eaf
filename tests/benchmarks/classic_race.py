"""The classic race: six optimizers on MNIST in lockstep, beside PyTorch and a book's loop."""

import importlib.util
import time
from collections.abc import Callable, Iterator

import numpy as np

from app.trainer.threads import usable_cores
from engine.batches import Batches
from engine.data.dataset import Dataset
from engine.experiment.data import Table
from engine.experiment.experiment import Experiment
from engine.experiment.network import Dense, NetworkSpec, ReLU
from engine.experiment.optimizers import SGD, AdaGrad, Adam, Momentum, Nesterov, RMSprop
from engine.experiment.training import Training
from engine.race import Race
from engine.run import BATCHES
from tests.benchmarks import mnist
from tests.benchmarks.book_race import BookRace
from tests.benchmarks.figure import Figure
from tests.benchmarks.matrix_products import operations_of, products_of_step, seconds_of, sgemm_rate
from tests.benchmarks.timing import Spread, in_turn

OPTIMIZERS = (SGD(), Momentum(), Nesterov(), AdaGrad(), RMSprop(), Adam())
BATCH, UNITS, CLASSES, SEED = 128, 100, 10, 7
THREADS = tuple(sorted({1, usable_cores()}))
TORCH_GOAL, BOOK_GOAL = 2.0, 5.0
SAME_STEPS = 20


def experiments() -> list[Experiment]:
    """784-100-100-100-100-10 with ReLU and He's weights, once for each optimizer."""
    hidden = (layer for _ in range(4) for layer in (Dense(UNITS), ReLU()))
    network = NetworkSpec((*hidden, Dense(CLASSES)))
    return [
        Experiment(Table(path="mnist"), network, Training(optimizer=each, batch_size=BATCH), SEED)
        for each in OPTIMIZERS
    ]


class Images:
    """The mini-batches that a race of ours draws, for the others to train on."""

    def __init__(self, dataset: Dataset, race: Race) -> None:
        self.x, self.labels = race.samples.x_train, dataset.targets
        self.one_hot = race.samples.t_train
        rng = np.random.default_rng([SEED, BATCHES])
        self._batches = Batches(len(self.x), BATCH, rng)

    def next(self) -> np.ndarray:
        """The sample numbers of the next mini-batch."""
        return self._batches.next()[0]


class Ours:
    """Our race; each iteration trains all and reads the loss of each."""

    def __init__(self, dataset: Dataset, dtype: str = "float32", threads: int = 1) -> None:
        self.race = Race(experiments(), dataset, dtype, threads=threads)
        self.first = [view[0].copy() for view in self.race.network.views.values()]

    def iterate(self) -> float:
        """The seconds of one iteration; what is measured at an epoch's end is left out."""
        before = self.race.seconds
        self.race.step()
        started = time.perf_counter()
        self.losses = self.race.batch_losses
        return self.race.seconds - before + time.perf_counter() - started


class Book:
    """The book's loop, in float64."""

    def __init__(self, ours: Ours, images: Images) -> None:
        names = [f"{kind}{layer}" for layer in range(1, 6) for kind in ("W", "b")]
        self.race = BookRace(dict(zip(names, ours.first, strict=True)))
        self.images = images
        self.x, self.t = images.x.astype(np.float64), images.one_hot.astype(np.float64)

    def iterate(self) -> float:
        """The seconds of one iteration."""
        started = time.perf_counter()
        batch = self.images.next()
        self.losses = self.race.step(self.x[batch], self.t[batch])
        return time.perf_counter() - started


def measure(quick: bool) -> Iterator[Figure]:
    """Milliseconds for an iteration of all six."""
    if not mnist.is_there():
        yield Figure("six optimizers", "skipped", f"MNIST is not in {mnist.FOLDER}")
        return
    iterations, rounds = (10, 3) if quick else (40, 7)
    dataset = mnist.test_images()
    ours = {f"{threads} thread(s)": Ours(dataset, threads=threads) for threads in THREADS}
    first = ours[f"{THREADS[0]} thread(s)"]
    book = Book(first, Images(dataset, first.race))
    contestants: dict[str, Callable[[], float]] = {
        name: lambda race=race: median_of(race.iterate, iterations) for name, race in ours.items()
    }
    contestants["book"] = lambda: median_of(book.iterate, max(3, iterations // 5))
    if importlib.util.find_spec("torch"):
        contestants |= _torch_contestants(dataset, first, iterations)
    spreads = in_turn(contestants, rounds)
    own = {name: spreads.pop(name) for name in ours}
    best = min(own.values(), key=lambda spread: spread.median)
    for name, spread in own.items():
        yield Figure(f"an iteration of all six, {name}", spread.text("ms", 2))
    yield _beside("the loop of a book, float64", best, spreads.pop("book"), BOOK_GOAL)
    fastest = min(spreads, key=lambda name: spreads[name].median, default="")
    for name, spread in spreads.items():
        yield _beside(name, best, spread, TORCH_GOAL if name == fastest else None)
    yield from _product_figures(first, own[f"{THREADS[0]} thread(s)"])
    yield _same_losses(dataset)


def median_of(iterate: Callable[[], float], iterations: int) -> float:
    """The median of so many iterations, in milliseconds."""
    return 1000 * float(np.median([iterate() for _ in range(iterations)]))


def _beside(name: str, ours: Spread, theirs: Spread, goal: float | None) -> Figure:
    ratio = theirs.median / ours.median
    return Figure(
        "an iteration at our better",
        ours.text("ms", 2),
        f"{name}: {theirs.text('ms', 2)}",
        f"{ratio:.2f} ×",
        "" if goal is None else f"≥ {goal:g} ×",
        None if goal is None else ratio >= goal,
    )


def _torch_contestants(
    dataset: Dataset, ours: Ours, iterations: int
) -> dict[str, Callable[[], float]]:
    import torch  # optional, and slow to import

    from tests.benchmarks.torch_race import TorchRace

    def contestant(threads: int) -> Callable[[], float]:
        theirs, images = TorchRace(ours.first), Images(dataset, ours.race)
        x, labels = torch.from_numpy(images.x), torch.from_numpy(images.labels)

        def iterate() -> float:
            started = time.perf_counter()
            batch = torch.from_numpy(images.next())
            theirs.step(x[batch], labels[batch])
            return time.perf_counter() - started

        def measured() -> float:
            torch.set_num_threads(threads)
            return median_of(iterate, iterations)

        return measured

    return {f"PyTorch, {threads} thread(s)": contestant(threads) for threads in THREADS}


def _product_figures(ours: Ours, own: Spread) -> Iterator[Figure]:
    """How much of an iteration its matrix products take, as they are and at the best rate."""
    network = ours.race.network
    products = products_of_step(network, BATCH) * len(OPTIMIZERS)
    best, operations = sgemm_rate(), operations_of(products)
    bare, ideal = 1000 * seconds_of(products), 1000 * operations / best
    iteration = f"an iteration on one thread: {own.median:.2f} ms"
    yield Figure(
        "its matrix products alone", f"{bare:.2f} ms", iteration, f"{bare / own.median:.0%}"
    )
    yield Figure(
        f"the same at this machine's {best / 1e9:.0f} GFLOP/s (sgemm, 1024³)",
        f"{ideal:.2f} ms",
        iteration,
        f"{ideal / own.median:.0%}",
    )


def _same_losses(dataset: Dataset) -> Figure:
    """That the same training was measured: each runner's loss, with both in float64."""
    ours = Ours(dataset, "float64")
    book = Book(ours, Images(dataset, ours.race))
    for _ in range(SAME_STEPS):
        ours.iterate()
        book.iterate()
    batch = ours.race.last_batch
    after = ours.race.network.loss(
        ours.race.samples.x_train[batch], ours.race.samples.t_train[batch]
    )
    difference = float(np.abs(after / book.losses - 1).max())
    return Figure(
        f"losses after {SAME_STEPS} iterations in float64",
        f"at most {difference:.1e} apart",
        "the loop of a book",
        goal="≤ 1e-5",
        reached=difference <= 1e-5,
    )
