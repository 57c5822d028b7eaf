"""A loss surface of 51 × 51 networks, beside a loop over networks and vmap in PyTorch."""

import importlib.util
from collections.abc import Callable, Iterator

import numpy as np

from app.trainer.threads import usable_cores
from engine.experiment.training import SGD
from engine.run import Run
from engine.surface import loss_surface
from tests.benchmarks.figure import Figure
from tests.benchmarks.matrix_products import operations_of, sgemm_rate
from tests.benchmarks.small_networks import Case
from tests.benchmarks.timing import Spread, in_turn, milliseconds

LOOP_GOAL, VMAP_GOAL = 10.0, 1.0
PLACES = np.linspace(-1, 1, 51)
VMAP_CHUNKS = (None, 512, 64)  # networks at once; which is the fastest depends on the machine
WHAT = "51 × 51 losses of 2-8-8-1 on 250 points"


def measure(quick: bool) -> Iterator[Figure]:
    """Milliseconds for the whole surface; all contestants are given its middle and directions."""
    seconds, rounds = (0.1, 3) if quick else (0.5, 9)
    run = Case((8, 8), 10, SGD(0.03)).run()
    run.train(run.steps_per_epoch)
    count = len(run.network.parameters)
    directions = np.random.default_rng(1).standard_normal((2, count), dtype=np.float32)
    surfaces = {"ours": _ours(run, directions)}
    if importlib.util.find_spec("torch"):
        surfaces |= _torch_surfaces(run, directions)
    contestants = {name: _timed(surface, seconds) for name, surface in surfaces.items()}
    spreads = in_turn(contestants, rounds)
    ours = spreads.pop("ours")
    yield from _ratios(ours, spreads)
    yield _share_of_products(run, ours)
    if len(surfaces) > 1:
        yield _same_losses(surfaces)


def _ours(run: Run, directions: np.ndarray) -> Callable[[], np.ndarray]:
    samples, pair = run.samples, (directions[0], directions[1])
    return lambda: loss_surface(run.network, samples.x_train, samples.t_train, pair, PLACES, PLACES)


def _timed(surface: Callable[[], np.ndarray], seconds: float) -> Callable[[], float]:
    return lambda: milliseconds(surface, seconds, at_once=1)


def _torch_surfaces(run: Run, directions: np.ndarray) -> dict[str, Callable[[], np.ndarray]]:
    import torch  # optional, and slow to import

    from tests.benchmarks.torch_surface import TorchSurface

    theirs = TorchSurface(run, directions, PLACES)

    def on(threads: int, surface: Callable[[], np.ndarray]) -> Callable[[], np.ndarray]:
        def computed() -> np.ndarray:
            torch.set_num_threads(threads)
            return surface()

        return computed

    surfaces: dict[str, Callable[[], np.ndarray]] = {}
    for threads in sorted({1, usable_cores()}):
        word = "1 thread" if threads == 1 else f"{threads} threads"
        surfaces[f"loop, {word}"] = on(threads, theirs.in_a_loop)
        for chunk in VMAP_CHUNKS:
            name = f"vmap, {chunk or 'all'} at once, {word}"
            surfaces[name] = on(threads, lambda chunk=chunk: theirs.with_vmap(chunk))
    return surfaces


def _ratios(ours: Spread, spreads: dict[str, Spread]) -> Iterator[Figure]:
    """One line for each way in PyTorch; of loops and of vmap, only the fastest counts."""
    if not spreads:
        yield Figure(WHAT, ours.text("ms", 1), "PyTorch is not installed")
    for kind, goal in (("loop", LOOP_GOAL), ("vmap", VMAP_GOAL)):
        of_kind = {name: spread for name, spread in spreads.items() if name.startswith(kind)}
        fastest = min(of_kind, key=lambda name: of_kind[name].median, default="")
        for name, spread in of_kind.items():
            ratio = spread.median / ours.median
            yield Figure(
                WHAT,
                ours.text("ms", 1),
                f"PyTorch, {name}: {spread.text('ms', 1)}",
                f"{ratio:.1f} ×",
                f"≥ {goal:g} ×" if name == fastest else "",
                ratio >= goal if name == fastest else None,
            )


def _share_of_products(run: Run, ours: Spread) -> Figure:
    """How much of the time the matrix products take at the machine's rate."""
    best, samples = sgemm_rate(), len(run.samples.x_train)
    weights = [shape for _, shape in run.network.places.values() if len(shape) == 2]
    networks = len(PLACES) ** 2
    ideal = networks * operations_of([(samples, *weight) for weight in weights]) / best
    return Figure(
        f"  their matrix products at this machine's {best / 1e9:.0f} GFLOP/s (sgemm, 1024³)",
        f"{1e3 * ideal:.2f} ms",
        f"the surface: {ours.median:.1f} ms",
        f"{1e3 * ideal / ours.median:.0%}",
    )


def _same_losses(surfaces: dict[str, Callable[[], np.ndarray]]) -> Figure:
    ours, *others = (surface() for surface in surfaces.values())
    difference = max(np.abs(other / ours - 1).max() for other in others)
    return Figure(
        "the same losses",
        f"at most {difference:.1e} of their size apart",
        "PyTorch, all ways",
        goal="≤ 1e-4",
        reached=bool(difference <= 1e-4),
    )
