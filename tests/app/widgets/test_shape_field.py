"""A shape is typed as numbers with something between them."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from app.widgets.shape_field import ShapeField


@pytest.fixture
def field(qtbot: QtBot) -> ShapeField:
    widget = ShapeField("New shape")
    qtbot.addWidget(widget)
    widget.set_value((4, 4))
    return widget


def line(field: ShapeField) -> QLineEdit:
    found = field.findChild(QLineEdit)
    assert found is not None
    return found


def enter(field: ShapeField, text: str) -> None:
    line(field).selectAll()
    QTest.keyClicks(line(field), text)
    QTest.keyClick(line(field), Qt.Key.Key_Return)


@pytest.mark.parametrize("text", ["1, 8, 8", "1 8 8", "(1,8,8)", "1 x 8 x 8"])
def test_it_takes_what_people_write(field: ShapeField, qtbot: QtBot, text: str) -> None:
    with qtbot.waitSignal(field.value_changed) as told:
        enter(field, text)
    assert told.args == [(1, 8, 8)]
    assert line(field).text() == "1, 8, 8"
    assert field.error is None


@pytest.mark.parametrize("text", ["many", "1, -8", "1.5, 2", ",", "²"])
def test_it_refuses_in_place_what_is_no_shape(field: ShapeField, qtbot: QtBot, text: str) -> None:
    with qtbot.assertNotEmitted(field.value_changed):
        enter(field, text)
    assert field.error == "Must be whole numbers with commas between, such as 1, 8, 8."
    assert field.value() == (4, 4)


def test_typing_is_not_disturbed(field: ShapeField) -> None:
    QTest.keyClicks(line(field), "9")
    field.set_value((2, 2))
    assert line(field).text() == "4, 49"


def test_escape_gives_the_old_shape_back(field: ShapeField, qtbot: QtBot) -> None:
    QTest.keyClicks(line(field), "9")
    with qtbot.assertNotEmitted(field.value_changed):
        QTest.keyClick(line(field), Qt.Key.Key_Escape)
        QTest.keyClick(line(field), Qt.Key.Key_Return)
    assert line(field).text() == "4, 4"
