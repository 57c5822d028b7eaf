"""A column of the network diagram: the inputs, or a dense layer with the activations after it."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from app.trainer.messages import Loaded
from engine.experiment.network import AnyLayer, Dense, Identity, ReLU, Sigmoid, Tanh

_ACTIVATION_NAMES: dict[type[AnyLayer], str] = {
    ReLU: "ReLU",
    Sigmoid: "sigmoid",
    Tanh: "tanh",
    Identity: "linear",
}
_OUTPUT_FUNCTIONS = {"cross_entropy": "softmax", "binary_cross_entropy": "sigmoid"}


@dataclass(frozen=True)
class Column:
    """What one column shows.

    `units` neurons; `map_index` is the place of its outputs among the neuron maps (0: inputs);
    `sum_index` that of its weighted sums, before activation; `layer` the number of its dense layer
    in the network, None for the inputs. `labels` name the neurons, where they have names.
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
    """Return the columns of a run's network, from the inputs to the output."""
    layers = loaded.experiment.network.layers
    starts = [index for index, layer in enumerate(layers) if isinstance(layer, Dense)]
    ends = [*starts[1:], len(layers)]
    inputs = _input_column(loaded, layers[: starts[0]])
    dense = [
        _dense_column(loaded, start, layers[start:end])
        for start, end in zip(starts, ends, strict=True)
    ]
    return (inputs, *dense)


def _input_column(loaded: Loaded, activations: tuple[AnyLayer, ...]) -> Column:
    names = loaded.facts.input_names
    title = QCoreApplication.translate("NetworkView", "Inputs")
    place = len(activations)
    return Column(_titled(title, activations), len(names), place, 0, None, names)


def _dense_column(loaded: Loaded, start: int, layers: tuple[AnyLayer, ...]) -> Column:
    dense, activations = layers[0], layers[1:]
    assert isinstance(dense, Dense)
    is_output = start == loaded.experiment.network.output_index
    return Column(
        title=_output_title(loaded, activations) if is_output else _dense_title(dense, activations),
        units=dense.units,
        map_index=start + len(layers),
        sum_index=start + 1,
        layer=start,
        labels=_output_labels(loaded, dense) if is_output else (),
        is_output=is_output,
    )


def _dense_title(dense: Dense, activations: tuple[AnyLayer, ...]) -> str:
    title = QCoreApplication.translate("NetworkView", "Dense {units}").format(units=dense.units)
    return _titled(title, activations)


def _output_title(loaded: Loaded, activations: tuple[AnyLayer, ...]) -> str:
    title = _titled(QCoreApplication.translate("NetworkView", "Output"), activations)
    function = _OUTPUT_FUNCTIONS.get(loaded.experiment.training.loss)
    return f"{title} · {function}" if function else title


def _titled(title: str, activations: tuple[AnyLayer, ...]) -> str:
    return " · ".join([title, *(_ACTIVATION_NAMES[type(layer)] for layer in activations)])


def _output_labels(loaded: Loaded, dense: Dense) -> tuple[str, ...]:
    """Return the classes' names where each has an output of its own, or the targets' names."""
    facts = loaded.facts
    names = facts.class_names if facts.task == "classification" else facts.target_names
    return tuple(names) if len(names) == dense.units else ()
