"""Layers that make images smaller, as plain data."""

from engine.experiment.checks import whole_between
from engine.experiment.layers.layer import Layer


class Pooling(Layer, frozen=True):
    """A window of `size` × `size` that moves by `stride`; each place gives one number."""

    size: int = 2
    stride: int = 2

    def __post_init__(self) -> None:
        whole_between("size", self.size, 1, 1_000)
        whole_between("stride", self.stride, 1, 1_000)


class MaxPooling(Pooling, tag="max_pooling", frozen=True):
    """Keeps the largest number of each window."""


class AveragePooling(Pooling, tag="average_pooling", frozen=True):
    """Keeps the mean of each window."""
