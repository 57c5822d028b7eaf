"""Targets as numbers: how class indices become what a loss compares scores with, and back."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.arrays import Array
from engine.experiment.losses import FOR_NUMBERS
from engine.experiment.network import NetworkSpec, Sigmoid, Softmax, Step


@dataclass(frozen=True)
class TargetCode:
    """How the targets of one experiment are coded.

    With one output per class, the right one is 1 and the others are `low`; with one output for
    two classes, class 1 is 1 and class 0 is `low`. That is 0, and -1 where zero lies between the
    classes: under the hinge loss, and for one output under a squared loss without a sigmoid (as
    TensorFlow Playground codes it). Numbers (regression, `class_count` 0) stand for themselves.
    """

    class_count: int
    outputs: int
    low: float = 0.0

    @classmethod
    def of(cls, network: NetworkSpec, loss: str, class_count: int) -> "TargetCode":
        """The code for this network, loss and number of classes."""
        outputs, last = network.output_units, network.layers[-1]
        is_bounded = loss not in FOR_NUMBERS or isinstance(last, Sigmoid | Softmax | Step)
        around_zero = loss == "hinge" or (outputs == 1 and not is_bounded)
        return cls(class_count, outputs, -1.0 if around_zero else 0.0)

    def encode(self, targets: NDArray) -> NDArray[np.float64]:
        """Class indices (n,) or values (n, outputs) as numbers (n, outputs)."""
        if self.class_count == 0:
            return np.asarray(targets, dtype=np.float64)
        if self.outputs == 1:
            return np.where(targets[:, None] == 1, 1.0, self.low)
        return np.where(np.eye(self.class_count)[targets] == 1, 1.0, self.low)

    def smoothed(self, targets: Array, share: float) -> Array:
        """Targets that ask for each class with at least share / K: (1 - ε) t + ε / K."""
        return (1 - share) * targets + share / self.class_count if share else targets

    def classes(self, output: Array) -> Array:
        """The class that each row of the network's output (..., n, outputs) says: (..., n)."""
        return (
            self._is_one(output).astype(np.int64) if self.outputs == 1 else output.argmax(axis=-1)
        )

    def _is_one(self, output: Array) -> Array:
        """Whether each row of the one output (..., n, 1) says class 1: (..., n)."""
        return output[..., 0] > (1 + self.low) / 2

    def probabilities(self, output: Array) -> Array:
        """(..., n, classes): the output read as probabilities.

        After cross-entropy's softmax or sigmoid it is that; other outputs are cut to the range
        of the targets, and what they have above its lower end is divided by their sum.
        """
        cut = np.clip((output - self.low) / (1 - self.low), 0, 1)
        if self.outputs == 1:
            return np.concatenate((1 - cut, cut), axis=-1)
        total = cut.sum(axis=-1, keepdims=True)
        is_any = total > 0
        return np.where(is_any, cut / np.where(is_any, total, 1), 1 / self.class_count)

    def accuracy(self, output: Array, targets: Array) -> Array:
        """The share of rows put into the right class; for regression R² (see `r_squared`)."""
        if self.class_count == 0:
            return r_squared(output, targets)
        return share(self.is_right(output, targets))

    def is_right(self, output: Array, targets: Array) -> Array:
        """Whether each row of the output (..., n, outputs) says its class: (..., n)."""
        if self.outputs == 1:
            return self._is_one(output) == self._is_one(targets)
        return self.classes(output) == self.classes(targets)


def share(is_right: Array) -> Array:
    """The share of what is True in the last axis of (..., n)."""
    rows = is_right.shape[-1]
    if is_right.ndim == 1 and rows:
        return np.count_nonzero(is_right) / rows  # several times faster than a sum
    return is_right.sum(axis=-1) / rows


def r_squared(output: Array, targets: Array) -> Array:
    """R² = 1 - Σ(t-y)² / Σ(t-t̄)² of values (..., n, outputs): 1 if all are met, 0 for the mean."""
    mean = targets.sum(axis=-2, keepdims=True) / targets.shape[-2]
    spread = np.square(targets - mean).sum(axis=(-2, -1))
    missed = np.square(targets - output).sum(axis=(-2, -1))
    with np.errstate(divide="ignore", invalid="ignore"):
        return 1 - missed / spread
