"""Tab goes through widgets as they stand, whenever they were made."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.widgets.tab_order import order_tabs, tab_stops


def test_what_is_put_between_others_is_reached_between_them(qtbot: QtBot) -> None:
    whole = QWidget()
    qtbot.addWidget(whole)
    column = QVBoxLayout(whole)
    first, last = QPushButton("first"), QPushButton("last")
    column.addWidget(first)
    column.addWidget(last)
    between = QWidget()
    row = QHBoxLayout(between)
    later, hidden = QPushButton("later"), QPushButton("hidden")
    for widget in (QLabel("name"), later, hidden):
        row.addWidget(widget)
    column.insertWidget(1, between)
    inner = QHBoxLayout()
    latest = QPushButton("latest")
    inner.addWidget(latest)
    column.insertLayout(2, inner)
    hidden.hide()
    assert list(tab_stops(whole)) == [first, later, hidden, latest, last]
    order_tabs(whole)
    with qtbot.waitExposed(whole):
        whole.show()
    whole.activateWindow()
    first.setFocus()
    qtbot.waitUntil(first.hasFocus)
    seen = []
    for _ in range(4):
        seen.append(QApplication.focusWidget())
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert seen == [first, later, latest, last]
