"""An activation bends what a dense layer gives; without it, all layers together are one line."""

import numpy as np

from engine.arrays import Array, constant
from engine.layers.layer import Layer, Shape

LARGE = 1 << 12  # numbers from which on arrays are worth another way of computing
SHAPES = 8  # of batches for which zeros are kept
HUGE = 1 << 17  # numbers from which on memory is what a computation waits for


class Identity(Layer):
    """y = x: a linear activation, for outputs that are any number."""

    formula = "y = x;  ∂L/∂x = ∂L/∂y"
    source = "Deep Learning from Scratch, chapter 3.5"

    def forward(self, x: Array, training: bool) -> Array:
        return x

    def backward(self, grad: Array) -> Array:
        return grad


class Step(Layer):
    """y = 1 where x > 0, else 0: the perceptron's.

    It is flat on both sides, so its derivative is 0: no gradient reaches what lies before it, and
    only the perceptron rule learns there.
    """

    formula = "y = [x > 0];  ∂L/∂x = 0"
    source = "Rosenblatt 1958; Deep Learning from Scratch, chapters 2.3 and 3.2.3"

    def forward(self, x: Array, training: bool) -> Array:
        return (x > 0).astype(x.dtype)

    def backward(self, grad: Array) -> Array:
        return np.zeros_like(grad)


class ReLU(Layer):
    """y = max(0, x): passes what is positive; the gradient passes where the output is not 0."""

    formula = "y = max(0, x);  ∂L/∂x = ∂L/∂y · [x > 0]"
    source = "Deep Learning from Scratch, chapters 3.2.7 and 5.5.1; Nair & Hinton 2010"

    def bind(self, parameters: Array, gradients: Array) -> None:
        self._zero = constant(0, parameters)
        self._zeros: dict[Shape, Array] = {}

    def forward(self, x: Array, training: bool) -> Array:
        zeros = self._zeros.get(x.shape)
        self._y = np.maximum(x, self._new_zeros(x) if zeros is None else zeros)
        return self._y

    def backward(self, grad: Array) -> Array:
        # sign(y) is 1 where x > 0, else 0; for few numbers it is faster than a mask
        if grad.size < LARGE:
            passes = np.sign(self._y)
        else:
            passes = (self._y > self._zero).astype(grad.dtype)
        if passes.shape != grad.shape:  # replicas that share their inputs
            return grad * passes
        passes *= grad  # faster than into new memory
        return passes

    def _new_zeros(self, x: Array) -> Array:
        """As many zeros as x has numbers: NumPy compares many pairs faster than many with one.

        So many that they come from slow memory are no help.
        """
        zeros = self._zero if x.size >= HUGE else np.zeros_like(x)
        if len(self._zeros) == SHAPES:
            self._zeros.clear()
        self._zeros[x.shape] = zeros
        return zeros


class LeakyReLU(Layer):
    """y = x where x > 0, else a x with a small slope a: the gradient never dies altogether."""

    formula = "y = max(a x, x), 0 ≤ a ≤ 1;  ∂L/∂x = ∂L/∂y · (1 where x > 0, else a)"
    source = (
        "Maas, Hannun & Ng 2013, Rectifier Nonlinearities Improve Neural Network Acoustic Models"
    )

    def forward(self, x: Array, training: bool) -> Array:
        self._x = x
        return np.maximum(self.spec.slope * x, x)

    def backward(self, grad: Array) -> Array:
        return np.where(self._x > 0, grad, self.spec.slope * grad)


class Sigmoid(Layer):
    """y = 1 / (1 + e⁻ˣ), between 0 and 1; written with tanh so that no input overflows."""

    formula = "y = 1 / (1 + e⁻ˣ);  ∂L/∂x = ∂L/∂y · y (1 - y)"
    source = "Deep Learning from Scratch, chapters 3.2.4 and 5.5.2"

    def forward(self, x: Array, training: bool) -> Array:
        self._y = logistic(x)
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


class Softmax(Layer):
    """y = eˣ / Σ eˣ over the last axis: positive shares that add up to 1.

    The largest x is subtracted first, which changes no share and lets nothing overflow.
    """

    formula = "y = eˣ / Σ eˣ;  ∂L/∂x = y · (∂L/∂y - Σ ∂L/∂y · y)"
    source = "Deep Learning from Scratch, chapter 3.5"

    def forward(self, x: Array, training: bool) -> Array:
        exponentials = np.exp(x - x.max(axis=-1, keepdims=True))
        self._y = exponentials / exponentials.sum(axis=-1, keepdims=True)
        return self._y

    def backward(self, grad: Array) -> Array:
        mean = (grad * self._y).sum(axis=-1, keepdims=True)  # of ∂L/∂y, weighted with the shares
        return self._y * (grad - mean)


def logistic(x: Array) -> Array:
    """σ(x) = 1 / (1 + e⁻ˣ), which is ½ tanh(x/2) + ½: no x overflows."""
    return 0.5 * np.tanh(0.5 * x) + 0.5
