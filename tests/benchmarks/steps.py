"""Training steps a second without a window, beside the same training in eager PyTorch."""

import importlib.util
from collections.abc import Callable, Iterator

from app.trainer.threads import usable_cores
from engine.run import Run
from tests.benchmarks.classic import classic
from tests.benchmarks.figure import Figure
from tests.benchmarks.timing import in_turn, rate

GOAL = 10.0
AT_ONCE = 100  # mini-batches between two looks at the clock


def measure(quick: bool) -> Iterator[Figure]:
    """The rate of both in the same run, in turn; PyTorch with one thread and with one a core."""
    seconds, rounds = (0.3, 3) if quick else (1.0, 7)
    run = Run(classic())
    contestants: dict[str, Callable[[], float]] = {
        "ours": lambda: rate(lambda: run.train(AT_ONCE), seconds)
    }
    if importlib.util.find_spec("torch"):
        contestants |= _torch_contestants(seconds)
    spreads = in_turn(contestants, rounds)
    ours = spreads.pop("ours")
    yield Figure("steps without a window", ours.text("steps/s"))
    for name, spread in spreads.items():
        ratio = ours.median / spread.median
        beside = f"{name}: {spread.text('steps/s')}"
        yield Figure("beside PyTorch", ours.text("steps/s"), beside, f"{ratio:.1f} ×")
    if not spreads:
        yield Figure("beside PyTorch", "skipped", "PyTorch is not installed", goal=f"≥ {GOAL:g} ×")
        return
    best = max(spread.median for spread in spreads.values())
    ratio = ours.median / best
    yield Figure(
        "beside PyTorch at its better",
        f"{ours.median:,.0f} steps/s",
        f"{best:,.0f} steps/s",
        f"{ratio:.1f} ×",
        f"≥ {GOAL:g} ×",
        ratio >= GOAL,
    )
    yield _same_numbers()


def _rate_of(train: Callable[[int], int], seconds: float) -> Callable[[], float]:
    return lambda: rate(lambda: train(AT_ONCE), seconds)


def _torch_contestants(seconds: float) -> dict[str, Callable[[], float]]:
    import torch  # optional, and slow to import

    from tests.benchmarks.torch_training import TorchTraining

    def contestant(threads: int) -> Callable[[], float]:
        measure = _rate_of(TorchTraining(Run(classic())).train, seconds)

        def measured() -> float:
            torch.set_num_threads(threads)
            return measure()

        return measured

    return {f"{threads} thread(s)": contestant(threads) for threads in sorted({1, usable_cores()})}


def _same_numbers() -> Figure:
    """That the same training was measured: the losses after some epochs."""
    from tests.benchmarks.torch_training import TorchTraining

    run = Run(classic())
    training = TorchTraining(run)
    for _ in range(20 * run.steps_per_epoch):
        run.step()
        training.step()
    ours, theirs = run.evaluate().train_loss, training.evaluate()[0]
    difference = abs(ours - theirs)
    return Figure(
        "train loss after 20 epochs",
        f"{ours:.6f}",
        f"PyTorch: {theirs:.6f}",
        goal="the same to 1e-4",
        reached=difference < 1e-4,
    )
