"""Dropout lets each training step do without some units, so that none leans on a few others."""

import numpy as np

from engine.arrays import Array
from engine.layers.layer import Layer


class Dropout(Layer):
    """y = m x, with masks m of 0 (probability p) and 1 / (1 - p), drawn anew in every step.

    Because of the factor 1 / (1 - p), y is x on average, and nothing needs to be scaled when not
    training: then y = x. All replicas share one mask, so that each equals the same run alone.
    """

    formula = "y = m x / (1 - p), m = 0 with probability p, else 1;  ∂L/∂x = ∂L/∂y · m / (1 - p)"
    source = "Srivastava et al. 2014; Deep Learning from Scratch, chapter 6.4.3"

    def use_generator(self, rng: np.random.Generator) -> None:
        self._rng = rng

    def forward(self, x: Array, training: bool) -> Array:
        if not training:
            return x
        self._mask = self._draw_mask(x)
        return x * self._mask

    def backward(self, grad: Array) -> Array:
        return grad * self._mask

    def _draw_mask(self, x: Array) -> Array:
        """A mask (batch, *shape); the same in float64 as in float32."""
        batch = x.shape[x.ndim - 1 - len(self.input_shape)]
        rate = self.spec.rate
        kept = self._rng.random((batch, *self.input_shape), dtype=np.float32) >= rate
        return np.asarray(kept.astype(x.dtype) / (1 - rate), like=x)
