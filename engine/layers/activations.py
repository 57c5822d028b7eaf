"""An activation bends what a dense layer gives; without it, all layers together are one line."""

import numpy as np

from engine.arrays import Array, constant
from engine.layers.layer import Layer


class Identity(Layer):
    """y = x: a linear activation, for outputs that are any number."""

    formula = "y = x;  ∂L/∂x = ∂L/∂y"
    source = "Deep Learning from Scratch, chapter 3.5"

    def forward(self, x: Array, training: bool) -> Array:
        return x

    def backward(self, grad: Array) -> Array:
        return grad


class ReLU(Layer):
    """y = max(0, x): passes what is positive; the gradient passes where the output is not 0."""

    formula = "y = max(0, x);  ∂L/∂x = ∂L/∂y · [x > 0]"
    source = "Deep Learning from Scratch, chapters 3.2.7 and 5.5.1; Nair & Hinton 2010"

    def bind(self, parameters: Array, gradients: Array) -> None:
        self._zero = constant(0, parameters)

    def forward(self, x: Array, training: bool) -> Array:
        self._y = np.maximum(x, self._zero)
        return self._y

    def backward(self, grad: Array) -> Array:
        return grad * np.sign(self._y)  # sign(y) is 1 where x > 0, else 0; faster than a mask


class Sigmoid(Layer):
    """y = 1 / (1 + e⁻ˣ), between 0 and 1; written with tanh so that no input overflows."""

    formula = "y = 1 / (1 + e⁻ˣ);  ∂L/∂x = ∂L/∂y · y (1 - y)"
    source = "Deep Learning from Scratch, chapters 3.2.4 and 5.5.2"

    def forward(self, x: Array, training: bool) -> Array:
        self._y = 0.5 * np.tanh(0.5 * x) + 0.5  # = 1 / (1 + e⁻ˣ)
        return self._y

    def backward(self, grad: Array) -> Array:
        return grad * (self._y * (1 - self._y))


class Tanh(Layer):
    """y = tanh x, between -1 and 1."""

    formula = "y = tanh x;  ∂L/∂x = ∂L/∂y · (1 - y²)"
    source = "LeCun et al. 1998, Efficient BackProp; Deep Learning from Scratch, chapter 6.2"

    def forward(self, x: Array, training: bool) -> Array:
        self._y = np.tanh(x)
        return self._y

    def backward(self, grad: Array) -> Array:
        return grad * (1 - self._y * self._y)
