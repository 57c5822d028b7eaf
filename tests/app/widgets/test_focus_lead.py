"""A focus lead: the focus goes to the target, and Tab to every part."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.widgets.focus_lead import FocusLead


def test_the_focus_goes_to_the_target_and_tab_to_the_parts_before_it(qtbot: QtBot) -> None:
    window, group = QWidget(), QWidget()
    first, tool, canvas = QPushButton("first"), QPushButton("tool"), QPushButton("canvas")
    inside, outside = QVBoxLayout(group), QVBoxLayout(window)
    inside.addWidget(tool)
    inside.addWidget(canvas)
    outside.addWidget(first)
    outside.addWidget(group)
    FocusLead(group, canvas)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    group.setFocus()
    assert QApplication.focusWidget() is canvas
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is tool
