"""A pooling of features makes one number of each group of neighbouring features."""

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

    def _groups(self, x: Array) -> Array:
        """(..., features) as (..., features / k, k)."""
        return x.reshape(*x.shape[:-1], *self.output_shape, self.spec.group)

    def _rows(self, groups: Array) -> Array:
        """(..., features / k, k) as (..., features)."""
        return groups.reshape(*groups.shape[:-2], *self.input_shape)


class Maxout(FeaturePooling):
    """y = the largest of its k features: after a dense layer, the largest of k lines.

    So each unit learns a convex activation function of its own. A dense layer of m·k units before
    it makes m maxout units. Of equally large features the first has the gradient.
    """

    formula = "y = max(x₁, …, xₖ) of each group;  ∂L/∂x = ∂L/∂y for the largest x, else 0"
    source = "Goodfellow et al. 2013, arXiv 1302.4389"

    def forward(self, x: Array, training: bool) -> Array:
        self._grouped = self._groups(x)
        self._y = self._grouped.max(axis=-1)
        return self._y

    def backward(self, grad: Array) -> Array:
        largest = self._grouped == self._y[..., None]
        first = largest & (largest.cumsum(axis=-1) == 1)
        return self._rows(grad[..., None] * first)


class LpPooling(FeaturePooling):
    """y = (Σ |x|ᵖ)^(1/p) over its k features: p = 1 adds them, p = 2 is a length, p → ∞ the max.

    The largest |x| is taken out first, so that no power overflows.
    """

    formula = "y = (Σ |x|ᵖ)^(1/p) of each group;  ∂L/∂x = ∂L/∂y · sign(x) (|x| / y)ᵖ⁻¹"
    source = "Gulcehre et al. 2014, arXiv 1311.1780 (there a mean stands in place of the sum)"

    def forward(self, x: Array, training: bool) -> Array:
        groups = self._groups(x)
        self._signs, sizes = np.sign(groups), np.abs(groups)
        largest = sizes.max(axis=-1, keepdims=True)
        shares = sizes / np.where(largest > 0, largest, 1)
        norms = (shares**self.spec.p).sum(axis=-1, keepdims=True) ** (1 / self.spec.p)
        self._shares = shares / np.where(norms > 0, norms, 1)  # = |x| / y
        return (largest * norms)[..., 0]

    def backward(self, grad: Array) -> Array:
        return self._rows(grad[..., None] * (self._signs * self._shares ** (self.spec.p - 1)))
