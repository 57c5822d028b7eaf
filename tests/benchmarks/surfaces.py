"""The decision surface and the neuron maps, beside the matrix products they are made of."""

from collections.abc import Callable, Iterator

import numpy as np

from engine.probes import DecisionSurface, NeuronMaps
from engine.run import Run
from tests.benchmarks.classic import classic
from tests.benchmarks.figure import Figure
from tests.benchmarks.timing import in_turn, milliseconds

GOAL = 1.0  # milliseconds


def measure(quick: bool) -> Iterator[Figure]:
    """How long each probe takes, and how much longer than its bare matrix products."""
    seconds, rounds = (0.2, 3) if quick else (0.5, 7)
    run = Run(classic())
    for _ in range(1000):
        run.step()
    probes = {
        "decision surface 100 × 100": (DecisionSurface(100), 100),
        "all neuron maps 32 × 32": (NeuronMaps(32), 32),
    }
    for what, (probe, resolution) in probes.items():
        products = matrix_products(run, resolution**2)
        contestants: dict[str, Callable[[], float]] = {
            "probe": lambda probe=probe: milliseconds(lambda: probe.measure(run), seconds),
            "products": lambda products=products: milliseconds(products, seconds),
        }
        spreads = in_turn(contestants, rounds)
        ours, bound = spreads["probe"], spreads["products"]
        yield Figure(
            what,
            ours.text("ms", 3),
            f"matrix products alone: {bound.text('ms', 3)}",
            f"{ours.median / bound.median:.1f} ×",
            f"≤ {GOAL:g} ms",
            ours.median <= GOAL,
        )


def matrix_products(run: Run, points: int) -> Callable[[], None]:
    """Return a function that does the network's matrix products for so many points, only those."""
    views = run.network.views.items()
    weights = [view.copy() for name, view in views if name.endswith("weight")]
    inputs = [np.ones((points, len(weight)), dtype=weight.dtype) for weight in weights]
    outputs = [x @ weight for x, weight in zip(inputs, weights, strict=True)]

    def multiply() -> None:
        for x, weight, output in zip(inputs, weights, outputs, strict=True):
            np.matmul(x, weight, out=output)

    return multiply
