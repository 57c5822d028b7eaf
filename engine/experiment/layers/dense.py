"""A dense layer as plain data."""

from engine.experiment.checks import between, whole_between
from engine.experiment.layers.init import Init, check_init
from engine.experiment.layers.layer import Layer


class Dense(Layer, tag="dense", frozen=True):
    """A fully connected layer of `units` neurons: y = x W + b."""

    units: int
    init: Init = "he"
    bias: float = 0.0

    def __post_init__(self) -> None:
        whole_between("units", self.units, 1, 100_000)
        between("bias", self.bias, -100, 100)
        check_init(self.init)
