"""Layer cards: each layer of a network as the panel lists it."""

from app.look.theme import family_colour
from app.panels.layer_words import init_words, layer_name, layer_sentence, output_words
from app.panels.outline import Outline
from app.widgets.card import CardContent
from engine.experiment.experiment import Experiment
from engine.experiment.network import Dense


def layer_cards(experiment: Experiment, outline: Outline) -> tuple[CardContent, ...]:
    """One card a layer: name and units, how its weights begin, its output shape."""
    return tuple(
        _card(experiment, index, outline.shapes[index])
        for index in range(len(experiment.network.layers))
    )


def _card(experiment: Experiment, index: int, shape: tuple[int, ...]) -> CardContent:
    layer = experiment.network.layers[index]
    name, sentence = layer_name(type(layer)), layer_sentence(type(layer))
    if not isinstance(layer, Dense):
        colour = family_colour("activation")
        return CardContent(name, shape=f"{shape}", colour=colour, tooltip=sentence)
    is_output = index == experiment.network.output_index
    words = output_words(experiment.training.loss) if is_output else init_words(layer.init)
    return CardContent(
        title=f"{name} {layer.units}",
        subtitle=words,
        shape=f"{shape}",
        colour=family_colour("dense"),
        tooltip=sentence,
        movable=not is_output,
    )
