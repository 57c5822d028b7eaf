"""A convolution lays the same kernels over every place of an image."""

import math

import numpy as np

from engine.arrays import Array
from engine.layers.columns import samples_first, samples_last
from engine.layers.kernels import Kernels
from engine.layers.layer import Shape

FEW = 1 << 10  # weights up to which a matrix product is quicker in parts


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
        columns = flat(self._columns_of(x, training))
        if training:
            self._columns = columns
        y = np.empty_like(columns, shape=(*self.bias.shape[:-1], *columns.shape[-2:]))
        self._multiply(columns, y)
        y += self.bias[..., None]
        return samples_first(y.reshape(*y.shape[:-1], self.window.places[1], -1))

    def _multiply(self, columns: Array, y: Array) -> None:
        """y = W X, with X (..., channels · size², rows, n) and y (..., filters, rows, n).

        A small W is multiplied with a row of places at a time: BLAS takes two to three times as
        long for a matrix that is as long as all places and only a few numbers high.
        """
        if self.spec.filters * math.prod(self.kernel_shape) < FEW:
            np.matmul(self.weight[..., None, :, :], rows_first(columns), out=rows_first(y))
        else:
            # (filters, channels · size²) @ (channels · size², places · batch)
            np.matmul(self.weight, flat(columns), out=flat(y))

    def backward(self, grad: Array) -> Array:
        grad_y = flat(samples_last(grad))
        # ∂L/∂W = ∂L/∂y Xᵀ, (filters, places · batch) @ (places · batch, channels · size²); two to
        # three times as fast as (X ∂L/∂yᵀ)ᵀ for each row of places, then summed over the rows
        in_rows = rows_first(self._columns) @ rows_first(grad_y).mT
        np.sum(in_rows.mT, axis=-3, out=self.grad_weight)
        np.sum(flat(grad_y), axis=-1, keepdims=True, out=self.grad_bias)
        if self.is_first:
            return grad
        # (channels · size², filters) @ (filters, places · batch)
        grad_columns = self.weight.mT @ flat(grad_y)
        return self._room.col2im(
            grad_columns.reshape(*grad_columns.shape[:-1], *self.window.places, -1)
        )


def rows_first(values: Array) -> Array:
    """(..., n, rows, columns · batch) as a matrix for each row: (..., rows, n, columns · batch)."""
    return values.swapaxes(-3, -2)


def flat(values: Array) -> Array:
    """The last two axes as one: (..., columns, batch) as (..., columns · batch)."""
    return values.reshape(*values.shape[:-2], -1)
