"""A pooling of features makes one number of each group of neighbouring features."""

from functools import reduce

import numpy as np

from engine.arrays import Array
from engine.errors import ExperimentError
from engine.experiment.network import LpPooling as LpPoolingSpec
from engine.experiment.network import Maxout as MaxoutSpec
from engine.layers.layer import Layer, Shape


class FeaturePooling(Layer):
    """(..., batch, features) → (..., batch, features / k), with groups of k features each."""

    def __init__(self, spec: MaxoutSpec | LpPoolingSpec, input_shape: Shape) -> None:
        super().__init__(spec, input_shape)
        if len(input_shape) != 1:
            raise ExperimentError(
                "", f"takes a row of features, not shape {input_shape}; put a flatten before it"
            )
        if input_shape[0] % spec.group:
            raise ExperimentError(
                "group", f"must divide the {input_shape[0]} features before it; it is {spec.group}"
            )

    @property
    def output_shape(self) -> Shape:
        return (self.input_shape[0] // self.spec.group,)

    def _members(self, x: Array) -> list[Array]:
        """k arrays (..., features / k): the first features of all groups, the second ones, …

        Working with them is many times faster than along an axis as short as k.
        """
        return [x[..., place :: self.spec.group] for place in range(self.spec.group)]

    def _together(self, members: list[Array]) -> Array:
        """The features (..., features) that these are the members of."""
        features = np.empty_like(members[0], shape=(*members[0].shape[:-1], *self.input_shape))
        for place, member in enumerate(members):
            features[..., place :: self.spec.group] = member
        return features


class Maxout(FeaturePooling):
    """y = the largest of its k features: after a dense layer, the largest of k lines.

    So each unit learns a convex activation function of its own. A dense layer of m·k units before
    it makes m maxout units. Of equally large features the first has the gradient.
    """

    formula = "y = max(x₁, …, xₖ) of each group;  ∂L/∂x = ∂L/∂y for the largest x, else 0"
    source = "Goodfellow et al. 2013, arXiv 1302.4389"

    def forward(self, x: Array, training: bool) -> Array:
        self._x = self._members(x)
        self._y = reduce(np.maximum, self._x)
        return self._y

    def backward(self, grad: Array) -> Array:
        passed = []
        for x in self._x:
            passed.append(grad * (x == self._y))
            grad = grad - passed[-1]  # what is left for the members after this one
        return self._together(passed)


class LpPooling(FeaturePooling):
    """y = (Σ |x|ᵖ)^(1/p) over its k features: p = 1 adds them, p = 2 is a length, p → ∞ the max.

    The largest |x| is taken out first, so that no power overflows.
    """

    formula = "y = (Σ |x|ᵖ)^(1/p) of each group;  ∂L/∂x = ∂L/∂y · sign(x) (|x| / y)ᵖ⁻¹"
    source = "Gulcehre et al. 2014, arXiv 1311.1780 (there a mean stands in place of the sum)"

    def forward(self, x: Array, training: bool) -> Array:
        self._x = self._members(x)
        sizes = [np.abs(x) for x in self._x]
        largest = reduce(np.maximum, sizes)
        divisor = np.where(largest > 0, largest, 1)
        powers = sum((size / divisor) ** self.spec.p for size in sizes)
        self._y = largest * powers ** (1 / self.spec.p)
        return self._y

    def backward(self, grad: Array) -> Array:
        divisor, power = np.where(self._y > 0, self._y, 1), self.spec.p - 1
        slopes = [np.sign(x) * (np.abs(x) / divisor) ** power for x in self._x]
        return self._together([grad * slope for slope in slopes])
