"""What is said about each layer's gradient: bars and histograms with their explanations."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication

from app.views.columns import Column
from app.views.gradient_bars import Bar
from app.views.histogram_stack import HistogramRow
from app.views.layer_names import layer_labels
from engine.experiment.network import Sigmoid
from engine.probes import Gradients, GradientSpread, Magnitude

STEEPEST_SIGMOID = 0.25  # its largest slope: a sigmoid passes at most this share of a gradient


def weight_bars(sizes: Mapping[str, Magnitude]) -> list[Bar]:
    """Return a bar for each weight tensor: its mean |∂L/∂w|."""
    return [Bar(size.mean, _size_words("∂L/∂w", size)) for size in sizes.values()]


def activation_bars(
    gradients: Gradients, columns: Sequence[Column], layers: Sequence[Any]
) -> list[Bar]:
    """Return a bar for each column of the diagram: the norm of ∂L/∂y at its output.

    The guide begins at the output's norm and loses three quarters at each sigmoid on the way back:
    the most that would arrive if weights neither added nor took anything.
    """
    bars: list[Bar] = []
    guide, after = 0.0, 0.0  # of the layer behind, with which to compare
    has_sigmoid = False
    for column in reversed(columns):
        size = gradients.activations[column.map_index].magnitude
        guide = guide or size.norm
        words = [column.title, *_size_words("∂L/∂y", size)]
        if after:
            text = QCoreApplication.translate(
                "GradientsView", "× {factor} against the layer behind"
            )
            words.append(text.format(factor=f"{size.norm / after:.3g}"))
        if has_sigmoid:
            text = QCoreApplication.translate("GradientsView", "guide: × 0.25 a sigmoid, {value}")
            words.append(text.format(value=f"{guide:.3g}"))
        bars.append(Bar(size.norm, tuple(words), guide if has_sigmoid else None))
        after = size.norm
        if any(isinstance(layer, Sigmoid) for layer in _layers_of(column, layers)):
            guide *= STEEPEST_SIGMOID
            has_sigmoid = True
    return bars[::-1]


def gradient_rows(
    gradients: Gradients, columns: Sequence[Column], of_weights: bool
) -> list[HistogramRow]:
    """Return a histogram for each weight tensor, or for each column's output."""
    spreads: list[tuple[str, GradientSpread]]
    if of_weights:
        spreads = list(gradients.weights.items())
    else:
        spreads = [(c.title, gradients.activations[c.map_index]) for c in columns]
    what = "∂L/∂w" if of_weights else "∂L/∂y"
    return [
        HistogramRow(label, spread.histogram, "", (name, *_size_words(what, spread.magnitude)))
        for label, (name, spread) in zip(layer_labels(len(spreads)), spreads, strict=True)
    ]


def _size_words(what: str, size: Magnitude) -> tuple[str, str]:
    translate = QCoreApplication.translate
    mean = translate("GradientsView", "mean |{what}| {value}")
    norm = translate("GradientsView", "norm {value}")
    return mean.format(what=what, value=f"{size.mean:.3g}"), norm.format(value=f"{size.norm:.3g}")


def _layers_of(column: Column, layers: Sequence[Any]) -> Sequence[Any]:
    """Return the layers of the experiment that a column stands for."""
    return layers[max(column.sum_index, 1) - 1 : column.map_index]
