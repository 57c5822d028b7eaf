"""Layers come back from the text they were copied as; anything else is refused in a sentence."""

import pytest
from msgspec.json import encode

from app.panels.layer_text import MOST_LAYERS, layers_from, layers_text
from engine.errors import ExperimentError
from engine.experiment.data import Spiral
from engine.experiment.experiment import Experiment
from engine.experiment.network import LSTM, Conv2D, Dense, NetworkSpec, Normal, ReLU, Residual

LAYERS = (Conv2D(4, 5, padding=2), Dense(8, Normal(0.2), 0.1), Residual((ReLU(), LSTM(3))))


def _nested(levels: int) -> str:
    layer: Residual | ReLU = ReLU()
    for _ in range(levels - 1):
        layer = Residual((layer,))
    return layers_text((layer,))


def test_layers_come_back_as_they_were() -> None:
    text = layers_text(LAYERS)
    assert '"type": "conv2d"' in text
    assert layers_from(text) == LAYERS


def test_blocks_in_blocks_come_back() -> None:
    assert layers_text(layers_from(_nested(8))) == _nested(8)


def test_the_network_of_an_experiments_file_reads_the_same() -> None:
    network = Experiment(data=Spiral(), network=NetworkSpec((Dense(4), Dense(2)))).network
    assert layers_from(encode(network).decode()) == network.layers


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", "holds no layers"),
        ("to be or not to be", "holds no layers"),
        ("[1, 2]", "holds no layers"),
        ('{"a": 1}', "holds no layers"),
        ('{"layers": 3}', "holds no layers"),
        ('{"layers": []}', "holds no layers"),
        ('{"layers": [{"type": "dense", "units": 0}]}', "whole number between 1 and"),
        ('{"layers": [{"type": "tower"}]}', "tower"),
        ('{"layers": [{"type": "dense", "units": 4, "height": 1}]}', "height"),
        ('{"layers": ' + '[{"type": "residual", "layers": ' * 10_000, "holds no layers"),
        (layers_text((ReLU(),) * (MOST_LAYERS + 1)), "At most"),
        (layers_text((Residual((ReLU(),) * MOST_LAYERS),)), "At most"),
        (_nested(9), "levels deep"),
        ("x" * 2_000_000, "holds no layers"),
    ],
)
def test_what_is_no_layers_is_refused_in_a_sentence(text: str, part: str) -> None:
    with pytest.raises(ExperimentError) as refusal:
        layers_from(text)
    assert part in refusal.value.message
    assert refusal.value.message.endswith(".")
    assert "\n" not in refusal.value.message
