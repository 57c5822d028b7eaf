"""Every kind of layer has an editor for each of its settings, by mouse and by keyboard."""

from collections.abc import Callable

import pytest
from msgspec.structs import fields
from PySide6.QtWidgets import QSlider
from pytestqt.qtbot import QtBot

from app.panels.init_editor import InitEditor
from app.panels.layer_detail import LayerDetail
from app.panels.layer_families import KINDS, Kind
from app.panels.layer_form import Setting
from app.widgets.choice_field import ChoiceField
from app.widgets.shape_field import ShapeField
from engine.errors import ExperimentError
from engine.experiment.network import (
    GRU,
    LSTM,
    AnyLayer,
    AveragePooling,
    BatchNorm,
    Conv2D,
    Dense,
    Dropout,
    Embedding,
    LayerNorm,
    LeakyReLU,
    LocallyConnected2D,
    LpPooling,
    Maxout,
    MaxPooling,
    Normal,
    ReLU,
    Reshape,
    Softmax,
    Uniform,
)
from tests.app.panels.hand import drag, enter, nameless, pick
from tests.app.panels.test_field_words import LAYERS

Make = Callable[[AnyLayer], LayerDetail]


class Owner:
    """Makes the changes that a detail asks for, as a stack does."""

    def __init__(self, layer: AnyLayer) -> None:
        self.layer = layer
        self.names: list[str] = []
        self.detail = LayerDetail()
        self.detail.changed.connect(self._change)
        self.detail.show_layer(layer, (), "")

    def _change(self, change: Callable[[AnyLayer], AnyLayer], name: str) -> None:
        try:
            self.layer = change(self.layer)
        except ExperimentError as error:
            self.field(error.path).set_error(error.message)
            return
        self.names.append(name)
        self.detail.show_layer(self.layer, (), "")

    def field(self, name: str):
        """Return the editor of a setting."""
        assert self.detail.form is not None
        return self.detail.form.field(name)


@pytest.fixture
def owned(qtbot: QtBot) -> Callable[[AnyLayer], Owner]:
    def make(layer: AnyLayer) -> Owner:
        owner = Owner(layer)
        qtbot.addWidget(owner.detail)
        owner.detail.resize(260, 300)
        with qtbot.waitExposed(owner.detail):
            owner.detail.show()
        return owner

    return make


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_setting_has_an_editor_with_a_name_and_a_sentence(kind: Kind, owned) -> None:
    owner = owned(LAYERS.get(kind) or kind())
    for name in (field.name for field in fields(kind) if field.name != "layers"):
        editor = owner.field(name)
        assert editor is not None
        if not isinstance(editor, InitEditor):
            assert editor.toolTip()
    assert nameless(owner.detail) == []
    assert owner.names == []


@pytest.mark.parametrize(
    ("before", "name", "text", "after"),
    [
        (Dense(8), "units", "300", Dense(300)),
        (Dense(8), "bias", "0.1", Dense(8, bias=0.1)),
        (Conv2D(8), "filters", "6", Conv2D(6)),
        (Conv2D(8, 5), "padding", "2", Conv2D(8, 5, padding=2)),
        (Conv2D(8, 5), "stride", "2", Conv2D(8, 5, stride=2)),
        (Conv2D(8, 3, padding=2), "size", "2", Conv2D(8, 2, padding=1)),
        (LocallyConnected2D(8), "size", "5", LocallyConnected2D(8, 5)),
        (MaxPooling(), "size", "3", MaxPooling(3)),
        (AveragePooling(), "stride", "1", AveragePooling(stride=1)),
        (Maxout(), "group", "4", Maxout(4)),
        (LpPooling(), "p", "3.5", LpPooling(p=3.5)),
        (Dropout(), "rate", "0.25", Dropout(0.25)),
        (BatchNorm(), "momentum", "0.2", BatchNorm(0.2)),
        (LayerNorm(), "epsilon", "1e-3", LayerNorm(1e-3)),
        (LeakyReLU(), "slope", "0.2", LeakyReLU(0.2)),
        (Embedding(10, 4), "vocabulary", "42", Embedding(42, 4)),
        (Embedding(10, 4), "size", "16", Embedding(10, 16)),
        (Reshape((4,)), "shape", "2 x 2", Reshape((2, 2))),
        (LSTM(16), "units", "32", LSTM(32)),
    ],
)
def test_a_setting_is_typed(owned, before, name, text, after) -> None:
    owner = owned(before)
    enter(owner.field(name), text)
    assert owner.layer == after
    assert owner.names == [name]


def test_what_goes_on_from_a_recurrent_layer_is_picked(owned) -> None:
    owner = owned(GRU(8))
    output = owner.field("output")
    assert isinstance(output, ChoiceField)
    pick(output, "Every state")
    assert owner.layer == GRU(8, "sequence")


def test_the_weights_begin_as_picked_and_with_the_number_set(owned) -> None:
    owner = owned(Conv2D(4))
    init = owner.detail.form.editors["init"]
    pick(init.choice, "Normal")
    assert init.std.isVisible()
    enter(init.std, "0.2")
    assert owner.layer == Conv2D(4, init=Normal(0.2))
    pick(init.choice, "Uniform")
    drag(init.limit, 0)
    assert owner.layer == Conv2D(4, init=Uniform(0.0))
    assert not init.std.isVisible()


def test_a_kind_gives_way_to_its_kin_and_keeps_what_both_have(owned) -> None:
    owner = owned(LSTM(12, "sequence"))
    pick(owner.detail.kind, "GRU")
    assert owner.layer == GRU(12, "sequence")
    assert not owned(Dense(4)).detail.kind.isVisible()
    other = owned(ReLU())
    pick(other.detail.kind, "Softmax")
    assert other.layer == Softmax()


@pytest.mark.parametrize("text", ["0", "10000000", "many", "2.5"])
def test_units_that_cannot_be_are_refused_in_place(owned, text: str) -> None:
    owner = owned(Dense(8))
    units = owner.field("units")
    enter(units, text)
    assert owner.layer == Dense(8)
    assert "whole number" in units.error
    assert "100000" in units.error


def test_a_shape_that_is_none_is_refused_in_place(owned) -> None:
    owner = owned(Reshape((4,)))
    shape = owner.field("shape")
    assert isinstance(shape, ShapeField)
    enter(shape, "2, -2")
    assert shape.error
    assert owner.layer == Reshape((4,))


def test_a_smaller_kernel_has_a_smaller_border() -> None:
    assert Setting("size", 3)(Conv2D(4, 5, padding=4)) == Conv2D(4, 3, padding=2)
    assert Setting("size", 3)(Conv2D(4, 5, padding=1)) == Conv2D(4, 3, padding=1)
    with pytest.raises(ExperimentError):
        Setting("size", 0)(Conv2D(4, 5, padding=1))


def test_what_is_drawn_to_the_end_of_the_units_gets_more_room(owned) -> None:
    units = owned(Dense(8)).detail.form.field("units")
    drag(units, units.findChild(QSlider).maximum())
    assert units.value() == 64
    assert units.maximum == 128
    drag(units, 0)
    assert units.maximum == 64
