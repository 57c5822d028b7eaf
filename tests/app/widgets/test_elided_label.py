"""A label shortens its text to the room it has."""

from pytestqt.qtbot import QtBot

from app.widgets.elided_label import ElidedLabel


def test_a_long_text_is_shortened_and_whole_in_the_tooltip(qtbot: QtBot) -> None:
    label = ElidedLabel("2 → 8 → 8 → 8 → 8 → 2 · 1 142 parameters")
    qtbot.addWidget(label)
    label.resize(80, 20)
    label.grab()
    assert label.shown_text.endswith("…")
    assert label.toolTip() == label.text()


def test_a_text_that_fits_is_whole(qtbot: QtBot) -> None:
    label = ElidedLabel("log")
    qtbot.addWidget(label)
    label.resize(200, 20)
    label.grab()
    assert label.shown_text == "log"
    assert label.toolTip() == ""
