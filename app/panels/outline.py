"""An outline tells the shapes and the number of parameters of a network before it is built."""

from dataclasses import dataclass

from engine.experiment.network import Dense, NetworkSpec


@dataclass(frozen=True)
class Outline:
    """What follows from a network's layers and its number of inputs.

    `sizes` holds the number of inputs, then the units of each dense layer; `shapes[i]` is the
    output shape of layer i, without the batch axis.
    """

    sizes: tuple[int, ...]
    shapes: tuple[tuple[int, ...], ...]
    parameter_count: int


def outline(network: NetworkSpec, input_count: int) -> Outline:
    """Follow the shapes from the first layer to the last.

    A dense layer of n units on m values has m·n weights and n biases; an activation has none.
    """
    sizes, shapes, parameters = [input_count], [], 0
    for layer in network.layers:
        if isinstance(layer, Dense):
            parameters += sizes[-1] * layer.units + layer.units
            sizes.append(layer.units)
        shapes.append((sizes[-1],))
    return Outline(tuple(sizes), tuple(shapes), parameters)
