"""A progress row shows while something is done, and can ask for its end."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.widgets.progress_row import ProgressRow


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    QVBoxLayout(window)
    qtbot.addWidget(window)
    window.show()
    return window


def test_it_shows_while_there_is_a_share(window: QWidget) -> None:
    row = ProgressRow("Reading data")
    window.layout().addWidget(row)
    assert not row.isVisible()
    row.show_share(0.256)
    assert row.isVisible()
    assert row.bar.value() == 26
    row.show_share(None)
    assert not row.isVisible()


def test_its_button_asks_for_the_end(window: QWidget, qtbot: QtBot) -> None:
    row = ProgressRow("Reading data")
    window.layout().addWidget(row)
    row.show_share(0.5)
    with qtbot.waitSignal(row.cancelled):
        qtbot.mouseClick(row.button, Qt.MouseButton.LeftButton)


def test_it_can_do_without_the_button(window: QWidget) -> None:
    row = ProgressRow("Reading data", has_button=False)
    window.layout().addWidget(row)
    row.show_share(0.5)
    assert not row.button.isVisible()
