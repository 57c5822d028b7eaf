"""A section folds by mouse and keyboard."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QToolButton
from pytestqt.qtbot import QtBot

from app.widgets.section import Section


def make_section(qtbot: QtBot) -> tuple[Section, QLabel, QToolButton]:
    section, inside = Section("Data"), QLabel("inside")
    section.body.addWidget(inside)
    qtbot.addWidget(section)
    section.show()
    header = section.findChild(QToolButton)
    assert header is not None
    return section, inside, header


def test_a_click_folds_and_unfolds(qtbot: QtBot) -> None:
    section, inside, header = make_section(qtbot)
    height = section.sizeHint().height()
    with qtbot.waitSignal(section.folded_changed) as told:
        qtbot.mouseClick(header, Qt.MouseButton.LeftButton)
    assert told.args == [True]
    assert not inside.isVisible()
    assert section.sizeHint().height() < height
    qtbot.mouseClick(header, Qt.MouseButton.LeftButton)
    assert inside.isVisible()


def test_the_keyboard_folds(qtbot: QtBot) -> None:
    section, _, header = make_section(qtbot)
    header.setFocus()
    qtbot.keyClick(header, Qt.Key.Key_Space)
    assert section.property("folded") is True


def test_folding_twice_tells_once(qtbot: QtBot) -> None:
    section, _, _ = make_section(qtbot)
    told: list[bool] = []
    section.folded_changed.connect(told.append)
    section.set_folded(True)
    section.set_folded(True)
    assert told == [True]


def test_the_header_has_a_name_and_says_what_a_click_does(qtbot: QtBot) -> None:
    section, _, header = make_section(qtbot)
    assert header.accessibleName() == "Data"
    assert header.toolTip() == "Fold this section"
    section.set_folded(True)
    assert header.toolTip() == "Unfold this section"
