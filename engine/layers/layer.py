"""A layer turns its input into its output, and a gradient at its output into one at its input."""

from abc import ABC, abstractmethod
from typing import Any, ClassVar

import numpy as np

from engine.arrays import Array

Shape = tuple[int, ...]


class Layer(ABC):
    """One step of a network's computation.

    Arrays have shape (..., batch, *shape), where `shape` is that of one sample: (features,),
    (channels, height, width) or (time, features). Axes before the batch are replicas: networks of
    the same form that are computed together, each with parameters of its own.

    Making a layer raises ExperimentError where it cannot take that input, with the remedy.
    """

    formula: ClassVar[str]
    source: ClassVar[str]

    def __init__(self, spec: Any, input_shape: Shape) -> None:
        self.spec = spec
        self.input_shape = input_shape
        self.is_first = False  # nobody needs ∂L/∂x of the first layer that has parameters

    @property
    def output_shape(self) -> Shape:
        """The shape of one sample's output, known before anything runs."""
        return self.input_shape

    @property
    def tensors(self) -> dict[str, Shape]:
        """The layer's parameters, name and shape, in the order of their places in the vector."""
        return {}

    @property
    def statistics(self) -> dict[str, Shape]:
        """What the layer keeps from batch to batch without a gradient, name and shape."""
        return {}

    def initialize(self, rng: np.random.Generator) -> np.ndarray:
        """The first values of all parameters, as one vector."""
        return np.empty(0)

    def initial_statistics(self) -> np.ndarray:
        """The first values of all statistics, as one vector."""
        return np.empty(0)

    def bind(self, parameters: Array, gradients: Array) -> None:
        """Use these slices (..., n) of the network's vectors as parameters and gradients."""
        return

    def bind_statistics(self, statistics: Array) -> None:
        """Use this slice (..., n) of the network's vector for the statistics."""
        return

    def use_generator(self, rng: np.random.Generator) -> None:
        """Draw from this generator what is random in training (dropout's masks)."""
        return

    def check_inputs(self, x: Array) -> None:
        """Refuse data that the layer cannot take, other than by its shape: ExperimentError."""
        return

    @abstractmethod
    def forward(self, x: Array, training: bool) -> Array:
        """The output for x; while training the layer remembers what `backward` needs."""

    @abstractmethod
    def backward(self, grad: Array) -> Array:
        """∂L/∂x from grad = ∂L/∂y; the gradients of the parameters go to their slices."""


def views_of(vector: Array, shapes: dict[str, Shape]) -> list[Array]:
    """Views (..., *shape) of consecutive pieces of a vector (..., n), one for each shape."""
    views, start = [], 0
    for shape in shapes.values():
        end = start + int(np.prod(shape))
        views.append(vector[..., start:end].reshape(*vector.shape[:-1], *shape))
        start = end
    return views
