"""NumPy beside CuPy: from which size on a GPU pays.

Needs neither Qt nor what else the window needs: `python -m tests.benchmarks.backends`.
"""

from collections.abc import Callable, Iterator

import numpy as np

from app.headless.text_table import text_table
from engine import arrays
from engine.errors import ExperimentError
from engine.experiment.network import AnyLayer, Dense, ReLU
from engine.experiment.training import SGD
from engine.layers import Shape
from engine.surface import loss_surface
from tests.benchmarks.figure import HEADING, Figure
from tests.benchmarks.one_batch import IMAGE, LENET, OneBatch
from tests.benchmarks.small_networks import Case
from tests.benchmarks.timing import in_turn, milliseconds, rate

AT_ONCE = 10  # mini-batches between two looks at the clock
PLACES = np.linspace(-1, 1, 51)


def rectifiers(*units: int) -> tuple[AnyLayer, ...]:
    """Dense layers of so many units, with ReLU between them."""
    *hidden, last = units
    return (*(layer for count in hidden for layer in (Dense(count), ReLU())), Dense(last))


CASES: dict[str, tuple[tuple[AnyLayer, ...], Shape, int]] = {
    "2-8-8-2, batch 32": (rectifiers(8, 8, 2), (2,), 32),
    "784-100×4-10, batch 128": (rectifiers(100, 100, 100, 100, 10), (784,), 128),
    "784-1000-1000-10, batch 1000": (rectifiers(1000, 1000, 10), (784,), 1000),
    "LeNet, 28 × 28, batch 64": (LENET, IMAGE, 64),
    "LeNet, 28 × 28, batch 512": (LENET, IMAGE, 512),
}


def measure(quick: bool) -> Iterator[Figure]:
    """Steps a second and milliseconds a surface on both; how many times faster CuPy is."""
    try:
        cupy = arrays.backend("cupy")
    except ExperimentError as error:
        yield Figure("NumPy beside CuPy", "skipped", error.message)
        return
    name = cupy.cuda.runtime.getDeviceProperties(0)["name"].decode()
    yield Figure("the GPU", name, f"CuPy {cupy.__version__}")
    seconds, rounds = (0.2, 2) if quick else (0.5, 3)
    for what, case in CASES.items():
        runs = {backend: OneBatch(*case, backend) for backend in arrays.BACKENDS}
        yield _same_loss(what, runs)
        trained = {backend: _rate_of(run, seconds) for backend, run in runs.items()}
        spreads = in_turn(trained, rounds)
        ours, theirs = spreads["cupy"], spreads["numpy"]
        ratio = f"{ours.median / theirs.median:.2f} ×"
        yield Figure(what, ours.text("steps/s"), f"NumPy: {theirs.text('steps/s')}", ratio)
    surfaces = {backend: _timed(_surface(backend), seconds) for backend in arrays.BACKENDS}
    spreads = in_turn(surfaces, rounds)
    ours, theirs = spreads["cupy"], spreads["numpy"]
    ratio = f"{theirs.median / ours.median:.2f} ×"
    what = "51 × 51 losses of 2-8-8-1 on 250 points"
    yield Figure(what, ours.text("ms", 1), f"NumPy: {theirs.text('ms', 1)}", ratio)


def _rate_of(run: OneBatch, seconds: float) -> Callable[[], float]:
    return lambda: rate(lambda: run.train(AT_ONCE), seconds)


def _timed(surface: Callable[[], np.ndarray], seconds: float) -> Callable[[], float]:
    surface()  # CuPy compiles what it has not met before
    return lambda: milliseconds(surface, seconds, at_once=1)


def _surface(backend: str) -> Callable[[], np.ndarray]:
    run = Case((8, 8), 10, SGD(0.03)).run(backend)
    count = len(run.network.parameters)
    d1, d2 = np.random.default_rng(1).standard_normal((2, count), dtype=np.float32)
    x, t = run.samples.x_train, run.samples.t_train
    return lambda: loss_surface(run.network, x, t, (d1, d2), PLACES, PLACES)


def _same_loss(what: str, runs: dict[str, OneBatch]) -> Figure:
    """That both train the same: the loss of the 20th step. It warms both up, too."""
    losses = {}
    for backend, run in runs.items():
        run.train(20)
        losses[backend] = run.network.last_loss()
    return Figure(
        f"{what}: loss of the 20th step",
        f"{losses['cupy']:.6f}",
        f"NumPy: {losses['numpy']:.6f}",
        goal="the same to 1e-4",
        reached=abs(losses["cupy"] - losses["numpy"]) <= 1e-4 * abs(losses["numpy"]),
    )


if __name__ == "__main__":
    print(text_table([figure.cells for figure in measure(quick=False)], HEADING))
