"""The layers that a network can be made of, and how each is made from its description."""

from collections.abc import Sequence

from engine.errors import ExperimentError
from engine.experiment import network as spec
from engine.layers.activations import Identity, LeakyReLU, ReLU, Sigmoid, Softmax, Step, Tanh
from engine.layers.convolution import Conv2D
from engine.layers.dense import Dense
from engine.layers.dropout import Dropout
from engine.layers.embedding import Embedding
from engine.layers.feature_pooling import LpPooling, Maxout
from engine.layers.gru import GRU
from engine.layers.layer import Layer, Shape
from engine.layers.locally_connected import LocallyConnected2D
from engine.layers.lstm import LSTM
from engine.layers.normalization import BatchNorm, LayerNorm
from engine.layers.pooling import AveragePooling, MaxPooling
from engine.layers.residual import Residual
from engine.layers.rnn import RNN
from engine.layers.shape import Flatten, Reshape
from engine.layers.smooth_rectifiers import ELU, GELU, SiLU, Softplus

LAYERS: dict[type, type[Layer]] = {
    spec.Dense: Dense,
    spec.Step: Step,
    spec.ReLU: ReLU,
    spec.LeakyReLU: LeakyReLU,
    spec.ELU: ELU,
    spec.Softplus: Softplus,
    spec.GELU: GELU,
    spec.SiLU: SiLU,
    spec.Sigmoid: Sigmoid,
    spec.Tanh: Tanh,
    spec.Softmax: Softmax,
    spec.Identity: Identity,
    spec.Maxout: Maxout,
    spec.LpPooling: LpPooling,
    spec.Dropout: Dropout,
    spec.BatchNorm: BatchNorm,
    spec.LayerNorm: LayerNorm,
    spec.Reshape: Reshape,
    spec.Flatten: Flatten,
    spec.Conv2D: Conv2D,
    spec.LocallyConnected2D: LocallyConnected2D,
    spec.MaxPooling: MaxPooling,
    spec.AveragePooling: AveragePooling,
    spec.Residual: Residual,
    spec.Embedding: Embedding,
    spec.RNN: RNN,
    spec.LSTM: LSTM,
    spec.GRU: GRU,
}


def make_layer(layer: spec.AnyLayer, input_shape: Shape) -> Layer:
    """The layer that this description asks for, for inputs of this shape."""
    if isinstance(layer, spec.Residual):
        return Residual(layer, input_shape, make_layers(layer.layers, input_shape))
    return LAYERS[type(layer)](layer, input_shape)


def make_layers(layers: Sequence[spec.AnyLayer], input_shape: Shape) -> tuple[Layer, ...]:
    """The layers in order, each made for the output shape of the one before.

    ExperimentError names the place of a layer that cannot take what comes before it.
    """
    made: list[Layer] = []
    for index, layer in enumerate(layers):
        try:
            made.append(make_layer(layer, input_shape))
        except ExperimentError as error:
            raise error.within(f"layers[{index}]") from None
        input_shape = made[-1].output_shape
    return tuple(made)
