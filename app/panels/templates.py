"""A template is a network of the textbook, cut to the data at hand."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from app.panels.data_shape import DataShape
from app.panels.layer_order import Layers
from engine.experiment.network import (
    LSTM,
    RNN,
    AnyLayer,
    Conv2D,
    Dense,
    Embedding,
    Flatten,
    LayerNorm,
    MaxPooling,
    ReLU,
    Residual,
    Sigmoid,
)

_FEW = 16  # inputs, up to which a few units are enough
_DEEP = 5  # hidden layers
_BLOCKS = 3
_SMALLEST_IMAGE = 4
_LARGE_IMAGE = 20  # sides from which LeNet's own windows fit
_VECTOR = 16  # numbers for each token


@dataclass(frozen=True)
class Template:
    """A network by name. `build` makes it for a shape and a number of outputs.

    `refusal` says in a sentence why some data cannot go with it; empty where it can.
    """

    name: str
    sentence: str
    build: Callable[[DataShape, int], Layers]
    refusal: Callable[[DataShape], str] = lambda _: ""


def templates() -> tuple[Template, ...]:
    """All templates, the smallest first."""
    tr = QCoreApplication.translate
    return (
        Template(
            tr("Templates", "Perceptron"),
            tr("Templates", "One layer of weighted sums: it separates by a straight line."),
            _perceptron,
        ),
        Template(
            tr("Templates", "Two layers"),
            tr("Templates", "One hidden layer with ReLU: it can bend the boundary."),
            _two_layers,
        ),
        Template(
            tr("Templates", "Deep sigmoid"),
            tr("Templates", "Five hidden layers with sigmoid: watch the gradients vanish."),
            _deep_sigmoid,
        ),
        Template(
            tr("Templates", "Deep ReLU"),
            tr("Templates", "Five hidden layers with ReLU and He weights: gradients get through."),
            _deep_relu,
        ),
        Template(
            tr("Templates", "Residual MLP"),
            tr("Templates", "Three blocks that add to their input: gradients take the short way."),
            _residual,
        ),
        Template(
            tr("Templates", "LeNet"),
            tr("Templates", "Two convolutions with pooling, then dense layers, for images."),
            _lenet,
            _no_image,
        ),
        Template(
            tr("Templates", "RNN"),
            tr("Templates", "A state that is carried from step to step of a sequence."),
            lambda shape, outputs: _recurrent(RNN(_VECTOR), shape, outputs),
            _no_sequence,
        ),
        Template(
            tr("Templates", "LSTM"),
            tr("Templates", "A state with gates, which remembers over many more steps."),
            lambda shape, outputs: _recurrent(LSTM(_VECTOR), shape, outputs),
            _no_sequence,
        ),
    )


def _no_image(shape: DataShape) -> str:
    tr = QCoreApplication.translate
    if len(shape.input_shape) != 3:
        return tr("Templates", "For images only; a sample of this data is none.")
    if min(shape.input_shape[1:]) < _SMALLEST_IMAGE:
        sentence = tr("Templates", "Images must have at least {side} × {side} pixels.")
        return sentence.format(side=_SMALLEST_IMAGE)
    return ""


def _no_sequence(shape: DataShape) -> str:
    tr = QCoreApplication.translate
    is_sequence = shape.kind == "codes" or len(shape.input_shape) == 2
    return "" if is_sequence else tr("Templates", "For sequences only; this data has no order.")


def _entrance(shape: DataShape) -> Layers:
    return () if len(shape.input_shape) == 1 else (Flatten(),)


def _width(shape: DataShape) -> int:
    """The units of a hidden layer: a few for a few inputs."""
    is_small = len(shape.input_shape) == 1 and shape.input_shape[0] <= _FEW
    return 8 if is_small else 32


def _perceptron(shape: DataShape, outputs: int) -> Layers:
    return (*_entrance(shape), Dense(outputs, "xavier"))


def _two_layers(shape: DataShape, outputs: int) -> Layers:
    hidden = Dense(_width(shape))
    return (*_entrance(shape), hidden, ReLU(), Dense(outputs, "xavier"))


def _deep_sigmoid(shape: DataShape, outputs: int) -> Layers:
    return _deep(shape, Dense(_width(shape), "xavier"), Sigmoid(), outputs)


def _deep_relu(shape: DataShape, outputs: int) -> Layers:
    return _deep(shape, Dense(_width(shape)), ReLU(), outputs)


def _deep(shape: DataShape, hidden: Dense, activation: AnyLayer, outputs: int) -> Layers:
    layers: Layers = (hidden, activation) * _DEEP
    return (*_entrance(shape), *layers, Dense(outputs, "xavier"))


def _residual(shape: DataShape, outputs: int) -> Layers:
    """Blocks in the order norm, layer, activation, layer (He et al. 2016, arXiv 1603.05027)."""
    units = _width(shape)
    blocks: Layers = (Residual((LayerNorm(), Dense(units), ReLU(), Dense(units))),) * _BLOCKS
    return (*_entrance(shape), Dense(units), *blocks, Dense(outputs, "xavier"))


def _lenet(shape: DataShape, outputs: int) -> Layers:
    """LeNet-5 (LeCun et al. 1998) with ReLU and max pooling; smaller for small images."""
    if min(shape.input_shape[1:]) >= _LARGE_IMAGE:
        first, second = Conv2D(6, 5, padding=2), Conv2D(16, 5)
        units: tuple[int, ...] = (120, 84)
    else:
        first, second = Conv2D(8, 3, padding=1), Conv2D(16, 3, padding=1)
        units = (32,)
    convolutions = (first, ReLU(), MaxPooling(), second, ReLU(), MaxPooling(), Flatten())
    dense = tuple(layer for count in units for layer in (Dense(count), ReLU()))
    return (*convolutions, *dense, Dense(outputs, "xavier"))


def _recurrent(layer: AnyLayer, shape: DataShape, outputs: int) -> Layers:
    """Tokens get a vector each before they are read."""
    is_tokens = shape.kind == "codes"
    vectors: Layers = (Embedding(max(shape.class_count, 1), _VECTOR),) if is_tokens else ()
    return (*vectors, layer, Dense(outputs, "xavier"))
