"""A network as plain data: its layers in order, each with its settings."""

from typing import Literal

from engine.errors import ExperimentError
from engine.experiment.checks import Frozen, between, whole_between

NamedInit = Literal["zeros", "xavier", "he"]


class Normal(Frozen, tag="normal", tag_field="type", frozen=True):
    """Weights drawn from a normal distribution with mean 0 and standard deviation `std`."""

    std: float = 0.01

    def __post_init__(self) -> None:
        between("std", self.std, 0, 100)


class Uniform(Frozen, tag="uniform", tag_field="type", frozen=True):
    """Weights drawn evenly from [-limit, limit]."""

    limit: float = 0.5

    def __post_init__(self) -> None:
        between("limit", self.limit, 0, 100)


Init = NamedInit | Normal | Uniform


class Layer(Frozen, tag_field="type", frozen=True):
    """What all layers have in common: they can stand in a network's list."""


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


class ReLU(Layer, tag="relu", frozen=True):
    """The rectifier max(0, x)."""


class Sigmoid(Layer, tag="sigmoid", frozen=True):
    """The logistic function 1 / (1 + e^-x)."""


class Tanh(Layer, tag="tanh", frozen=True):
    """The hyperbolic tangent."""


class Identity(Layer, tag="identity", frozen=True):
    """Passes its input on unchanged (a linear activation)."""


AnyLayer = Dense | ReLU | Sigmoid | Tanh | Identity
ACTIVATIONS: tuple[type[AnyLayer], ...] = (ReLU, Sigmoid, Tanh, Identity)


class NetworkSpec(Frozen, frozen=True):
    """The layers from first to last. The loss adds its own softmax or sigmoid after the last."""

    layers: tuple[AnyLayer, ...]

    def __post_init__(self) -> None:
        if not any(isinstance(layer, Dense) for layer in self.layers):
            raise ExperimentError("layers", "must hold at least one dense layer")

    @property
    def output_index(self) -> int:
        """The place of the last dense layer, which gives the network its number of outputs."""
        return max(i for i, layer in enumerate(self.layers) if isinstance(layer, Dense))

    @property
    def output_units(self) -> int:
        """The number of the network's outputs."""
        output = self.layers[self.output_index]
        assert isinstance(output, Dense)
        return output.units
