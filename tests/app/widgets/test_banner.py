"""A banner shows one message and goes away."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.widgets.banner import Banner


@pytest.fixture
def banner(qtbot: QtBot) -> Iterator[Banner]:
    window = QWidget()
    layout = QVBoxLayout(window)
    widget = Banner()
    layout.addWidget(widget)
    qtbot.addWidget(window)
    window.show()
    yield widget
    window.close()


def test_it_is_hidden_until_there_is_a_message(banner: Banner) -> None:
    assert not banner.isVisible()
    banner.show_message("Training diverged.", "error", "Halve the learning rate")
    assert banner.isVisible()
    assert banner.text == "Training diverged."
    assert banner.property("banner") == "error"


def test_the_action_is_told_and_hidden_where_there_is_none(banner: Banner, qtbot: QtBot) -> None:
    banner.show_message("Training diverged.", "error", "Halve the learning rate")
    action = banner.findChild(QPushButton)
    assert action is not None
    assert action.text() == "Halve the learning rate"
    with qtbot.waitSignal(banner.action_triggered):
        qtbot.mouseClick(action, Qt.MouseButton.LeftButton)
    banner.show_message("Saved.")
    assert not action.isVisible()


def test_it_closes(banner: Banner, qtbot: QtBot) -> None:
    banner.show_message("Saved.")
    close = banner.findChild(QToolButton)
    assert close is not None
    with qtbot.waitSignal(banner.closed):
        qtbot.mouseClick(close, Qt.MouseButton.LeftButton)
    assert not banner.isVisible()


def test_an_unknown_level_is_refused(banner: Banner) -> None:
    with pytest.raises(KeyError):
        banner.show_message("Saved.", "shout")
