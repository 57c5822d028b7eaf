"""A convolution lays the same kernels over every place of an image."""

import numpy as np

from engine.arrays import Array
from engine.layers.columns import samples_first, samples_last
from engine.layers.kernels import Kernels
from engine.layers.layer import Shape


class Conv2D(Kernels):
    """y = W * x + b: x (..., batch, channels, h, w), W (..., filters, channels, size, size)."""

    formula = (
        "y[f, r, c] = Σ W[f, k, i, j] · x[k, s r + i, s c + j] + b[f];  as matrices, with X the "
        "columns of x: y = W X + b;  ∂L/∂W = ∂L/∂y Xᵀ;  ∂L/∂b = Σ ∂L/∂y;  ∂L/∂X = Wᵀ ∂L/∂y"
    )
    source = "Deep Learning from Scratch, chapters 7.2 and 7.4; LeCun et al. 1998"

    @property
    def bias_shape(self) -> Shape:
        return (self.spec.filters,)

    def forward(self, x: Array, training: bool) -> Array:
        columns = self._columns_of(x, training)
        *before, places_down, places_across, batch = columns.shape
        columns = columns.reshape(*before, -1)
        if training:
            self._columns = columns
        # (filters, channels · size²) @ (channels · size², places · batch) + (filters, 1)
        y = self.weight @ columns
        y += self.bias
        return samples_first(y.reshape(*y.shape[:-1], places_down, places_across, batch))

    def backward(self, grad: Array) -> Array:
        grad_y = samples_last(grad)
        *before, places_down, places_across, batch = grad_y.shape
        grad_y = grad_y.reshape(*before, -1)
        # (filters, places · batch) @ (places · batch, channels · size²)
        np.matmul(grad_y, self._columns.mT, out=self.grad_weight)
        np.sum(grad_y, axis=-1, keepdims=True, out=self.grad_bias)
        if self.is_first:
            return grad
        # (channels · size², filters) @ (filters, places · batch)
        grad_columns = self.weight.mT @ grad_y
        places = (places_down, places_across, batch)
        return self._room.col2im(grad_columns.reshape(*grad_columns.shape[:-1], *places))
