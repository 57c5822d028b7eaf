"""The words about what is chosen on the diagram: a neuron, a tile of a stack, or a weight."""

from collections.abc import Sequence

from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication

from app.views.columns import Column
from app.views.diagram import Neuron
from app.views.network_picture import NetworkPicture
from app.views.network_words import neuron_lines, weight_lines
from app.views.stack_hands import StackHands
from engine.probes import NeuronPictures

Weight = tuple[int, int, int]  # gap, from, to


def words_of_weight(
    columns: Sequence[Column], picture: NetworkPicture, weight: Weight, gradient: NDArray | None
) -> list[str]:
    """The weight, its gradient, and whether it is frozen; nothing before there are weights."""
    gap, start, end = weight
    value = picture.weight(*weight)
    if value is None:
        return []
    neurons = Neuron(gap, start), Neuron(gap + 1, end)
    lines = weight_lines(columns, *neurons, value, _slope(gradient, start, end))
    frozen = QCoreApplication.translate("NetworkCanvas", "frozen")
    return [*lines, frozen] if picture.is_held(*weight) else lines


def words_of_neuron(
    columns: Sequence[Column],
    picture: NetworkPicture,
    neuron: Neuron,
    stacks: StackHands,
    pictures: NeuronPictures | None,
    sums: bool,
) -> list[str]:
    """What a neuron, a map or a step is, what it gives, and its bias."""
    bias = picture.bias(neuron)
    told = stacks.lines(picture.diagram, picture.stacks, neuron)
    if not told:
        return neuron_lines(columns, neuron, bias, pictures, sums)
    text = QCoreApplication.translate("NetworkCanvas", "bias {value}")
    return told if bias is None else [*told, text.format(value=f"{bias:.4g}")]


def _slope(gradient: NDArray | None, start: int, end: int) -> float | None:
    """∂L/∂w of a weight; None where it is not known."""
    if gradient is None or gradient.ndim != 2:
        return None
    is_there = start < gradient.shape[0] and end < gradient.shape[1]
    return float(gradient[start, end]) if is_there else None
