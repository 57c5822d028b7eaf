"""A column of the network diagram: the inputs, or a layer with those that keep its units."""

import math
import re
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QCoreApplication

from app.trainer.messages import Loaded
from engine.experiment.layers.convolution import Kernels
from engine.experiment.layers.pooling import Pooling
from engine.experiment.layers.sequences import Recurrent
from engine.experiment.network import (
    AnyLayer,
    Dense,
    Embedding,
    Identity,
    LeakyReLU,
    Reshape,
    Residual,
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


_COLOURS = 3  # channels of which one picture is made
_AXES_OF_MAPS = 3  # channels, height, width
_OWN_COLUMN = (Dense, Kernels, Pooling, Recurrent, Embedding, Residual)

Form = Literal["row", "maps", "steps", "band"]
Origin = Literal["values", "pixels", "codes"]


@dataclass(frozen=True)
class Column:
    """What one column shows.

    `units` numbers; `map_index` is the place of its outputs among the neuron maps (0: inputs);
    `sum_index` that of its weighted sums, before activation; `layer` the number of its dense layer
    in the network, None for the inputs and for other layers. `labels` name the tiles, where they
    have names, `names` the single numbers of pictures.

    `shape` is how the numbers lie, () for a row of neurons: (channels, height, width) are feature
    maps, (time, features) a sequence. `start` is the number of its first layer, -1 for the
    inputs. `origin` says what inputs are: pixels as they were measured, the codes of tokens, or
    values. `kernels` and `memory` are the tensors of a layer with kernels and of one with a state;
    the latter can be unrolled over `steps`. `is_small`: each neuron is one colour, so that many
    have room. `hides` are the columns that are folded into this one.
    """

    title: str
    units: int
    map_index: int
    sum_index: int
    layer: int | None
    labels: tuple[str, ...] = ()
    is_output: bool = False
    shape: tuple[int, ...] = ()
    start: int = -1
    origin: Origin = "values"
    names: tuple[str, ...] = ()
    kernels: str = ""
    memory: str = ""
    steps: int = 0
    is_unrolled: bool = False
    is_small: bool = False
    hides: "tuple[Column, ...]" = ()
    has_units: bool = False  # whether a setting of its first layer says how many there are
    block: str = ""  # the layers of a residual block, which what comes before it skips
    skip: str = ""  # what is added to what they give

    @property
    def form(self) -> Form:
        """What the column is drawn as."""
        if self.hides:
            return "band"
        if not self.shape:
            return "row"
        return "maps" if len(self.shape) == _AXES_OF_MAPS else "steps"

    @property
    def lead(self) -> int:
        """How many tiles there are before the channels: one, with the colours together."""
        return int(self.origin == "pixels" and self.shape[0] == _COLOURS)

    @property
    def tiles(self) -> int:
        """How many tiles it is made of: neurons, maps, or time steps."""
        if self.hides:
            return 1
        return self.lead + self.shape[0] if self.shape else self.units

    @property
    def layers(self) -> tuple[int, ...]:
        """The places of its layers in the network."""
        return tuple(range(max(self.start, 0), self.map_index))

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

    A column begins with each layer that has kernels, a state or a weight for each pair, with each
    pooling, with each other layer that changes the number of units, and where a row takes the
    shape of maps or of a sequence; the layers in between (activations, normalisations, flatten)
    belong to the column before them.
    """
    layers = loaded.experiment.network.layers
    starts = _starts(loaded, layers)
    ends = [*starts, len(layers)]
    columns = [
        _layer_column(loaded, start, layers[start:end])
        for start, end in zip(starts, ends[1:], strict=True)
    ]
    return (_input_column(loaded, layers[: ends[0]]), *columns)


def _starts(loaded: Loaded, layers: tuple[AnyLayer, ...]) -> list[int]:
    """The numbers of the layers with which columns begin."""
    units = [len(loaded.facts.input_names), *map(math.prod, loaded.shapes)]
    own = [
        index
        for index, layer in enumerate(layers)
        if isinstance(layer, _OWN_COLUMN) or units[index + 1] != units[index]
    ]
    shaped = [
        shape
        for start, end in zip(own, [*own[1:], len(layers)], strict=True)
        if (shape := _reshaped(loaded, layers, start, end)) is not None
    ]
    return sorted({*own, *shaped})


def _reshaped(loaded: Loaded, layers: tuple[AnyLayer, ...], start: int, end: int) -> int | None:
    """The layer among `start` … `end` that gives a new shape to what comes next, if one does."""
    axes = len(loaded.shapes[start])
    if len(loaded.shapes[end - 1]) in (1, axes):
        return None
    return max(index for index in range(start, end) if isinstance(layers[index], Reshape))


def _input_column(loaded: Loaded, followers: tuple[AnyLayer, ...]) -> Column:
    facts = loaded.facts
    names, shape = facts.input_names, facts.input_shape
    origin: Origin = "values"
    if facts.kind == "images":
        origin = "pixels"
    elif facts.kind == "codes":
        origin, shape = "codes", (len(names), 1)
    elif followers and len(loaded.shapes[len(followers) - 1]) > 1:
        shape = loaded.shapes[len(followers) - 1]  # as the layers after it see a row
    shape = shape if len(shape) > 1 else ()
    return Column(
        title=_titled(QCoreApplication.translate("NetworkView", "Inputs"), followers),
        units=len(names),
        map_index=len(followers),
        sum_index=0,
        layer=None,
        labels=_input_labels(facts.input_names, shape, origin),
        shape=shape,
        origin=origin,
        names=names,
    )


def _input_labels(
    names: tuple[str, ...], shape: tuple[int, ...], origin: Origin
) -> tuple[str, ...]:
    """The names of the input's tiles: of neurons, or of three colours."""
    translate = QCoreApplication.translate
    if origin == "pixels" and shape and shape[0] == _COLOURS:
        colours = ("RGB", "red", "green", "blue")
        return tuple(translate("NetworkView", name) for name in colours)
    return () if shape else names


def _layer_column(loaded: Loaded, start: int, layers: tuple[AnyLayer, ...]) -> Column:
    layer, followers = layers[0], layers[1:]
    is_output = start == loaded.experiment.network.output_index
    shape, units = loaded.shapes[start], math.prod(loaded.shapes[start])
    last = loaded.shapes[start + len(layers) - 1]
    shape = last if len(last) == len(shape) else shape
    before = loaded.shapes[start - 1] if start else loaded.facts.input_shape
    kind = f"{start}.{type(layer).__name__.lower()}"
    return Column(
        title=_output_title(loaded, followers) if is_output else _title(layer, shape, followers),
        units=units,
        map_index=start + len(layers),
        sum_index=start + 1,
        layer=start if isinstance(layer, Dense) else None,
        labels=_output_labels(loaded, units) if is_output else (),
        is_output=is_output,
        shape=shape if len(shape) > 1 else (),
        start=start,
        kernels=f"{kind}.weight" if isinstance(layer, Kernels) else "",
        memory=kind if isinstance(layer, Recurrent) else "",
        steps=before[0] if isinstance(layer, Recurrent) else 0,
        has_units=hasattr(layer, "units") or hasattr(layer, "filters"),
        block=_block_words(layer),
        skip=_skip_words(layer, before == loaded.shapes[start]),
    )


def _block_words(layer: AnyLayer) -> str:
    """What stands at the way through a residual block; nothing at other layers."""
    if not isinstance(layer, Residual):
        return ""
    return f"F(x): {' · '.join(map(_counted_name, layer.layers))}"


def _skip_words(layer: AnyLayer, keeps_shape: bool) -> str:
    """What stands at the way around a residual block: x itself, or its projection."""
    if not isinstance(layer, Residual):
        return ""
    return "x" if keeps_shape else "P(x)"


def _counted_name(layer: AnyLayer) -> str:
    count = getattr(layer, "units", getattr(layer, "filters", None))
    return layer_name(layer) if count is None else f"{layer_name(layer)} {count}"


def _title(layer: AnyLayer, shape: tuple[int, ...], followers: tuple[AnyLayer, ...]) -> str:
    """The layer with its number of units, of channels, or of features at each step."""
    count = shape[-1] if len(shape) == 2 else shape[0]
    title = f"{layer_name(layer)} {count}"
    if isinstance(layer, Dense):
        title = QCoreApplication.translate("NetworkView", "Dense {units}").format(units=count)
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
