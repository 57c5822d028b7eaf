"""Layer cards: each layer of a network as the panel lists it."""

from collections.abc import Sequence

from app.look.theme import family_colour
from app.panels.layer_words import (
    block_words,
    init_words,
    layer_name,
    layer_sentence,
    output_state_words,
    settings_words,
)
from app.widgets.card import CardContent
from engine.experiment.network import (
    GRU,
    LSTM,
    RNN,
    AnyLayer,
    AveragePooling,
    BatchNorm,
    Dense,
    Dropout,
    Flatten,
    LayerNorm,
    MaxPooling,
    Reshape,
    Residual,
)
from engine.layers import Shape


def layer_cards(
    layers: Sequence[AnyLayer], shapes: Sequence[Shape | None], output: int = -1, words: str = ""
) -> tuple[CardContent, ...]:
    """One card a layer: name and units, how its weights begin or what is set, its output shape.

    `output` is the place of the output layer, of which `words` are said; -1: there is none here.
    """
    return tuple(
        _card(layer, shape, index == output, words)
        for index, (layer, shape) in enumerate(zip(layers, shapes, strict=True))
    )


def _card(layer: AnyLayer, shape: Shape | None, is_output: bool, words: str) -> CardContent:
    title, subtitle = layer_name(type(layer)), settings_words(layer)
    if isinstance(layer, Dense):
        title = f"{title} {layer.units}"
        subtitle = words if is_output else init_words(layer.init)
    elif isinstance(layer, RNN | LSTM | GRU):
        title, subtitle = f"{title} {layer.units}", output_state_words(layer.output)
    elif isinstance(layer, Residual):
        subtitle = block_words(len(layer.layers))
    return CardContent(
        title=title,
        subtitle=subtitle,
        shape="" if shape is None else f"{shape}",
        colour=family_colour(_family(layer)),
        tooltip=layer_sentence(type(layer)),
        movable=not is_output,
    )


def _family(layer: AnyLayer) -> str:
    """The family whose colour a layer has; layers whose weights are drawn go with the dense."""
    if isinstance(layer, Dropout | BatchNorm | LayerNorm):
        return "dropout"
    if isinstance(layer, Flatten | Reshape | MaxPooling | AveragePooling):
        return "shape"
    has_weights = hasattr(layer, "init") or isinstance(layer, Residual)
    return "dense" if has_weights else "activation"
