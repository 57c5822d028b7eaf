"""A locally connected layer has a receptive field of its own at every place of an image."""

import numpy as np

from engine.arrays import Array
from engine.layers.columns import samples_first, samples_last
from engine.layers.kernels import Kernels
from engine.layers.layer import Shape


class LocallyConnected2D(Kernels):
    """A convolution whose kernels W and biases b are others at each place (row, column).

    W is (..., rows, columns, filters, channels, size, size), b (..., rows, columns, filters).
    """

    formula = (
        "y[f, r, c] = Σ W[r, c, f, k, i, j] · x[k, s r + i, s c + j] + b[r, c, f];  as matrices, "
        "with X the columns of x at one place: y = W X + b;  ∂L/∂W = ∂L/∂y Xᵀ;  ∂L/∂b = Σ ∂L/∂y;  "
        "∂L/∂X = Wᵀ ∂L/∂y"
    )
    source = "LeCun 1989, Generalization and Network Design Strategies"

    @property
    def bias_shape(self) -> Shape:
        return (*self.window.places, self.spec.filters)

    def forward(self, x: Array, training: bool) -> Array:
        columns = places_first(self._columns_of(x, training))
        if training:
            self._columns = columns
        # at each place (filters, channels · size²) @ (channels · size², batch) + (filters, 1)
        y = self.weight @ columns
        y += self.bias
        return samples_first(places_inside(y))

    def backward(self, grad: Array) -> Array:
        grad_y = places_first(samples_last(grad).copy())  # in one order, as BLAS wants it
        # at each place (filters, batch) @ (batch, channels · size²)
        np.matmul(grad_y, self._columns.mT, out=self.grad_weight)
        np.sum(grad_y, axis=-1, keepdims=True, out=self.grad_bias)
        if self.is_first:
            return grad
        # at each place (channels · size², filters) @ (filters, batch)
        return self._room.col2im(places_inside(self.weight.mT @ grad_y))


def places_first(values: Array) -> Array:
    """(..., n, rows, columns, batch) as a matrix at each place: (..., rows, columns, n, batch)."""
    return np.moveaxis(values, -4, -2)


def places_inside(matrices: Array) -> Array:
    """(..., rows, columns, n, batch) back to (..., n, rows, columns, batch)."""
    return np.moveaxis(matrices, -2, -4)
