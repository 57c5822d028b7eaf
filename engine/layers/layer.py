"""A layer turns its input into its output, and a gradient at its output into one at its input."""

from abc import ABC, abstractmethod
from typing import ClassVar

import numpy as np

from engine.arrays import Array

Shape = tuple[int, ...]


class Layer(ABC):
    """One step of a network's computation.

    Arrays have shape (..., batch, features). Axes before the batch are replicas: networks of the
    same form that are computed together, each with parameters of its own.
    """

    formula: ClassVar[str]
    source: ClassVar[str]

    def __init__(self, input_shape: Shape) -> None:
        self.input_shape = input_shape

    @property
    def output_shape(self) -> Shape:
        """The shape of one sample's output, known before anything runs."""
        return self.input_shape

    @property
    def tensors(self) -> dict[str, Shape]:
        """The layer's parameters, name and shape, in the order of their places in the vector."""
        return {}

    def initialize(self, rng: np.random.Generator) -> np.ndarray:
        """The first values of all parameters, as one vector."""
        return np.empty(0)

    def bind(self, parameters: Array, gradients: Array) -> None:
        """Use these slices (..., n) of the network's vectors as parameters and gradients."""
        return

    @abstractmethod
    def forward(self, x: Array, training: bool) -> Array:
        """The output for x; while training the layer remembers what `backward` needs."""

    @abstractmethod
    def backward(self, grad: Array) -> Array:
        """∂L/∂x from grad = ∂L/∂y; the gradients of the parameters go to their slices."""
