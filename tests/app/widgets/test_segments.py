"""Segments: one of a few choices holds."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.widgets.segments import Segments


@pytest.fixture
def segments(qtbot: QtBot) -> Segments:
    made = Segments("Part", "Which part is shown")
    qtbot.addWidget(made)
    assert made.key == ""
    for key in ("first", "second", "third"):
        made.add(key, key.title(), f"Show the {key} part")
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_the_first_choice_holds_until_another_is_made(segments: Segments, qtbot: QtBot) -> None:
    assert segments.key == "first"
    with qtbot.waitSignal(segments.chosen) as told:
        segments.choose("third")
    assert told.args == ["third"]
    assert segments.key == "third"
    segments.choose("none of them")
    segments.choose(object())
    assert segments.key == "third"


def test_the_arrow_keys_and_a_click_choose(segments: Segments, qtbot: QtBot) -> None:
    segments.setFocus()
    qtbot.keyClick(segments, Qt.Key.Key_Right)
    assert segments.key == "second"
    centre = segments.tabRect(2).center()
    qtbot.mouseClick(segments, Qt.MouseButton.LeftButton, pos=centre)
    assert segments.key == "third"


def test_a_hidden_choice_takes_no_room(segments: Segments) -> None:
    before = segments.sizeHint().width()
    segments.show_choice("second", False)
    assert segments.sizeHint().width() < before
    assert segments.tabToolTip(0) == "Show the first part"
    assert segments.accessibleName() == "Part"


def test_choices_that_come_back_have_their_room(segments: Segments) -> None:
    before = segments.sizeHint().width()
    for second, third in ((False, True), (True, False), (True, True)):
        segments.show_choice("third", third)
        segments.show_choice("second", second)
        after = segments.sizeHint().width()
    assert after == before
