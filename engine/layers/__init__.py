"""The layers that a network can be made of, and how each is made from its description."""

from engine.experiment import network as spec
from engine.layers.activations import Identity, ReLU, Sigmoid, Tanh
from engine.layers.dense import Dense
from engine.layers.layer import Layer, Shape

ACTIVATIONS: dict[type, type[Layer]] = {
    spec.ReLU: ReLU,
    spec.Sigmoid: Sigmoid,
    spec.Tanh: Tanh,
    spec.Identity: Identity,
}


def make_layer(layer: spec.AnyLayer, input_shape: Shape) -> Layer:
    """The layer that this description asks for, for inputs of this shape."""
    if isinstance(layer, spec.Dense):
        return Dense(layer, input_shape)
    return ACTIVATIONS[type(layer)](input_shape)
