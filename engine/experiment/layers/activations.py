"""Activations as plain data: most of them have no settings."""

from engine.experiment.checks import between
from engine.experiment.layers.layer import Layer


class Step(Layer, tag="step", frozen=True):
    """1 where x > 0, else 0: the perceptron's; its derivative is 0, so gradients end here."""


class ReLU(Layer, tag="relu", frozen=True):
    """The rectifier max(0, x)."""


class LeakyReLU(Layer, tag="leaky_relu", frozen=True):
    """x where x > 0, else `slope` x: no unit falls silent for good."""

    slope: float = 0.01

    def __post_init__(self) -> None:
        between("slope", self.slope, 0, 1)


class ELU(Layer, tag="elu", frozen=True):
    """x where x > 0, else `alpha` (e^x - 1), which tends to -`alpha`."""

    alpha: float = 1.0

    def __post_init__(self) -> None:
        between("alpha", self.alpha, 0, 100)


class Softplus(Layer, tag="softplus", frozen=True):
    """log(1 + e^x): a smooth rectifier, positive everywhere."""


class GELU(Layer, tag="gelu", frozen=True):
    """x times the share of the standard normal distribution below x."""


class SiLU(Layer, tag="silu", frozen=True):
    """x times the logistic function of x (also called swish)."""


class Sigmoid(Layer, tag="sigmoid", frozen=True):
    """The logistic function 1 / (1 + e^-x)."""


class Tanh(Layer, tag="tanh", frozen=True):
    """The hyperbolic tangent."""


class Softmax(Layer, tag="softmax", frozen=True):
    """e^x divided by its sum over the last axis: shares that are positive and add up to 1."""


class Identity(Layer, tag="identity", frozen=True):
    """Passes its input on unchanged (a linear activation)."""
