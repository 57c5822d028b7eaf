"""A smooth rectifier passes what is positive, as ReLU does, but bends gently."""

import numpy as np

from engine.arrays import Array
from engine.layers.activations import logistic
from engine.layers.layer import Layer
from engine.normal_distribution import density_and_share


class ELU(Layer):
    """y = x where x > 0, else α (eˣ - 1): negative outputs bring a layer's mean nearer to 0."""

    formula = "y = x where x > 0, else α (eˣ - 1);  ∂L/∂x = ∂L/∂y · (1 where x > 0, else y + α)"
    source = "Clevert, Unterthiner & Hochreiter 2016, arXiv 1511.07289"

    def forward(self, x: Array, training: bool) -> Array:
        self._positive = x > 0
        below = self.spec.alpha * np.expm1(np.minimum(x, 0))  # the minimum: e³⁰⁰⁰ would overflow
        self._y = np.where(self._positive, x, below)
        return self._y

    def backward(self, grad: Array) -> Array:
        return np.where(self._positive, grad, grad * (self._y + self.spec.alpha))


class Softplus(Layer):
    """y = log(1 + eˣ): its derivative is the logistic function σ."""

    formula = "y = log(1 + eˣ);  ∂L/∂x = ∂L/∂y · σ(x)"
    source = "Dugas et al. 2001; Glorot, Bordes & Bengio 2011"

    def forward(self, x: Array, training: bool) -> Array:
        self._x = x
        # = np.logaddexp(0, x), ten times faster; neither overflows
        return np.maximum(x, 0) + np.log1p(np.exp(-np.abs(x)))

    def backward(self, grad: Array) -> Array:
        return grad * logistic(self._x)


class SiLU(Layer):
    """y = x σ(x), with the logistic function σ; a little below 0 for negative x."""

    formula = "y = x σ(x);  ∂L/∂x = ∂L/∂y · (σ(x) + y (1 - σ(x)))"
    source = "Elfwing, Uchibe & Doya 2018, arXiv 1702.03118; swish in arXiv 1710.05941"

    def forward(self, x: Array, training: bool) -> Array:
        self._share = logistic(x)
        self._y = x * self._share
        return self._y

    def backward(self, grad: Array) -> Array:
        return grad * (self._share + self._y * (1 - self._share))


class GELU(Layer):
    """y = x Φ(x), with the share Φ of the standard normal distribution that lies below x.

    This is the exact form with the error function, not the approximation with tanh.
    """

    formula = "y = x Φ(x);  ∂L/∂x = ∂L/∂y · (Φ(x) + x φ(x)), φ(x) = e^(-x²/2) / √2π"
    source = "Hendrycks & Gimpel 2016, arXiv 1606.08415"

    def forward(self, x: Array, training: bool) -> Array:
        self._x = x
        self._density, self._share = density_and_share(x)
        return x * self._share

    def backward(self, grad: Array) -> Array:
        return grad * (self._share + self._x * self._density)
