"""A network as plain data: its layers in order, each with its settings."""

from engine.errors import ExperimentError
from engine.experiment.checks import Frozen
from engine.experiment.layers.activations import (
    ELU,
    GELU,
    Identity,
    LeakyReLU,
    ReLU,
    Sigmoid,
    SiLU,
    Softmax,
    Softplus,
    Step,
    Tanh,
)
from engine.experiment.layers.convolution import Conv2D, LocallyConnected2D
from engine.experiment.layers.dense import Dense
from engine.experiment.layers.dropout import Dropout
from engine.experiment.layers.feature_pooling import LpPooling, Maxout
from engine.experiment.layers.init import Init, Normal, Uniform
from engine.experiment.layers.layer import Layer
from engine.experiment.layers.normalization import BatchNorm, LayerNorm
from engine.experiment.layers.pooling import AveragePooling, MaxPooling
from engine.experiment.layers.sequences import GRU, LSTM, RNN, Embedding
from engine.experiment.layers.shape import Flatten, Reshape

__all__ = [
    "ACTIVATIONS",
    "ELU",
    "GELU",
    "GRU",
    "LSTM",
    "RNN",
    "Activation",
    "AnyLayer",
    "AveragePooling",
    "BatchNorm",
    "Conv2D",
    "Dense",
    "Dropout",
    "Embedding",
    "Flatten",
    "Identity",
    "Init",
    "Layer",
    "LayerNorm",
    "LeakyReLU",
    "LocallyConnected2D",
    "LpPooling",
    "MaxPooling",
    "Maxout",
    "NetworkSpec",
    "Normal",
    "ReLU",
    "Reshape",
    "Residual",
    "SiLU",
    "Sigmoid",
    "Softmax",
    "Softplus",
    "Step",
    "Tanh",
    "Uniform",
]

Activation = (
    Step | ReLU | LeakyReLU | ELU | Softplus | GELU | SiLU | Sigmoid | Tanh | Softmax | Identity
)
FeatureLayer = Dense | Maxout | LpPooling | Dropout | BatchNorm | LayerNorm | Reshape | Flatten
ImageLayer = Conv2D | LocallyConnected2D | MaxPooling | AveragePooling


class Residual(Layer, tag="residual", frozen=True):
    """A block of layers whose input is added to their output."""

    layers: "tuple[AnyLayer, ...]"

    def __post_init__(self) -> None:
        if not self.layers:
            raise ExperimentError("layers", "must hold at least one layer")


AnyLayer = FeatureLayer | ImageLayer | Activation | Embedding | RNN | LSTM | GRU | Residual
# Those that work on each number by itself.
ACTIVATIONS: tuple[type[Activation], ...] = (
    ReLU,
    LeakyReLU,
    ELU,
    Softplus,
    GELU,
    SiLU,
    Sigmoid,
    Tanh,
    Step,
    Identity,
)


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
