"""Activations as plain data: most of them have no settings."""

from engine.experiment.layers.layer import Layer


class ReLU(Layer, tag="relu", frozen=True):
    """The rectifier max(0, x)."""


class Sigmoid(Layer, tag="sigmoid", frozen=True):
    """The logistic function 1 / (1 + e^-x)."""


class Tanh(Layer, tag="tanh", frozen=True):
    """The hyperbolic tangent."""


class Identity(Layer, tag="identity", frozen=True):
    """Passes its input on unchanged (a linear activation)."""
