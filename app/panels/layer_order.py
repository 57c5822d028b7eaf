"""A layer order rearranges layers and keeps the output layer the last dense one."""

from collections.abc import Collection, Sequence

from msgspec.structs import replace

from engine.experiment.network import AnyLayer, Residual

Layers = tuple[AnyLayer, ...]


def insertion_index(layers: Layers, selected: int, output: int) -> int:
    """Where a new layer goes: after the selected one, but before the output layer.

    `selected` is -1 when none is; `output` is -1 where none of the layers is the output layer.
    """
    end = len(layers) if output < 0 else output
    return end if selected < 0 else min(selected + 1, end)


def inserted(layers: Layers, index: int, *new: AnyLayer) -> Layers:
    """The layers with new ones put in before layer `index`."""
    return (*layers[:index], *new, *layers[index:])


def without(layers: Layers, indices: Collection[int]) -> Layers:
    """The layers without those at these places."""
    return tuple(layer for index, layer in enumerate(layers) if index not in indices)


def exchanged(layers: Layers, index: int, *new: AnyLayer) -> Layers:
    """The layers with other ones in the place of layer `index`."""
    return (*layers[:index], *new, *layers[index + 1 :])


def may_move(layers: Layers, output: int, start: int, end: int) -> bool:
    """Whether layer `start` may come to stand at place `end`: nothing passes the output layer."""
    if start == output or not 0 <= end < len(layers):
        return False
    return (start < output) == (end < output) and end != output


def moved(layers: Layers, start: int, end: int) -> Layers:
    """The layers with layer `start` standing at place `end`."""
    order = list(layers)
    order.insert(end, order.pop(start))
    return tuple(order)


def followed(index: int, start: int, end: int) -> int:
    """Where layer `index` stands once layer `start` has been moved to place `end`."""
    if index == start:
        return end
    rest = index - (start < index)
    return rest + (end <= rest)


def gathered(
    layers: Layers, chosen: Sequence[int], start: int, end: int, output: int
) -> tuple[Layers, int]:
    """The layers with the chosen ones side by side, where one of them, `start`, is moved to `end`.

    Also the place of the first of them then; -1 where they cannot go, for nothing passes the
    output layer.
    """
    if end in chosen:  # a step among them is one of all of them
        end = chosen[-1] + 1 if end > start else chosen[0] - 1
    rest = [at for at in range(len(layers)) if at not in chosen]
    place = sum(at < end or (at == end > start) for at in rest)
    if output in chosen or not 0 <= end < len(layers):
        return layers, -1
    if output >= 0 and any((place > rest.index(output)) != (at > output) for at in chosen):
        return layers, -1
    order = (*rest[:place], *chosen, *rest[place:])
    return tuple(layers[at] for at in order), place


def copies(layers: Layers, indices: Sequence[int]) -> Layers:
    """Copies of the layers at these places, each a value of its own."""
    return tuple(replace(layers[index]) for index in indices)


def are_neighbours(indices: Sequence[int]) -> bool:
    """Whether these places, in order, have no other between them."""
    return list(indices) == list(range(indices[0], indices[-1] + 1)) if indices else False


def in_block(layers: Layers, indices: Sequence[int]) -> Layers:
    """The layers with neighbours among them put into a residual block, where they stood."""
    first, after = indices[0], indices[-1] + 1
    return (*layers[:first], Residual(layers[first:after]), *layers[after:])
