"""The numbers that may be typed are those that the engine takes, and every setting has words."""

import pytest
from msgspec.structs import fields, replace

from app.panels.field_words import field_label, field_scale, field_sentence
from app.panels.layer_families import KINDS, Kind, families, kin
from engine.errors import ExperimentError
from engine.experiment.network import (
    GRU,
    LSTM,
    RNN,
    AnyLayer,
    Conv2D,
    Dense,
    Embedding,
    LocallyConnected2D,
    Normal,
    Reshape,
    Residual,
    Uniform,
)

LAYERS: dict[Kind, AnyLayer] = {
    Dense: Dense(4),
    Conv2D: Conv2D(4, size=1_000),
    LocallyConnected2D: LocallyConnected2D(4, size=1_000),
    Embedding: Embedding(4, 4),
    RNN: RNN(4),
    LSTM: LSTM(4),
    GRU: GRU(4),
    Reshape: Reshape((4,)),
    Residual: Residual((Dense(4),)),
}
OTHER = ("init", "output", "shape", "layers")
NUMBERS = [
    (kind, field.name) for kind in KINDS for field in fields(kind) if field.name not in OTHER
]


@pytest.mark.parametrize(
    ("kind", "name"), NUMBERS, ids=lambda part: getattr(part, "__name__", part)
)
def test_a_number_may_be_typed_where_the_engine_takes_it(kind: Kind, name: str) -> None:
    layer = LAYERS.get(kind) or kind()
    low, high = field_scale(kind, name).typed_range
    whole = field_scale(kind, name).integer
    for number in (low, high):
        assert getattr(replace(layer, **{name: int(number) if whole else number}), name) == number
    for number in (low - 1, high + 1):
        with pytest.raises(ExperimentError):
            replace(layer, **{name: int(number) if whole else number})


@pytest.mark.parametrize("kind", [Normal, Uniform])
def test_so_is_the_spread_of_an_initialisation(kind: type) -> None:
    name = fields(kind)[0].name
    scale = field_scale(Dense, name)
    assert kind(scale.typed_range[1])
    assert kind(0.0)
    assert scale.allows(0.0)
    with pytest.raises(ExperimentError):
        kind(scale.typed_range[1] + 1)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_setting_has_a_name_and_a_sentence(kind: Kind) -> None:
    for field in fields(kind):
        if field.name != "layers":
            assert field_label(kind, field.name) != field.name
            assert field_sentence(kind, field.name).endswith(".")


def test_every_kind_of_layer_is_in_one_family() -> None:
    listed = [kind for _, kinds in families() for kind in kinds]
    assert sorted(listed, key=str) == sorted(KINDS, key=str)
    assert kin(RNN) == (RNN, LSTM, GRU)
    assert kin(Dense) == ()
