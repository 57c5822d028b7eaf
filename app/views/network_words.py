"""What is said about one neuron or one weight of the diagram."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from app.views.columns import Column
from app.views.diagram import Neuron
from app.views.stack_words import unit_name
from engine.probes import NeuronPictures


def neuron_lines(
    columns: Sequence[Column],
    neuron: Neuron,
    bias: float | None,
    pictures: NeuronPictures | None,
    sums: bool,
) -> list[str]:
    """Name a neuron and tell its bias and the range of its output, or of its weighted sum."""
    translate = QCoreApplication.translate
    lines = [neuron_name(columns, neuron)]
    if bias is not None:
        lines.append(translate("NetworkView", "bias {value}").format(value=f"{bias:.4g}"))
    column = columns[neuron.column]
    if pictures is not None and (sums or not column.is_output):
        values = pictures.maps[column.sum_index if sums else column.map_index][neuron.unit]
        text = translate("NetworkView", "output {low} … {high}")
        if sums:
            text = translate("NetworkView", "weighted sum {low} … {high}")
        lines.append(text.format(low=f"{values.min():.3g}", high=f"{values.max():.3g}"))
    return lines


def weight_lines(
    columns: Sequence[Column],
    start: Neuron,
    end: Neuron,
    value: float,
    slope: float | None = None,
) -> list[str]:
    """Tell a weight, which neurons it joins, and the loss's `slope` along it, where it is known."""
    weight = QCoreApplication.translate("NetworkView", "weight {value}")
    names = f"{neuron_name(columns, start)} → {neuron_name(columns, end)}"
    lines = [weight.format(value=f"{value:.4g}"), names]
    return lines if slope is None else [*lines, f"∂L/∂w {slope:.3g}"]


def neuron_name(columns: Sequence[Column], neuron: Neuron) -> str:
    """Return an input's or output's own name, or a neuron's layer and number."""
    return unit_name(columns, neuron.column, neuron.unit)
