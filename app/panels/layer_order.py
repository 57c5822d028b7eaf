"""A layer order rearranges a network's layers and keeps its output layer the last dense one."""

from engine.experiment.network import ACTIVATIONS, Activation, AnyLayer, Dense, NetworkSpec, ReLU

USUAL_UNITS = 8


def insertion_index(network: NetworkSpec, selected: int) -> int:
    """Where a new layer goes: after the selected one, but before the output layer.

    `selected` is -1 when none is.
    """
    if selected < 0:
        return network.output_index
    return min(selected + 1, network.output_index)


def inserted(network: NetworkSpec, index: int, *layers: AnyLayer) -> NetworkSpec:
    """The network with layers put in before layer `index`."""
    return NetworkSpec((*network.layers[:index], *layers, *network.layers[index:]))


def without(network: NetworkSpec, index: int) -> NetworkSpec:
    """The network without layer `index`, which is not its output layer."""
    return NetworkSpec(network.layers[:index] + network.layers[index + 1 :])


def exchanged(network: NetworkSpec, index: int, layer: AnyLayer) -> NetworkSpec:
    """The network with another layer in the place of layer `index`."""
    return NetworkSpec((*network.layers[:index], layer, *network.layers[index + 1 :]))


def may_move(network: NetworkSpec, start: int, end: int) -> bool:
    """Whether layer `start` may come to stand at place `end`: nothing passes the output layer."""
    output = network.output_index
    if start == output or not 0 <= end < len(network.layers):
        return False
    return (start < output) == (end < output) and end != output


def moved(network: NetworkSpec, start: int, end: int) -> NetworkSpec:
    """The network with layer `start` standing at place `end`."""
    layers = list(network.layers)
    layers.insert(end, layers.pop(start))
    return NetworkSpec(tuple(layers))


def dense_like(network: NetworkSpec, index: int) -> Dense:
    """A new hidden dense layer for place `index`: as the hidden one before it, else a usual one."""
    hidden = network.layers[: min(index, network.output_index)]
    before = [layer for layer in hidden if isinstance(layer, Dense)]
    return before[-1] if before else Dense(USUAL_UNITS)


def followed(index: int, start: int, end: int) -> int:
    """Where layer `index` stands once layer `start` has been moved to place `end`."""
    if index == start:
        return end
    rest = index - (start < index)
    return rest + (end <= rest)


def new_layer(kind: type[Dense | Activation], network: NetworkSpec, index: int) -> AnyLayer:
    """A layer of some kind for place `index`."""
    return dense_like(network, index) if issubclass(kind, Dense) else kind()


def block_like(network: NetworkSpec, index: int) -> tuple[Dense, AnyLayer]:
    """A dense layer and an activation for place `index`, as those before it, else ReLU."""
    before = [layer for layer in network.layers[:index] if isinstance(layer, ACTIVATIONS)]
    return dense_like(network, index), before[-1] if before else ReLU()
