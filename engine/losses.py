"""A loss says in one number how wrong a network's scores are, and which way is better.

Scores and targets have shape (..., batch, outputs); the loss has the shape of the replica axes
before them. Sources: "Deep Learning from Scratch", chapters 4.2 and 5.6.3.
"""

from abc import ABC, abstractmethod
from typing import ClassVar

import numpy as np

from engine.arrays import Array, constant, matrix_product

SHORT_ROW = 8


class Loss(ABC):
    """The value of a loss and its gradient with respect to the scores."""

    formula: ClassVar[str]
    source: ClassVar[str] = "Deep Learning from Scratch, chapters 4.2 and 5.6.3"

    def __init__(self, outputs: int, like: Array) -> None:
        """Make the loss for so many outputs, of arrays of `like`'s kind."""
        return

    def value(self, scores: Array, targets: Array) -> Array:
        """The loss, averaged over the batch."""
        return average(self.terms(scores, targets))

    @abstractmethod
    def terms(self, scores: Array, targets: Array) -> Array:
        """The terms of the sum Σ, (..., batch, outputs): L = (1/N) Σ."""

    @abstractmethod
    def gradient(self, scores: Array, targets: Array) -> Array:
        """∂L/∂scores, of the shape of the scores."""

    def output(self, scores: Array) -> Array:
        """What the network answers: probabilities, or the scores themselves."""
        return scores


class CrossEntropy(Loss):
    """Softmax and cross-entropy as one: L = -(1/N) Σ t log y, y = softmax(s), t one-hot."""

    formula = "L = -(1/N) Σ t log softmax(s);  ∂L/∂s = (softmax(s) - t) / N"

    def __init__(self, outputs: int, like: Array) -> None:
        self._batch_size = constant(0, like)
        self._product = matrix_product(like)
        self._ones = np.ones_like(like, shape=(min(outputs, SHORT_ROW),) * 2)

    def terms(self, scores: Array, targets: Array) -> Array:
        shifted = scores - row_maxima(scores)
        log_sums = np.log(self._row_sums(np.exp(shifted)))
        return targets * (log_sums - shifted)

    def gradient(self, scores: Array, targets: Array) -> Array:
        difference = self.output(scores)
        difference -= targets
        self._batch_size[...] = scores.shape[-2]
        difference /= self._batch_size
        return difference

    def output(self, scores: Array) -> Array:
        """eˢ / Σ eˢ over the outputs; the largest score is subtracted first: no overflow."""
        exponentials = np.exp(scores - row_maxima(scores))
        exponentials /= self._row_sums(exponentials)
        return exponentials

    def _row_sums(self, values: Array) -> Array:
        """The sum of each row, (..., rows, 1): `values.sum(axis=-1, keepdims=True)`.

        Short rows are multiplied with a matrix of ones, which is several times faster; their sum
        then stands in every column, (..., rows, outputs).
        """
        if values.shape[-1] > SHORT_ROW:
            return values.sum(axis=-1, keepdims=True)
        return self._product(values, self._ones)


class BinaryCrossEntropy(Loss):
    """Sigmoid and cross-entropy of two classes as one; t is 0 or 1, one output."""

    formula = "L = -(1/N) Σ t log σ(s) + (1 - t) log(1 - σ(s));  ∂L/∂s = (σ(s) - t) / N"

    def __init__(self, outputs: int, like: Array) -> None:
        self._zero, self._half = constant(0, like), constant(0.5, like)
        self._batch_size = constant(0, like)

    def terms(self, scores: Array, targets: Array) -> Array:
        # log(1 + eˢ) - t s, which is the same; log(1 + eˢ) = max(0, s) + log(1 + e^-|s|)
        # overflows for no s, and takes a tenth of the time of np.logaddexp(0, s).
        losses = np.log1p(np.exp(-np.abs(scores)))
        losses += np.maximum(self._zero, scores)
        losses -= targets * scores
        return losses

    def gradient(self, scores: Array, targets: Array) -> Array:
        difference = self.output(scores)
        difference -= targets
        self._batch_size[...] = scores.shape[-2]
        difference /= self._batch_size
        return difference

    def output(self, scores: Array) -> Array:
        """σ(s) = ½ tanh(½ s) + ½."""
        probabilities = np.tanh(self._half * scores)
        probabilities *= self._half
        probabilities += self._half
        return probabilities


class MeanSquaredError(Loss):
    """The mean of the squared differences over batch and outputs."""

    formula = "L = (1/N) Σ (y - t)²;  ∂L/∂y = 2 (y - t) / N"

    def terms(self, scores: Array, targets: Array) -> Array:
        return np.square(scores - targets) / scores.shape[-1]

    def gradient(self, scores: Array, targets: Array) -> Array:
        return (scores - targets) * (2 / (scores.shape[-2] * scores.shape[-1]))


class SumOfSquares(Loss):
    """Half the sum of the squared differences over the outputs, averaged over the batch."""

    formula = "L = (1/2N) Σ (y - t)²;  ∂L/∂y = (y - t) / N"

    def terms(self, scores: Array, targets: Array) -> Array:
        return 0.5 * np.square(scores - targets)

    def gradient(self, scores: Array, targets: Array) -> Array:
        return (scores - targets) / scores.shape[-2]


class Huber(Loss):
    """Squared for small differences, straight for large ones: outliers pull no harder (δ = 1)."""

    source = "Huber 1964, Robust Estimation of a Location Parameter"
    formula = "L = (1/N) Σ (½ d² where |d| ≤ 1, else |d| - ½), d = y - t;  ∂L/∂y = clip(d, ±1) / N"

    def terms(self, scores: Array, targets: Array) -> Array:
        distance = np.abs(scores - targets)
        parts = np.where(distance <= 1, 0.5 * distance * distance, distance - 0.5)
        return parts / scores.shape[-1]

    def gradient(self, scores: Array, targets: Array) -> Array:
        return np.clip(scores - targets, -1, 1) / (scores.shape[-2] * scores.shape[-1])


class Hinge(Loss):
    """Zero once a score lies on its target's side by a margin of 1; targets t are -1 or 1.

    With one output for each class it is one against the rest: each output tells its own class
    from all others, and the largest score decides.
    """

    source = "Cortes & Vapnik 1995, Support-Vector Networks"
    formula = "L = (1/N) Σ max(0, 1 - t s), t = ±1;  ∂L/∂s = -t [t s < 1] / N"

    def terms(self, scores: Array, targets: Array) -> Array:
        return np.maximum(0, 1 - targets * scores)

    def gradient(self, scores: Array, targets: Array) -> Array:
        return np.where(targets * scores < 1, -targets, 0) / scores.shape[-2]


class Perceptron(Loss):
    """The perceptron's rule: a step answers y = 0 or 1, and only wrong answers teach (t is 0 or 1).

    The step's own derivative is 0 and would teach nothing. The loss (y - t) s is how far the
    scores of wrong answers lie on the wrong side; its derivative is y - t, so that SGD with
    batches of 1 is Rosenblatt's rule: w ← w + η (t - y) x (Rosenblatt 1958). It comes to rest if
    and only if a line parts the classes: AND, OR and NAND, but not XOR.
    """

    source = "Rosenblatt 1958; Deep Learning from Scratch, chapter 2"
    formula = "L = (1/N) Σ (y - t) s, y = [s > 0];  ∂L/∂s = (y - t) / N"

    def terms(self, scores: Array, targets: Array) -> Array:
        return (self.output(scores) - targets) * scores

    def gradient(self, scores: Array, targets: Array) -> Array:
        return (self.output(scores) - targets) / scores.shape[-2]

    def output(self, scores: Array) -> Array:
        return (scores > 0).astype(scores.dtype)


LOSSES: dict[str, type[Loss]] = {
    "cross_entropy": CrossEntropy,
    "binary_cross_entropy": BinaryCrossEntropy,
    "mean_squared_error": MeanSquaredError,
    "sum_of_squares": SumOfSquares,
    "huber": Huber,
    "hinge": Hinge,
    "perceptron": Perceptron,
}


def average(terms: Array) -> Array:
    """(1/N) Σ of a loss's terms (..., batch, outputs): one number for each replica."""
    return terms.sum(axis=(-2, -1)) / terms.shape[-2]


def row_maxima(values: Array) -> Array:
    """The largest of each row, (..., rows, 1): `values.max(axis=-1, keepdims=True)`.

    Short rows are taken column by column, because NumPy's reduce is several times slower there.
    Of two columns the largest stands in both, which saves spreading it out afterwards.
    """
    outputs = values.shape[-1]
    if outputs > SHORT_ROW:
        return values.max(axis=-1, keepdims=True)
    if outputs == 2:
        return np.maximum(values, values[..., ::-1])
    largest = values[..., :1]
    for column in range(1, outputs):
        largest = np.maximum(largest, values[..., column : column + 1])
    return largest
