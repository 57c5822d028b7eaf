"""A check list keeps its order and its minimum."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.widgets.check_list import CheckList
from app.widgets.choice import Choice


@pytest.fixture
def inputs(qtbot: QtBot) -> CheckList:
    widget = CheckList([Choice(name, name) for name in ("x1", "x2", "x1x2")])
    qtbot.addWidget(widget)
    widget.show()
    widget.set_values(["x2"])
    return widget


def click(qtbot: QtBot, widget: CheckList, label: str) -> None:
    chip = next(c for c in widget.findChildren(QPushButton) if c.text() == label)
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)


def test_values_come_in_the_order_of_the_choices(inputs: CheckList, qtbot: QtBot) -> None:
    with qtbot.waitSignal(inputs.values_changed) as told:
        click(qtbot, inputs, "x1")
    assert told.args == [("x1", "x2")]
    assert inputs.values() == ("x1", "x2")


def test_the_last_one_stays_on(inputs: CheckList, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(inputs.values_changed):
        click(qtbot, inputs, "x2")
    assert inputs.values() == ("x2",)


def test_setting_values_is_silent(inputs: CheckList, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(inputs.values_changed):
        inputs.set_values(["x1", "x1x2"])
    assert inputs.values() == ("x1", "x1x2")


def test_other_choices_keep_what_is_still_offered(inputs: CheckList) -> None:
    inputs.set_choices([Choice(name, name) for name in ("x2", "sin x1")])
    assert inputs.values() == ("x2",)
