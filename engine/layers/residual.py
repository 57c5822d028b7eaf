"""A residual block adds its input to what its layers make of it: they learn the difference."""

import math
from collections.abc import Iterator

import numpy as np

from engine.arrays import Array
from engine.errors import ExperimentError
from engine.experiment.network import Conv2D as Conv2DSpec
from engine.experiment.network import Dense as DenseSpec
from engine.experiment.network import Residual as ResidualSpec
from engine.layers.convolution import Conv2D
from engine.layers.dense import Dense
from engine.layers.layer import Layer, Shape


class Residual(Layer):
    """y = x + F(x), with F the layers of the block; y = P(x) + F(x) where F changes the shape.

    The projection P is a dense layer for rows of features, and a convolution of size 1 for images,
    with the stride that gives F's height and width.
    """

    formula = "y = x + F(x);  ∂L/∂x = ∂L/∂y + (∂F/∂x)ᵀ ∂L/∂y;  with P(x) for x where shapes differ"
    source = "He et al. 2015, Deep Residual Learning, equations 1 and 2 (arXiv 1512.03385)"

    def __init__(self, spec: ResidualSpec, input_shape: Shape, layers: tuple[Layer, ...]) -> None:
        """Hold `layers`, made for the input shape of the block, first to last."""
        super().__init__(spec, input_shape)
        self.layers = layers
        self.parts = {
            f"{index}.{type(layer).__name__.lower()}": layer for index, layer in enumerate(layers)
        }
        self.projection: Layer | None = None
        if self.output_shape != input_shape:
            self.projection = projection(input_shape, self.output_shape)
            self.parts["projection"] = self.projection

    @property
    def output_shape(self) -> Shape:
        return self.layers[-1].output_shape

    @property
    def tensors(self) -> dict[str, Shape]:
        return named({place: part.tensors for place, part in self.parts.items()})

    @property
    def statistics(self) -> dict[str, Shape]:
        return named({place: part.statistics for place, part in self.parts.items()})

    def initialize(self, rng: np.random.Generator) -> np.ndarray:
        return np.concatenate([part.initialize(rng) for part in self.parts.values()])

    def initial_statistics(self) -> np.ndarray:
        return np.concatenate([part.initial_statistics() for part in self.parts.values()])

    def bind(self, parameters: Array, gradients: Array) -> None:
        parts = self.parts.values()
        places = pieces([part.tensors for part in parts])
        for part, place in zip(parts, places, strict=True):
            part.bind(parameters[..., place], gradients[..., place])

    def bind_statistics(self, statistics: Array) -> None:
        parts = self.parts.values()
        places = pieces([part.statistics for part in parts])
        for part, place in zip(parts, places, strict=True):
            part.bind_statistics(statistics[..., place])

    def use_generator(self, rng: np.random.Generator) -> None:
        for part in self.parts.values():
            part.use_generator(rng)

    def check_inputs(self, x: Array) -> None:
        self.layers[0].check_inputs(x)

    def forward(self, x: Array, training: bool) -> Array:
        y = x
        for layer in self.layers:
            y = layer.forward(y, training)
        return y + (x if self.projection is None else self.projection.forward(x, training))

    def backward(self, grad: Array) -> Array:
        grad_x = grad
        for layer in reversed(self.layers):
            grad_x = layer.backward(grad_x)
        return grad_x + (grad if self.projection is None else self.projection.backward(grad))


def projection(before: Shape, after: Shape) -> Layer:
    """The layer that gives x the shape of F(x); ExperimentError where none can."""
    made: Layer | None = None
    if len(before) == len(after) == 1:
        made = Dense(DenseSpec(after[0], init="xavier"), before)
    elif len(before) == len(after) == 3:
        stride = math.ceil(before[1] / after[1])
        made = Conv2D(Conv2DSpec(after[0], size=1, stride=stride, init="xavier"), before)
    if made is None or made.output_shape != after:
        message = f"turn shape {before} into {after}, which no projection of the input can reach"
        raise ExperimentError("layers", f"{message}; give the convolutions a padding, for example")
    return made


def named(tables: dict[str, dict[str, Shape]]) -> dict[str, Shape]:
    """The shapes of several layers in one table, under names like `0.dense.weight`."""
    return {
        f"{place}.{name}": shape for place, table in tables.items() for name, shape in table.items()
    }


def pieces(tables: list[dict[str, Shape]]) -> Iterator[slice]:
    """Where in their common vector the numbers of each layer lie."""
    end = 0
    for table in tables:
        start, end = end, end + sum(math.prod(shape) for shape in table.values())
        yield slice(start, end)
