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
    kinds = {type(layer) for layer in layers}
    told = {kind: (layer_name(kind), layer_sentence(kind)) for kind in kinds}  # once for each kind
    return tuple(
        _card(layer, shape, told[type(layer)], words if index == output else None)
        for index, (layer, shape) in enumerate(zip(layers, shapes, strict=True))
    )


def _card(
    layer: AnyLayer, shape: Shape | None, told: tuple[str, str], output: str | None
) -> CardContent:
    """The card of a layer, called and explained as `told`; `output` is said of an output layer."""
    (title, sentence), subtitle = told, settings_words(layer)
    if isinstance(layer, Dense):
        title = f"{title} {layer.units}"
        subtitle = init_words(layer.init) if output is None else output
    elif isinstance(layer, RNN | LSTM | GRU):
        title, subtitle = f"{title} {layer.units}", output_state_words(layer.output)
    elif isinstance(layer, Residual):
        subtitle = block_words(len(layer.layers))
    return CardContent(
        title=title,
        subtitle=subtitle,
        shape="" if shape is None else f"{shape}",
        colour=family_colour(_family(layer)),
        tooltip=sentence,
        movable=output is None,
    )


def _family(layer: AnyLayer) -> str:
    """The family whose colour a layer has; layers whose weights are drawn go with the dense."""
    if isinstance(layer, Dropout | BatchNorm | LayerNorm):
        return "dropout"
    if isinstance(layer, Flatten | Reshape | MaxPooling | AveragePooling):
        return "shape"
    has_weights = hasattr(layer, "init") or isinstance(layer, Residual)
    return "dense" if has_weights else "activation"
