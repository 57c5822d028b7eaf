"""Layer cards: each layer of a network as the panel lists it."""

from app.look.theme import family_colour
from app.panels.layer_words import (
    init_words,
    layer_name,
    layer_sentence,
    output_words,
    settings_words,
)
from app.panels.outline import Outline
from app.widgets.card import CardContent
from engine.experiment.experiment import Experiment
from engine.experiment.network import (
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


def layer_cards(experiment: Experiment, outline: Outline) -> tuple[CardContent, ...]:
    """One card a layer: name and units, how its weights begin or what is set, its output shape."""
    return tuple(
        _card(experiment, index, outline.shapes[index])
        for index in range(len(experiment.network.layers))
    )


def _card(experiment: Experiment, index: int, shape: tuple[int, ...] | None) -> CardContent:
    layer = experiment.network.layers[index]
    is_output = index == experiment.network.output_index
    title, words = layer_name(type(layer)), settings_words(layer)
    if isinstance(layer, Dense):
        title = f"{title} {layer.units}"
        words = output_words(experiment.training.loss) if is_output else init_words(layer.init)
    return CardContent(
        title=title,
        subtitle=words,
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
