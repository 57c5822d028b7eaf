"""A flow layout breaks its rows where the room ends."""

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.widgets.flow_layout import FlowLayout


def test_rows_break_and_the_height_follows_the_width(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    layout = FlowLayout(parent, spacing=4)
    boxes = [QWidget() for _ in range(5)]
    for box in boxes:
        box.setFixedSize(50, 20)
        layout.addWidget(box)
    parent.resize(158, 100)
    parent.show()
    assert [(box.x(), box.y()) for box in boxes] == [(0, 0), (54, 0), (108, 0), (0, 24), (54, 24)]
    assert layout.heightForWidth(158) == 44
    assert layout.heightForWidth(1000) == 20
    assert layout.heightForWidth(50) == 5 * 20 + 4 * 4
