"""Kernels are small squares of weights that are laid over an image, one sum for each place."""

import math
from abc import abstractmethod
from typing import Any

import numpy as np

from engine import initializers
from engine.arrays import Array
from engine.layers.columns import Columns
from engine.layers.layer import Layer, Shape, views_of
from engine.layers.window import Window


class Kernels(Layer):
    """What layers with kernels share: their windows, their tensors, and how these are drawn.

    With x (..., batch, channels, height, width), W is (..., filters, channels, size, size) and b
    (..., filters); a layer may have them once for each place.
    """

    def __init__(self, spec: Any, input_shape: Shape) -> None:
        super().__init__(spec, input_shape)
        self.window = Window(spec.size, spec.stride, spec.padding, input_shape)

    @property
    @abstractmethod
    def bias_shape(self) -> Shape:
        """A bias for each kernel."""

    @property
    def kernel_shape(self) -> Shape:
        """The weights of a kernel: (channels, size, size)."""
        return (self.window.channels, self.spec.size, self.spec.size)

    @property
    def output_shape(self) -> Shape:
        return (self.spec.filters, *self.window.places)

    @property
    def tensors(self) -> dict[str, Shape]:
        return {"weight": (*self.bias_shape, *self.kernel_shape), "bias": self.bias_shape}

    def initialize(self, rng: np.random.Generator) -> np.ndarray:
        cells = self.spec.size**2
        fans = (self.window.channels * cells, self.spec.filters * cells)
        weight = initializers.draw(self.spec.init, self.tensors["weight"], rng, fans)
        return np.append(weight, np.full(math.prod(self.bias_shape), self.spec.bias))

    def bind(self, parameters: Array, gradients: Array) -> None:
        # Each kernel as a row of a matrix (filters, channels · size²), each bias as a row of one.
        weights = (*self.bias_shape, math.prod(self.kernel_shape))
        shapes = {"weight": weights, "bias": (*self.bias_shape, 1)}
        self.weight, self.bias = views_of(parameters, shapes)
        self.grad_weight, self.grad_bias = views_of(gradients, shapes)
        self._room = Columns(self.window, parameters)

    def _columns_of(self, x: Array, training: bool) -> Array:
        """im2col; what is only measured leaves the memory of training alone."""
        return (self._room if training else Columns(self.window, x)).im2col(x)
