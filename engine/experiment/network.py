"""A network as plain data: its layers in order, each with its settings."""

from engine.errors import ExperimentError
from engine.experiment.checks import Frozen
from engine.experiment.layers.activations import Identity, ReLU, Sigmoid, Tanh
from engine.experiment.layers.dense import Dense
from engine.experiment.layers.init import Init, Normal, Uniform
from engine.experiment.layers.layer import Layer
from engine.experiment.layers.sequences import GRU, LSTM, RNN, Embedding

__all__ = [
    "ACTIVATIONS",
    "GRU",
    "LSTM",
    "RNN",
    "AnyLayer",
    "Dense",
    "Embedding",
    "Identity",
    "Init",
    "Layer",
    "NetworkSpec",
    "Normal",
    "ReLU",
    "Sigmoid",
    "Tanh",
    "Uniform",
]

AnyLayer = Dense | ReLU | Sigmoid | Tanh | Identity | Embedding | RNN | LSTM | GRU
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
