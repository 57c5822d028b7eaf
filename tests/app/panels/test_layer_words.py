"""Every kind of layer has words, also one that the panel does not know of."""

from typing import get_args

import pytest

from app.panels.layer_words import layer_name, layer_sentence, settings_words
from engine.experiment.layers.layer import Layer
from engine.experiment.network import AnyLayer, BatchNorm, LpPooling, ReLU


class SquareWave(Layer, tag="square_wave", frozen=True):
    """Rises and falls.

    More than anyone asked for.
    """

    period: float = 2.5
    kind: str = "even"


@pytest.mark.parametrize("kind", get_args(AnyLayer), ids=lambda kind: kind.__name__)
def test_every_layer_has_a_name_and_a_sentence(kind: type[AnyLayer]) -> None:
    assert layer_name(kind)
    assert layer_sentence(kind).endswith(".")


def test_a_layer_without_words_of_its_own_speaks_as_its_description_does() -> None:
    assert layer_name(SquareWave) == "Square Wave"
    assert layer_sentence(SquareWave) == "Rises and falls."
    assert settings_words(SquareWave()) == "period 2.5"


def test_the_first_numbers_that_are_set_stand_on_a_card() -> None:
    assert settings_words(ReLU()) == ""
    assert settings_words(LpPooling(4, 1.5)) == "group 4 · p 1.5"
    assert settings_words(BatchNorm()) == "momentum 0.1"
