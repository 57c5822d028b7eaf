"""A network repair is the least change after which layers go with the data, and its words."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication

from app.panels.data_shape import DataShape
from app.panels.layer_families import RECURRENT
from app.panels.layer_order import Layers, exchanged, inserted, without
from app.panels.layer_words import layer_name
from app.panels.network_fit import misfit, place_of, rest_of
from engine.errors import ExperimentError
from engine.experiment.experiment import Experiment
from engine.experiment.losses import allowed_outputs
from engine.experiment.network import (
    AnyLayer,
    AveragePooling,
    Conv2D,
    Dense,
    Embedding,
    Flatten,
    LocallyConnected2D,
    LpPooling,
    Maxout,
    MaxPooling,
    NetworkSpec,
    Reshape,
    Residual,
    Step,
)
from engine.layers import Shape, make_layers

_MOST = 12  # changes, after which a network is left as it is
_IMAGE = (Conv2D, LocallyConnected2D, MaxPooling, AveragePooling)
_ROW = (Dense, Maxout, LpPooling, Embedding)


@dataclass(frozen=True)
class Repair:
    """Layers that fit, and what was done to make them fit, such as "Insert Flatten"."""

    layers: Layers
    words: str


def repaired(
    experiment: Experiment, layers: Sequence[AnyLayer], shape: DataShape | None
) -> Repair | None:
    """The layers changed so that they fit; None where they do, or where no change is known."""
    if shape is None:
        return None
    present: Layers = tuple(layers)
    done: list[str] = []
    for _ in range(_MOST):
        error = misfit(experiment, present, shape)
        if error is None:
            return Repair(present, _listed(done)) if done else None
        step = _step(experiment, present, shape, error)
        if step is None:
            return None
        present = step.layers
        done.append(step.words)
    return None


def _step(
    experiment: Experiment, layers: Layers, shape: DataShape, error: ExperimentError
) -> Repair | None:
    """One change that mends what the error names."""
    index = place_of(error.path)
    if index < 0:
        return None
    loss = experiment.training.loss
    allowed = allowed_outputs(loss, shape.class_count, shape.target_count)
    network = NetworkSpec(layers)
    if network.output_units not in allowed:
        return _match_output(network, allowed[0])
    if loss == "perceptron" and isinstance(layers[-1], Step):
        return _remove(layers, len(layers) - 1)
    step = _fit_layer(layers, index, shape.input_shape, rest_of(error.path))
    if step is None and index == len(layers) - 1 > network.output_index:
        return _remove(layers, index)
    return step


def _fit_layer(layers: Layers, index: int, input_shape: Shape, rest: str) -> Repair | None:
    """A change at layer `index`, or right before it, that lets it take what comes in."""
    try:
        made = make_layers(layers[:index], input_shape)
    except ExperimentError:
        return None
    shapes = (input_shape, *(each.output_shape for each in made))
    layer = layers[index]
    if isinstance(layer, Residual):
        return _fit_block(layers, index, shapes[-1], rest)
    if rest:
        return _fit_setting(layers, index, shapes[-1], rest)
    return _fit_shape(layers, index, shapes)


def _fit_block(layers: Layers, index: int, before: Shape, rest: str) -> Repair | None:
    """A change inside a residual block."""
    layer = layers[index]
    if not isinstance(layer, Residual) or place_of(rest) < 0:
        return None
    inner = _fit_layer(layer.layers, place_of(rest), before, rest_of(rest))
    if inner is None:
        return None
    return Repair(exchanged(layers, index, replace(layer, layers=inner.layers)), inner.words)


def _fit_shape(layers: Layers, index: int, shapes: tuple[Shape, ...]) -> Repair | None:
    """Bring what comes before a layer into the number of axes that it takes.

    `shapes` are those that come in at each layer up to this one.
    """
    layer, before = layers[index], shapes[-1]
    if isinstance(layer, _ROW) and len(before) > 1:
        return _insert(layers, index, Flatten())
    if isinstance(layer, RECURRENT):
        teller = _before(layers, index)
        if teller >= 0 and isinstance(layers[teller], RECURRENT):
            return _tell_every_state(layers, teller)
        as_sequence = (math.prod(before[:-1]), before[-1]) if len(before) > 1 else (*before, 1)
        return _insert(layers, index, Reshape(as_sequence))
    if isinstance(layer, _IMAGE):
        as_image = _image_of(before, shapes)
        return _insert(layers, index, Reshape(as_image)) if as_image else None
    return None


def _fit_setting(layers: Layers, index: int, before: Shape, name: str) -> Repair | None:
    """Change a setting of a layer to the nearest value that what comes before it allows."""
    layer = layers[index]
    tr = QCoreApplication.translate
    if name == "size" and isinstance(layer, _IMAGE):
        padding = getattr(layer, "padding", 0)
        size = min(before[1:]) + 2 * padding
        words = tr("Repair", "Set the window of {layer} to {size}")
        words = words.format(layer=layer_name(type(layer)), size=size)
        return Repair(exchanged(layers, index, replace(layer, size=size)), words)
    if name == "group" and isinstance(layer, Maxout | LpPooling):
        group = _nearest_divisor(before[0], layer.group)
        words = tr("Repair", "Set the group of {layer} to {group}")
        words = words.format(layer=layer_name(type(layer)), group=group)
        return Repair(exchanged(layers, index, replace(layer, group=group)), words)
    if name == "shape" and isinstance(layer, Reshape):
        row = (math.prod(before),)
        shape = (_image_of(row, (before,)) if len(layer.shape) == 3 else None) or row
        words = tr("Repair", "Set the shape of Reshape to {shape}").format(shape=shape)
        return Repair(exchanged(layers, index, Reshape(shape)), words)
    return None


def _match_output(network: NetworkSpec, units: int) -> Repair:
    index = network.output_index
    layer = network.layers[index]
    assert isinstance(layer, Dense)
    words = QCoreApplication.translate("Repair", "Set the last dense layer to {units} units")
    layers = exchanged(network.layers, index, replace(layer, units=units))
    return Repair(layers, words.format(units=units))


def _insert(layers: Layers, index: int, layer: AnyLayer) -> Repair:
    words = QCoreApplication.translate("Repair", "Insert {layer} before {next}")
    name = layer_name(type(layer))
    if isinstance(layer, Reshape):
        name = f"{name} {layer.shape}"
    words = words.format(layer=name, next=layer_name(type(layers[index])))
    return Repair(inserted(layers, index, layer), words)


def _remove(layers: Layers, index: int) -> Repair:
    words = QCoreApplication.translate("Repair", "Take {layer} out")
    words = words.format(layer=layer_name(type(layers[index])))
    return Repair(without(layers, (index,)), words)


def _tell_every_state(layers: Layers, index: int) -> Repair:
    layer = layers[index]
    words = QCoreApplication.translate("Repair", "Let {layer} tell every state")
    words = words.format(layer=layer_name(type(layer)))
    return Repair(exchanged(layers, index, replace(layer, output="sequence")), words)


def _before(layers: Layers, index: int) -> int:
    """The place of the nearest earlier layer that is more than an activation or a dropout."""
    passing = (*_ROW, *RECURRENT, *_IMAGE, Flatten, Reshape, Residual)
    places = [place for place in range(index) if isinstance(layers[place], passing)]
    return places[-1] if places else -1


def _image_of(shape: Shape, earlier: tuple[Shape, ...]) -> Shape | None:
    """The same numbers as an image (channels, height, width); None where no square holds them.

    An image that came before, and has been laid out in a row since, is taken up again.
    """
    count = math.prod(shape)
    images = [image for image in earlier if len(image) == 3 and math.prod(image) == count]
    if images:
        return images[-1]
    if len(shape) == 2:
        return (1, *shape)
    side = math.isqrt(count)
    return (1, side, side) if side > 1 and side * side == count else None


def _nearest_divisor(number: int, wanted: int) -> int:
    """The divisor of a number that is nearest to the wanted one, above 1 where there is one."""
    divisors = [value for value in range(2, number + 1) if number % value == 0] or [1]
    return min(divisors, key=lambda value: abs(value - wanted))


def _listed(words: list[str]) -> str:
    """Steps of a repair as one line, each of them once."""
    return ", ".join(dict.fromkeys(words))
