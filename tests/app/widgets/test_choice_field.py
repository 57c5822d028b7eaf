"""A choice field tells what a person picks, and nothing else."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from app.widgets.choice import Choice
from app.widgets.choice_field import ChoiceField
from app.widgets.combo_box import ComboBox

CHOICES = (
    Choice("sgd", "SGD", "Follows the gradient"),
    Choice("momentum", "Momentum"),
    Choice("adam", "Adam"),
)


@pytest.fixture
def field(qtbot: QtBot) -> ChoiceField:
    widget = ChoiceField("Optimizer", CHOICES)
    qtbot.addWidget(widget)
    widget.show()
    return widget


def combo_of(field: ChoiceField) -> QComboBox:
    combo = field.findChild(QComboBox)
    assert combo is not None
    return combo


def test_setting_a_value_is_silent(field: ChoiceField, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(field.value_changed):
        field.set_value("adam")
    assert field.value() == "adam"
    assert combo_of(field).currentText() == "Adam"


def test_a_picked_value_is_told(field: ChoiceField, qtbot: QtBot) -> None:
    with qtbot.waitSignal(field.value_changed) as told:
        qtbot.keyClick(combo_of(field), Qt.Key.Key_Down)
    assert told.args == ["momentum"]


def test_other_choices_keep_the_value_where_it_is_among_them(field: ChoiceField) -> None:
    field.set_value("adam")
    field.set_choices(CHOICES[1:])
    assert field.value() == "adam"
    field.set_choices(CHOICES[:2])
    assert field.value() == "sgd"


def test_an_unknown_value_is_refused(field: ChoiceField) -> None:
    with pytest.raises(ValueError, match="not in list"):
        field.set_value("lion")


def test_a_choice_explains_itself(field: ChoiceField) -> None:
    assert combo_of(field).itemData(0, Qt.ItemDataRole.ToolTipRole) == "Follows the gradient"


def test_a_long_word_is_shortened_rather_than_cut(qtbot: QtBot) -> None:
    field = ChoiceField("Loss", (Choice(1, "Binary cross-entropy of two classes"),))
    qtbot.addWidget(field)
    combo = combo_of(field)
    assert isinstance(combo, ComboBox)
    field.resize(600, 30)
    field.show()
    qtbot.waitUntil(lambda: combo.shown_text == combo.currentText())
    field.resize(240, 30)
    qtbot.waitUntil(lambda: combo.shown_text.endswith("…"))
    assert len(combo.shown_text) > 5
