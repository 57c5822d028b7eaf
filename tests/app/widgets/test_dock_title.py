"""A dock's title tears the dock off and closes it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDockWidget, QLabel, QMainWindow, QToolButton
from pytestqt.qtbot import QtBot

from app.widgets.dock_title import DockTitle


def make_dock(qtbot: QtBot) -> tuple[QMainWindow, QDockWidget, list[QToolButton]]:
    window = QMainWindow()
    qtbot.addWidget(window)
    dock = QDockWidget("Loss", window)
    title = DockTitle(dock)
    dock.setTitleBarWidget(title)
    window.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, dock)
    window.show()
    buttons = [each for each in title.findChildren(QToolButton) if each is not title.export]
    return window, dock, buttons


def test_buttons_tear_off_and_close(qtbot: QtBot) -> None:
    _window, dock, (tear_off, close) = make_dock(qtbot)
    qtbot.mouseClick(tear_off, Qt.MouseButton.LeftButton)
    assert dock.isFloating()
    qtbot.mouseClick(tear_off, Qt.MouseButton.LeftButton)
    assert not dock.isFloating()
    qtbot.mouseClick(close, Qt.MouseButton.LeftButton)
    assert not dock.isVisible()


def test_buttons_show_what_the_dock_can_do(qtbot: QtBot) -> None:
    _window, dock, (tear_off, close) = make_dock(qtbot)
    dock.setFeatures(QDockWidget.DockWidgetFeature.DockWidgetClosable)
    assert not tear_off.isVisible()
    assert close.isVisible()


def test_the_title_follows_the_dock(qtbot: QtBot) -> None:
    _window, dock, _buttons = make_dock(qtbot)
    dock.setWindowTitle("Loss of the run")
    assert "Loss of the run" in [label.text() for label in dock.findChildren(QLabel)]
