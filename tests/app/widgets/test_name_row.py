"""A name row picks one of its names, and starts a new line where they are long."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.widgets.choice import Choice
from app.widgets.name_row import NameRow


@pytest.fixture
def row(qtbot: QtBot) -> NameRow:
    widget = NameRow("Kind")
    qtbot.addWidget(widget)
    widget.set_choices((Choice(1, "one", "the first"), Choice(2, "two"), Choice(3, "three")))
    widget.resize(300, 30)
    widget.show()
    return widget


def buttons(row: NameRow) -> list[QPushButton]:
    return row.findChildren(QPushButton)


def test_a_click_tells_the_value(row: NameRow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(row.chosen) as told:
        qtbot.mouseClick(buttons(row)[1], Qt.MouseButton.LeftButton)
    assert told.args == [2]
    assert row.value() == 2


def test_setting_a_value_is_silent_and_an_unknown_one_changes_nothing(
    row: NameRow, qtbot: QtBot
) -> None:
    with qtbot.assertNotEmitted(row.chosen):
        row.set_value(3)
        row.set_value(9)
    assert row.value() == 3


def test_arrow_keys_go_from_name_to_name(row: NameRow, qtbot: QtBot) -> None:
    row.set_value(1)
    row.activateWindow()
    buttons(row)[0].setFocus()
    qtbot.waitUntil(buttons(row)[0].hasFocus)
    with qtbot.waitSignal(row.chosen) as told:
        qtbot.keyClick(buttons(row)[0], Qt.Key.Key_Right)
    assert told.args == [2]


def test_the_picked_name_stays_where_it_is_offered_again(row: NameRow) -> None:
    row.set_value(2)
    row.set_choices((Choice(2, "zwei"), Choice(4, "vier")))
    assert row.value() == 2


def test_long_names_take_two_lines_and_no_more_width(row: NameRow) -> None:
    wide = row.layout().heightForWidth(300)
    assert row.layout().heightForWidth(90) > wide
    assert row.minimumSizeHint().width() <= max(b.sizeHint().width() for b in buttons(row))
