"""Small networks trained without a window, beside the same training in eager PyTorch."""

import importlib.util
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from app.trainer.threads import usable_cores
from engine.experiment.data import Spiral
from engine.experiment.experiment import Experiment
from engine.experiment.network import Dense, NetworkSpec, ReLU
from engine.experiment.training import SGD, Adam, Training
from engine.run import Run
from tests.benchmarks.figure import Figure
from tests.benchmarks.matrix_products import operations_of, products_of_step, sgemm_rate
from tests.benchmarks.timing import Spread, in_turn, rate

GOAL = 10.0
AT_ONCE = 25  # mini-batches between two looks at the clock
OPTIMIZERS = (SGD(learning_rate=0.03), Adam(learning_rate=0.01))
SAME_EPOCHS = 5


@dataclass(frozen=True)
class Case:
    """A network of 2 inputs and 1 output, the units between them, batch size and optimizer."""

    hidden: tuple[int, ...]
    batch_size: int
    optimizer: SGD | Adam

    def __str__(self) -> str:
        network = "-".join(map(str, (2, *self.hidden, 1)))
        return f"{network}, batch {self.batch_size}, {type(self.optimizer).__name__}"

    def run(self, backend: str = "numpy") -> Run:
        """Two spirals of 250 training and 250 test samples, ReLU, sigmoid and cross-entropy."""
        hidden = (layer for units in self.hidden for layer in (Dense(units), ReLU()))
        training = Training(
            optimizer=self.optimizer,
            loss="binary_cross_entropy",
            batch_size=self.batch_size,
            epochs=10_000_000,
        )
        network = NetworkSpec((*hidden, Dense(1)))
        return Run(Experiment(Spiral(noise=0.1), network, training, seed=7), backend=backend)


SHAPES = (((4, 2), 10), ((4, 2), 30), ((8, 8), 10), ((8, 8), 30), ((32, 32, 32), 32))
CASES = tuple(Case(*shape, optimizer) for shape in SHAPES for optimizer in OPTIMIZERS)


def measure(quick: bool) -> Iterator[Figure]:
    """Steps a second, with both losses measured each epoch; the goal stands at the fastest."""
    seconds, rounds = (0.05, 5) if quick else (0.2, 15)
    has_torch = importlib.util.find_spec("torch") is not None
    best = sgemm_rate()
    for case in CASES:
        run = case.run()
        contestants: dict[str, Callable[[], float]] = {"ours": _rate_of(run.train, seconds)}
        if has_torch:
            contestants |= _torch_contestants(case, seconds)
        spreads = in_turn(contestants, rounds)
        ours = spreads.pop("ours")
        yield from _ratios(case, ours, spreads)
        yield _share_of_products(run, ours, best)
    if has_torch:
        yield _same_losses()


def _rate_of(train: Callable[[int], int], seconds: float) -> Callable[[], float]:
    return lambda: rate(lambda: train(AT_ONCE), seconds)


def _torch_contestants(case: Case, seconds: float) -> dict[str, Callable[[], float]]:
    import torch  # optional, and slow to import

    from tests.benchmarks.torch_training import TorchTraining

    def contestant(threads: int, train: Callable[[int], int]) -> Callable[[], float]:
        measure = _rate_of(train, seconds)

        def measured() -> float:
            torch.set_num_threads(threads)
            return measure()

        return measured

    contestants: dict[str, Callable[[], float]] = {}
    for threads in sorted({1, usable_cores()}):
        by_index, loader = TorchTraining(case.run()), TorchTraining(case.run())
        word = "1 thread" if threads == 1 else f"{threads} threads"
        contestants[f"by index, {word}"] = contestant(threads, by_index.train)
        contestants[f"DataLoader, {word}"] = contestant(threads, loader.train_from_loader)
    return contestants


def _ratios(case: Case, ours: Spread, others: dict[str, Spread]) -> Iterator[Figure]:
    """One line for each way of training in PyTorch; only the fastest of them counts."""
    if not others:
        yield Figure(str(case), ours.text("steps/s"), "PyTorch is not installed")
    fastest = max(others, key=lambda name: others[name].median, default="")
    for name, spread in others.items():
        ratio = ours.median / spread.median
        yield Figure(
            str(case),
            ours.text("steps/s"),
            f"PyTorch, {name}: {spread.text('steps/s')}",
            f"{ratio:.1f} ×",
            f"≥ {GOAL:g} ×" if name == fastest else "",
            ratio >= GOAL if name == fastest else None,
        )


def _share_of_products(run: Run, ours: Spread, best: float) -> Figure:
    """How much of a step its matrix products take at the machine's rate, evaluation included."""
    samples = len(run.samples.x_train) + len(run.samples.x_test)
    weights = [shape for _, shape in run.network.places.values() if len(shape) == 2]
    evaluation = operations_of([(samples, *weight) for weight in weights]) / run.steps_per_epoch
    batch_size = run.experiment.training.batch_size
    operations = operations_of(products_of_step(run.network, batch_size)) + evaluation
    ideal, step = operations / best, 1 / ours.median
    return Figure(
        f"  its matrix products at this machine's {best / 1e9:.0f} GFLOP/s (sgemm, 1024³)",
        f"{1e6 * ideal:.2f} µs",
        f"a step: {1e6 * step:.1f} µs",
        f"{ideal / step:.0%}",
    )


def _same_losses() -> Figure:
    """That the same training was measured: the losses after some epochs, of all cases."""
    from tests.benchmarks.torch_training import TorchTraining

    differences = []
    for case in CASES:
        run = case.run()
        training = TorchTraining(run)
        for _ in range(SAME_EPOCHS * run.steps_per_epoch):
            run.step()
            training.step()
        differences.append(abs(run.evaluate().train_loss - training.evaluate()[0]))
    return Figure(
        f"train loss after {SAME_EPOCHS} epochs, all of them",
        f"at most {max(differences):.1e} apart",
        "PyTorch, by index",
        goal="≤ 1e-4",
        reached=max(differences) <= 1e-4,
    )
