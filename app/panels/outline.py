"""An outline tells the shapes and the number of parameters of a network before it is built."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from engine.errors import ExperimentError
from engine.experiment.network import AnyLayer, Dense, NetworkSpec
from engine.layers import Shape, make_layer


@dataclass(frozen=True)
class Outline:
    """What follows from a network's layers and the shape of its inputs.

    `units` holds the units of each dense layer; `shapes[i]` is the output shape of layer i,
    without the batch axis. Shapes end, as None, at a layer that cannot take what comes before it;
    its parameters and those after it are not counted.
    """

    input_shape: Shape | None
    units: tuple[int, ...]
    shapes: tuple[Shape | None, ...]
    parameter_count: int


def outline(network: NetworkSpec, input_shape: Shape | None) -> Outline:
    """Follow the shapes from the first layer to the last, as the engine makes the layers.

    `input_shape` is the shape of one sample; None: not known yet, and so are all others.
    """
    units = tuple(layer.units for layer in network.layers if isinstance(layer, Dense))
    shapes, parameters = shapes_of(network.layers, input_shape)
    return Outline(input_shape, units, shapes, parameters)


def shapes_of(
    layers: Sequence[AnyLayer], input_shape: Shape | None
) -> tuple[tuple[Shape | None, ...], int]:
    """The output shape of each of some layers, and the number of their parameters."""
    shapes: list[Shape | None] = []
    shape, parameters = input_shape, 0
    for layer in layers:
        if shape is not None:
            try:
                made = make_layer(layer, shape)
            except ExperimentError:  # said where the network meets its data, not here
                shape = None
            else:
                shape = made.output_shape
                parameters += sum(math.prod(tensor) for tensor in made.tensors.values())
        shapes.append(shape)
    return tuple(shapes), parameters
