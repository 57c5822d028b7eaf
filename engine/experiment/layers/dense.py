"""A dense layer as plain data."""

from engine.errors import ExperimentError
from engine.experiment.checks import between, whole_between
from engine.experiment.layers.init import Init
from engine.experiment.layers.layer import Layer


class Dense(Layer, tag="dense", frozen=True):
    """A fully connected layer of `units` neurons: y = x W + b."""

    units: int
    init: Init = "he"
    bias: float = 0.0

    def __post_init__(self) -> None:
        whole_between("units", self.units, 1, 100_000)
        between("bias", self.bias, -100, 100)
        if isinstance(self.init, str) and self.init not in ("zeros", "xavier", "he"):
            raise ExperimentError(
                "init", f"must be zeros, xavier, he, normal or uniform; it is {self.init!r}"
            )
