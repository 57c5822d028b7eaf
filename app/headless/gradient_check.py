"""A gradient check: does backpropagation find the gradient that small steps find?

The numerical gradient (L(θ + h) - L(θ - h)) / 2h needs no derivative to be worked out, so it tells
whether the derivatives in the layers are right. Source: "Deep Learning from Scratch", 5.7.3.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.headless.text_table import text_table
from engine.experiment.experiment import Experiment
from engine.layers.activations import ReLU
from engine.network import Network
from engine.run import Run

TOLERANCE = 1e-6
# Where whole tensors begin at 0 much of the gradient is exactly 0 and would prove nothing.
SHAKE = 0.1
# Below this share of the network's largest gradient, rounding decides and not the derivative.
NEGLIGIBLE = 1e-3


@dataclass(frozen=True)
class TensorCheck:
    """The place in one tensor where the two gradients differ most.

    `error` is the difference there, divided by the tensor's largest gradient.
    """

    name: str
    shape: tuple[int, ...]
    index: tuple[int, ...]
    backpropagation: float
    numerical: float
    error: float

    @property
    def passed(self) -> bool:
        """Whether the two agree; NaN agrees with nothing."""
        return self.error <= TOLERANCE

    @property
    def complaint(self) -> str:
        """The tensor, the index and both values."""
        return (
            f"{self.name}{list(self.index)}: backpropagation gives {self.backpropagation:.9g}, "
            f"the numerical gradient {self.numerical:.9g}; relative error {self.error:.1e}"
        )


@dataclass(frozen=True)
class GradientCheck:
    """The checks of all tensors of a network, and the size of the mini-batch they were made on."""

    tensors: tuple[TensorCheck, ...]
    samples: int

    @property
    def complaint(self) -> str:
        """The worst tensor that failed; empty when all passed."""
        failed = [tensor for tensor in self.tensors if not tensor.passed]
        return max(failed, key=lambda tensor: tensor.error).complaint if failed else ""

    def table(self) -> str:
        """Return a table of tensor, shape, largest relative error and verdict."""
        rows = [
            (check.name, _shape_text(check.shape), f"{check.error:.1e}", _verdict(check))
            for check in self.tensors
        ]
        heading = ("tensor", "shape", "largest relative error", "verdict")
        against = f"float64, one mini-batch of {self.samples} samples, limit {TOLERANCE:g}"
        return f"{text_table(rows, heading)}\n\nBackpropagation against differences: {against}."


def check_gradient(experiment: Experiment) -> GradientCheck:
    """Compare both gradients on one mini-batch, at a random point near the first parameters."""
    run = Run(experiment, dtype="float64")
    rng = np.random.default_rng(experiment.seed)
    first = run.network.parameters
    network = run.network.with_parameters(first + SHAKE * rng.standard_normal(first.shape))
    chosen = far_from_kinks(network, run.samples.x_train, experiment.training.batch_size)
    return compare(network, run.samples.x_train[chosen], run.samples.t_train[chosen])


def compare(network: Network, x: NDArray[np.float64], t: NDArray[np.float64]) -> GradientCheck:
    """Compare both gradients of a float64 network on the samples (x, t)."""
    by_backpropagation = network.gradient(x, t).copy()
    by_differences = network.numerical_gradient(x, t)
    floor = NEGLIGIBLE * np.abs(by_differences).max()
    checks = [
        _compare_tensor(name, shape, by_backpropagation[place], by_differences[place], floor)
        for name, (place, shape) in network.places.items()
    ]
    return GradientCheck(tuple(checks), len(x))


def far_from_kinks(network: Network, x: NDArray[np.float64], count: int) -> NDArray[np.int64]:
    """Return the numbers of the `count` samples that lie farthest from where a ReLU bends.

    At the bend there is no derivative: a step of h to one side and to the other gives the mean of
    two slopes, and the check would blame a layer that is right.
    """
    distance = np.full(len(x), np.inf)
    layer_input = x
    for layer, output in zip(network.layers, network.activations(x), strict=True):
        if isinstance(layer, ReLU):
            distance = np.minimum(distance, np.abs(layer_input).min(axis=-1))
        layer_input = output
    return np.argsort(-distance, kind="stable")[:count]


def _compare_tensor(
    name: str,
    shape: tuple[int, ...],
    backpropagation: NDArray[np.float64],
    numerical: NDArray[np.float64],
    floor: float,
) -> TensorCheck:
    difference = np.abs(backpropagation - numerical)
    scale = max(np.abs(backpropagation).max(), np.abs(numerical).max(), floor)
    worst = int(difference.argmax())  # the first NaN, if there is one
    return TensorCheck(
        name=name,
        shape=shape,
        index=tuple(int(axis) for axis in np.unravel_index(worst, shape)),
        backpropagation=float(backpropagation[worst]),
        numerical=float(numerical[worst]),
        error=float(difference[worst] / scale) if scale > 0 else float(difference[worst]),
    )


def _shape_text(shape: tuple[int, ...]) -> str:
    return " × ".join(map(str, shape))


def _verdict(check: TensorCheck) -> str:
    return "agrees" if check.passed else f"DIFFERS at {list(check.index)}"
