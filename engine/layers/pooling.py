"""Pooling makes an image smaller: one number for what a window sees at each place."""

from abc import abstractmethod
from typing import Any

import numpy as np

from engine.arrays import Array
from engine.layers.layer import Layer, Shape
from engine.layers.window import Window


class Pooling(Layer):
    """A window over each channel of x (..., batch, channels, height, width)."""

    def __init__(self, spec: Any, input_shape: Shape) -> None:
        super().__init__(spec, input_shape)
        self.window = Window(spec.size, spec.stride, 0, input_shape)

    @property
    def output_shape(self) -> Shape:
        return (self.window.channels, *self.window.places)

    def forward(self, x: Array, training: bool) -> Array:
        seen = [x[..., rows, columns] for _, _, rows, columns in self.window.cells]
        self._x, self._y = x, self._pool(seen)
        return self._y

    @abstractmethod
    def _pool(self, seen: list[Array]) -> Array:
        """y from what each cell of the window sees, each (..., batch, channels, rows, columns)."""

    def backward(self, grad: Array) -> Array:
        # In the order in memory that x and y have: many times faster than a mixture.
        grad_y = np.empty_like(self._y, shape=grad.shape)
        grad_y[...] = grad
        grad_x = np.zeros_like(self._x, shape=(*grad.shape[:-3], *self.input_shape))
        self._share(grad_y, grad_x)
        return grad_x

    @abstractmethod
    def _share(self, grad_y: Array, grad_x: Array) -> None:
        """Give to grad_x = ∂L/∂x what each window adds to its pixels. May change grad_y = ∂L/∂y."""

    def _give(self, share: Array, pixels: Array) -> None:
        """pixels += share; where no pixel is seen by two windows, the first share is the sum."""
        if self.window.overlaps:
            pixels += share
        else:
            pixels[...] = share


class MaxPooling(Pooling):
    """y = the largest number that each window sees."""

    formula = "y[r, c] = max x[s r + i, s c + j] over i, j;  ∂L/∂x = ∂L/∂y where x is y, else 0"
    source = "Deep Learning from Scratch, chapters 7.3 and 7.4.4"

    def _pool(self, seen: list[Array]) -> Array:
        y = seen[0].copy(order="K")
        for values in seen[1:]:
            np.maximum(y, values, out=y)
        return y

    def _share(self, grad_y: Array, grad_x: Array) -> None:
        for _, _, rows, columns in self.window.cells:
            is_largest = self._x[..., rows, columns] == self._y
            share = grad_y * is_largest.astype(grad_y.dtype)  # 1 and 0: faster than true and false
            grad_y -= share  # of equal numbers in a window, the first alone gets the gradient
            self._give(share, grad_x[..., rows, columns])


class AveragePooling(Pooling):
    """y = the mean of the numbers that each window sees."""

    formula = "y[r, c] = (1/n²) Σ x[s r + i, s c + j];  ∂L/∂x = Σ ∂L/∂y / n² of the windows over x"
    source = "Deep Learning from Scratch, chapter 7.3; LeCun et al. 1998"

    def _pool(self, seen: list[Array]) -> Array:
        y = seen[0].copy(order="K")
        for values in seen[1:]:
            y += values
        y /= len(seen)
        return y

    def _share(self, grad_y: Array, grad_x: Array) -> None:
        grad_y /= len(self.window.cells)
        for _, _, rows, columns in self.window.cells:
            self._give(grad_y, grad_x[..., rows, columns])
