"""Clipping keeps a gradient from becoming too large: a steep wall then throws no step far away."""

import numpy as np

from engine.arrays import Array


class Clipping:
    """Clips by value, each number of the gradient by itself, then by norm, the whole of it.

    By norm the direction stays: g ← g · min(1, c / ‖g‖), with ‖g‖ over all parameters of one
    replica. Source: Pascanu, Mikolov & Bengio, arXiv 1211.5063.
    """

    def __init__(self, norm: float | None, value: float | None) -> None:
        """The largest norm and the largest value that are let through; None: any."""
        self.norm = norm
        self.value = value

    @property
    def formula(self) -> str:
        """How the gradient is clipped, as far as it is."""
        by_value = "" if self.value is None else "g ← clip(g, ±c)"
        by_norm = "" if self.norm is None else "g ← g · min(1, c / ‖g‖)"
        return ";  ".join(filter(None, (by_value, by_norm)))

    def clip(self, gradients: Array) -> None:
        """Clip gradients (..., P), in place."""
        if self.value is not None:
            np.clip(gradients, -self.value, self.value, out=gradients)
        if self.norm is not None:
            norm = np.sqrt((gradients * gradients).sum(axis=-1, keepdims=True))
            gradients *= self.norm / np.maximum(norm, self.norm)
