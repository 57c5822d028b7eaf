"""A column of the network diagram: the inputs, or a layer with those that keep its units."""

import math
import re
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from app.trainer.messages import Loaded
from engine.experiment.network import (
    AnyLayer,
    Dense,
    Identity,
    LeakyReLU,
    Sigmoid,
    Softmax,
    Softplus,
    Step,
    Tanh,
)

_NAMES: dict[type[AnyLayer], str] = {
    Sigmoid: "sigmoid",
    Tanh: "tanh",
    LeakyReLU: "leaky ReLU",
    Softplus: "softplus",
    Softmax: "softmax",
    Step: "step",
    Identity: "linear",
}
_OUTPUT_FUNCTIONS = {
    "cross_entropy": "softmax",
    "binary_cross_entropy": "sigmoid",
    "perceptron": "step",
}


@dataclass(frozen=True)
class Column:
    """What one column shows.

    `units` neurons; `map_index` is the place of its outputs among the neuron maps (0: inputs);
    `sum_index` that of its weighted sums, before activation; `layer` the number of its dense layer
    in the network, None for the inputs and for other layers. `labels` name the neurons, where they
    have names.
    """

    title: str
    units: int
    map_index: int
    sum_index: int
    layer: int | None
    labels: tuple[str, ...] = ()
    is_output: bool = False

    @property
    def weight_name(self) -> str:
        """The name of the weights (from, to) that lead to this column."""
        return f"{self.layer}.dense.weight"

    @property
    def bias_name(self) -> str:
        """The name of this column's biases."""
        return f"{self.layer}.dense.bias"


def columns_of(loaded: Loaded) -> tuple[Column, ...]:
    """Return the columns of a run's network, from the inputs to the output.

    A column begins with each dense layer, and with each other layer that changes the number of
    units; the layers in between (activations, normalisations) belong to the column before them.
    """
    layers = loaded.experiment.network.layers
    inputs = len(loaded.facts.input_names)
    units = [math.prod(shape) for shape in loaded.shapes]
    starts = [
        index
        for index, layer in enumerate(layers)
        if isinstance(layer, Dense) or units[index] != [inputs, *units][index]
    ]
    ends = [*starts, len(layers)]
    columns = [
        _layer_column(loaded, start, layers[start:end], units[start])
        for start, end in zip(starts, ends[1:], strict=True)
    ]
    return (_input_column(loaded, layers[: ends[0]]), *columns)


def _input_column(loaded: Loaded, followers: tuple[AnyLayer, ...]) -> Column:
    names = loaded.facts.input_names
    title = QCoreApplication.translate("NetworkView", "Inputs")
    place = len(followers)
    return Column(_titled(title, followers), len(names), place, 0, None, names)


def _layer_column(loaded: Loaded, start: int, layers: tuple[AnyLayer, ...], units: int) -> Column:
    layer, followers = layers[0], layers[1:]
    is_output = start == loaded.experiment.network.output_index
    return Column(
        title=_output_title(loaded, followers) if is_output else _title(layer, units, followers),
        units=units,
        map_index=start + len(layers),
        sum_index=start + 1,
        layer=start if isinstance(layer, Dense) else None,
        labels=_output_labels(loaded, units) if is_output else (),
        is_output=is_output,
    )


def _title(layer: AnyLayer, units: int, followers: tuple[AnyLayer, ...]) -> str:
    if isinstance(layer, Dense):
        title = QCoreApplication.translate("NetworkView", "Dense {units}").format(units=units)
    else:
        title = f"{layer_name(layer)} {units}"
    return _titled(title, followers)


def _output_title(loaded: Loaded, followers: tuple[AnyLayer, ...]) -> str:
    title = _titled(QCoreApplication.translate("NetworkView", "Output"), followers)
    function = _OUTPUT_FUNCTIONS.get(loaded.experiment.training.loss)
    return f"{title} · {function}" if function else title


def _titled(title: str, followers: tuple[AnyLayer, ...]) -> str:
    return " · ".join([title, *map(layer_name, followers)])


def layer_name(layer: AnyLayer) -> str:
    """Return the field's name for an activation, else the name of the layer's description."""
    kind = type(layer)
    return _NAMES.get(kind) or re.sub("([a-z])([A-Z][a-z])", r"\1 \2", kind.__name__)


def _output_labels(loaded: Loaded, units: int) -> tuple[str, ...]:
    """Return the classes' names where each has an output of its own, or the targets' names."""
    facts = loaded.facts
    names = facts.class_names if facts.task == "classification" else facts.target_names
    return tuple(names) if len(names) == units else ()
