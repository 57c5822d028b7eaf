"""A gradient check: does backpropagation find the gradient that small steps find?

The numerical gradient (L(θ + h) - L(θ - h)) / 2h needs no derivative to be worked out, so it tells
whether the derivatives in the layers are right. Source: "Deep Learning from Scratch", 5.7.3.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.arrays import Array, to_host
from engine.experiment.experiment import Experiment
from engine.network import Network
from engine.run import Run

TOLERANCE = 1e-6
STEPS = (1e-4, 1e-5, 1e-6)  # h, the longest first: it suffers least from rounding
# Where whole tensors begin at 0 much of the gradient is exactly 0 and would prove nothing.
SHAKE = 0.1
# A smaller mini-batch may hold only samples that a hinge or the perceptron rule leaves alone.
LEAST_SAMPLES = 16
# Below this share of the network's largest gradient, rounding decides and not the derivative.
NEGLIGIBLE = 1e-3
# Each entry takes two passes, which grow with the network: all of a large one would take minutes.
WHOLE = 5_000  # parameters up to which all are checked; beyond, a random sample of each tensor
WORK = 1 << 24  # about the entries checked times the parameters, where they are sampled
FEWEST = 16  # entries of a tensor, however large the network

Vector = NDArray[np.float64]
Numbers = NDArray[np.int64]


@dataclass(frozen=True)
class TensorCheck:
    """The place in one tensor where the two gradients differ most, of the `checked` entries.

    `error` is the difference there, divided by the largest gradient of these entries. A tensor
    whose gradients are all 0 (behind a step function, or for weights of 0 on both sides) agrees,
    but proves little: `is_zero`.
    """

    name: str
    shape: tuple[int, ...]
    index: tuple[int, ...]
    backpropagation: float
    numerical: float
    error: float
    is_zero: bool
    checked: int

    @property
    def size(self) -> int:
        """How many entries the tensor has."""
        return math.prod(self.shape)

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
    """The checks of all tensors of a network, and the number of samples they were made on."""

    tensors: tuple[TensorCheck, ...]
    samples: int

    @property
    def complaint(self) -> str:
        """The worst tensor that failed; empty when all passed."""
        failed = [tensor for tensor in self.tensors if not tensor.passed]
        return max(failed, key=lambda tensor: tensor.error).complaint if failed else ""


def check_gradient(
    experiment: Experiment, backend: str = "numpy", work: int = WORK
) -> GradientCheck:
    """Compare both gradients on one batch, at a random point near the first parameters.

    Of a network with more than WHOLE parameters, for a random sample of each tensor; which one,
    the experiment's seed decides, and how large it is, `work`. Raises ExperimentError or DataError
    where the experiment or its data cannot be used.
    """
    run = Run(experiment, dtype="float64", backend=backend)
    first, rng = run.network.parameters, np.random.default_rng(experiment.seed)
    shake = SHAKE * rng.standard_normal(first.shape)
    network = run.network.with_parameters(first + np.asarray(shake, like=first))
    samples, count = run.samples, max(experiment.training.batch_size, LEAST_SAMPLES)
    entries = every_entry(network)
    if len(first) > WHOLE:
        entries = sampled(entries, max(FEWEST, work // (len(entries) * len(first))), rng)
    return compare_gradients(network, samples.x_train[:count], samples.t_train[:count], entries)


def every_entry(network: Network) -> dict[str, Numbers]:
    """The numbers of each tensor's entries among the network's parameters."""
    return {name: np.arange(place.start, place.stop) for name, (place, _) in network.places.items()}


def sampled(
    entries: Mapping[str, Numbers], most: int, rng: np.random.Generator
) -> dict[str, Numbers]:
    """At most so many entries of each tensor, by chance, in their order."""
    return {
        name: np.sort(rng.choice(numbers, min(most, len(numbers)), replace=False))
        for name, numbers in entries.items()
    }


def compare_gradients(
    network: Network, x: Array, t: Array, entries: Mapping[str, Numbers] | None = None
) -> GradientCheck:
    """Compare both gradients of a float64 network on the samples (x, t), for some entries or all.

    Where they differ, a shorter step decides, because the derivative is the limit of short steps.
    A long one may cross the place where a ReLU bends, where another number is a pool's largest, or
    where a step function jumps, and measures the two sides together; a derivative that is wrong
    stays wrong at any length.
    """
    entries = every_entry(network) if entries is None else entries
    numbers = np.concatenate(list(entries.values()))
    # A copy: dropout must draw the same masks for every step.
    found = to_host(network.with_parameters(network.parameters).gradient(x, t))[numbers]
    parts = _parts(entries)
    numerical = network.numerical_gradient(x, t, STEPS[0], numbers)
    for h in STEPS[1:]:
        limits = TOLERANCE * _scales(parts, found, numerical)
        doubtful = np.flatnonzero(~(np.abs(found - numerical) <= limits))
        shorter = network.numerical_gradient(x, t, h, numbers[doubtful])
        closer = np.abs(found[doubtful] - shorter) < np.abs(found - numerical)[doubtful]
        numerical[doubtful] = np.where(closer, shorter, numerical[doubtful])
    scales = _scales(parts, found, numerical)
    checks = [
        _worst_place(network, name, numbers[part], found[part], numerical[part], scales[part])
        for name, part in zip(entries, parts, strict=True)
    ]
    return GradientCheck(tuple(checks), len(x))


def _parts(entries: Mapping[str, Numbers]) -> list[slice]:
    """Where each tensor's entries are, when all stand in a row."""
    ends = np.cumsum([len(numbers) for numbers in entries.values()]).tolist()
    return [slice(start, end) for start, end in zip([0, *ends], ends, strict=False)]


def _scales(parts: Sequence[slice], found: Vector, numerical: Vector) -> Vector:
    """What each entry's difference is measured by: its tensor's largest gradient."""
    sizes = np.maximum(np.abs(found), np.abs(numerical))
    scales = np.full_like(sizes, NEGLIGIBLE * sizes.max())
    for part in parts:
        scales[part] = np.maximum(scales[part], sizes[part].max())
    return scales


def _worst_place(
    network: Network, name: str, numbers: Numbers, found: Vector, numerical: Vector, scales: Vector
) -> TensorCheck:
    place, shape = network.places[name]
    differences = np.abs(found - numerical)
    worst = int(differences.argmax())  # the first NaN, if there is one
    return TensorCheck(
        name=name,
        shape=shape,
        index=tuple(int(axis) for axis in np.unravel_index(numbers[worst] - place.start, shape)),
        backpropagation=float(found[worst]),
        numerical=float(numerical[worst]),
        error=float(differences[worst] / (scales[worst] or 1.0)),
        is_zero=not (found.any() or numerical.any()),
        checked=len(numbers),
    )
