"""A change of shape: the same numbers in the same order, read as rows, pictures or sequences."""

import math
from abc import abstractmethod

from engine.arrays import Array
from engine.errors import ExperimentError
from engine.experiment.network import Reshape as ReshapeSpec
from engine.layers.layer import Layer, Shape


class ShapeChange(Layer):
    """(..., batch, *input_shape) → (..., batch, *output_shape), without moving a number."""

    @property
    @abstractmethod
    def output_shape(self) -> Shape: ...

    def forward(self, x: Array, training: bool) -> Array:
        return x.reshape(*x.shape[: x.ndim - len(self.input_shape)], *self.output_shape)

    def backward(self, grad: Array) -> Array:
        return grad.reshape(*grad.shape[: grad.ndim - len(self.output_shape)], *self.input_shape)


class Reshape(ShapeChange):
    """Gives a sample the shape asked for, such as (channels, height, width)."""

    formula = "y = x in another shape;  ∂L/∂x = ∂L/∂y in x's shape"
    source = "Deep Learning from Scratch, chapter 7.4"

    def __init__(self, spec: ReshapeSpec, input_shape: Shape) -> None:
        super().__init__(spec, input_shape)
        there, wanted = math.prod(input_shape), math.prod(spec.shape)
        if there != wanted:
            raise ExperimentError(
                "shape",
                f"must hold the {there} numbers of {input_shape}; {spec.shape} holds {wanted}",
            )

    @property
    def output_shape(self) -> Shape:
        return self.spec.shape


class Flatten(ShapeChange):
    """Puts all numbers of a sample in one row, the last axis running fastest."""

    formula = "y = x as one row;  ∂L/∂x = ∂L/∂y in x's shape"
    source = "Deep Learning from Scratch, chapter 7.4"

    @property
    def output_shape(self) -> Shape:
        return (math.prod(self.input_shape),)
