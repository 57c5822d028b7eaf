"""Dropout as plain data."""

from engine.experiment.checks import between
from engine.experiment.layers.layer import Layer


class Dropout(Layer, tag="dropout", frozen=True):
    """While training, sets a share `rate` of all numbers to 0 by chance and enlarges the others."""

    rate: float = 0.5

    def __post_init__(self) -> None:
        between("rate", self.rate, 0, 0.99)
