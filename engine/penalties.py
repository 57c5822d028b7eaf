"""Penalties on large weights: L1 pulls each towards 0 by the same amount, L2 in proportion.

Added to the loss that is minimised: λ₁ Σ|w| + ½ λ₂ Σw², over weights and never over biases; with
both it is the elastic net (Zou & Hastie 2005). Decoupled decay shrinks the weights beside the
gradient instead, so that an optimizer that divides gradients cannot weaken it.
Sources: "Deep Learning from Scratch", chapter 6.4.2; Loshchilov & Hutter, arXiv 1711.05101.
"""

import numpy as np

from engine.arrays import Array


class Penalties:
    """The gradient of both penalties, and the decay, for a network's whole parameter vector."""

    decay_formula = "w ← w (1 - η λ)"

    def __init__(self, l1: float, l2: float, decay: float, is_weight: Array) -> None:
        """`is_weight` (..., P) is 1 where a parameter is a weight and 0 where it is a bias."""
        self.l1 = l1
        self.l2 = l2
        self.decay = decay
        self.is_weight = is_weight

    @property
    def formula(self) -> str:
        """What the penalties that are set do to the gradient."""
        parts = ("λ₁ sign(w)" if self.l1 else "", "λ₂ w" if self.l2 else "")
        return " + ".join(("g ← g", *filter(None, parts)))

    def add_gradient(self, parameters: Array, gradients: Array) -> None:
        """g ← g + λ₁ sign(w) + λ₂ w, for the weights."""
        if self.l1:
            gradients += self.l1 * self.is_weight * np.sign(parameters)
        if self.l2:
            gradients += self.l2 * self.is_weight * parameters

    def shrink(self, parameters: Array, learning_rate: Array) -> None:
        """w ← w (1 - η λ), for the weights."""
        if self.decay:
            parameters *= 1 - learning_rate * self.decay * self.is_weight
