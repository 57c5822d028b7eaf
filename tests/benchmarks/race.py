"""Runs in lockstep: what six replicas of a small network cost, beside one."""

from collections.abc import Callable, Iterator

from msgspec.structs import replace

from engine.experiment.optimizers import SGD, AdaGrad, Adam, Momentum, Nesterov, RMSprop
from engine.experiment.training import Training
from engine.race import Race
from engine.run import Run
from tests.benchmarks.figure import Figure
from tests.benchmarks.small_networks import Case
from tests.benchmarks.timing import in_turn, rate

GOAL = 2.0
RUNNERS = 6
AT_ONCE = 100  # mini-batches between two looks at the clock
CASES = tuple(Case((8, 8), size, kind) for size in (10, 30) for kind in (SGD(0.03), Adam(0.01)))
SIX = (SGD(), Momentum(), Nesterov(), AdaGrad(), RMSprop(), Adam())


def measure(quick: bool) -> Iterator[Figure]:
    """Microseconds a step of six runs that differ in the seed, and of six optimizers."""
    seconds, rounds = (0.1, 5) if quick else (0.5, 11)
    for case in CASES:
        one = case.run()
        seeds = [replace(one.experiment, seed=seed) for seed in range(RUNNERS)]
        yield _figure(f"six of {case}", one, Race(seeds, one.dataset), seconds, rounds, GOAL)
    one = CASES[0].run()
    training = one.experiment.training
    six = [replace(one.experiment, training=_with(training, kind)) for kind in SIX]
    what = f"six optimizers, beside one of {CASES[0]}"
    yield _figure(what, one, Race(six, one.dataset), seconds, rounds, None)


def microseconds(trained: Run | Race, seconds: float) -> float:
    """A step of training, without what is measured at the end of each epoch."""
    before, steps = trained.seconds, trained.step_count
    rate(lambda: trained.train(AT_ONCE), seconds)
    return 1e6 * (trained.seconds - before) / (trained.step_count - steps)


def _with(training: Training, optimizer: SGD | Adam) -> Training:
    return replace(training, optimizer=optimizer)


def _figure(
    what: str, one: Run, six: Race, seconds: float, rounds: int, goal: float | None
) -> Figure:
    contestants: dict[str, Callable[[], float]] = {
        "one": lambda: microseconds(one, seconds),
        "six": lambda: microseconds(six, seconds),
    }
    spreads = in_turn(contestants, rounds)
    ratio = spreads["six"].median / spreads["one"].median
    return Figure(
        what,
        spreads["six"].text("µs", 1),
        f"one: {spreads['one'].text('µs', 1)}",
        f"{ratio:.2f} ×",
        "" if goal is None else f"≤ {goal:g} ×",
        None if goal is None else ratio <= goal,
    )
