"""A column chooser tells which columns are checked, and keeps one at least."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.dialogs.column_chooser import ColumnChooser

NAMES = [f"column {number}" for number in range(300)]


@pytest.fixture
def chooser(qtbot: QtBot) -> ColumnChooser:
    widget = ColumnChooser()
    qtbot.addWidget(widget)
    widget.set_columns(NAMES, NAMES[:3])
    widget.show()
    return widget


def test_setting_columns_is_silent_and_shows_which_are_chosen(
    chooser: ColumnChooser, qtbot: QtBot
) -> None:
    with qtbot.assertNotEmitted(chooser.columns_changed):
        chooser.set_columns(NAMES, NAMES[5:7])
    assert chooser.chosen == ("column 5", "column 6")


def test_a_check_is_told(chooser: ColumnChooser, qtbot: QtBot) -> None:
    with qtbot.waitSignal(chooser.columns_changed) as told:
        chooser.list.item(7).setCheckState(Qt.CheckState.Checked)
    assert told.args == [("column 0", "column 1", "column 2", "column 7")]


def test_space_checks_the_present_row(chooser: ColumnChooser) -> None:
    chooser.list.setCurrentRow(4)
    QTest.keyClick(chooser.list, Qt.Key.Key_Space)
    assert "column 4" in chooser.chosen


def test_all_and_none_act_on_the_listed_ones_alone(chooser: ColumnChooser, qtbot: QtBot) -> None:
    QTest.keyClicks(chooser.filter, "COLUMN 29")
    with qtbot.waitSignal(chooser.columns_changed):
        chooser.all.click()
    assert chooser.chosen == (*NAMES[:3], "column 29", *NAMES[290:])
    chooser.none.click()
    assert chooser.chosen == tuple(NAMES[:3])


def test_the_last_one_stays(chooser: ColumnChooser, qtbot: QtBot) -> None:
    chooser.set_columns(NAMES, NAMES[:1])
    with qtbot.waitSignal(chooser.refused), qtbot.assertNotEmitted(chooser.columns_changed):
        chooser.list.item(0).setCheckState(Qt.CheckState.Unchecked)
    with qtbot.waitSignal(chooser.refused):
        chooser.none.click()
    assert chooser.chosen == ("column 0",)
    assert chooser.list.item(0).checkState() == Qt.CheckState.Checked


def test_few_columns_need_no_filter(chooser: ColumnChooser) -> None:
    assert chooser.filter.isVisible()
    chooser.set_columns(["a", "b"], ["a"])
    assert not chooser.filter.isVisible()
    assert chooser.list.maximumHeight() < 60
