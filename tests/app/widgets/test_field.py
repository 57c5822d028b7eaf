"""A field names its editor and marks what is wrong."""

from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.widgets.field import Field


def test_an_error_marks_the_editor_and_is_said(qtbot: QtBot) -> None:
    field = Field("Batch size", QLineEdit("0"))
    qtbot.addWidget(field)
    field.show()
    field.set_error("Must be between 1 and 350.")
    assert field.error == "Must be between 1 and 350."
    assert field.editor.property("invalid") is True
    assert field.editor.accessibleDescription() == "Must be between 1 and 350."
    visible = [label.text() for label in field.findChildren(QLabel) if label.isVisible()]
    assert "Must be between 1 and 350." in visible


def test_none_clears_the_mark(qtbot: QtBot) -> None:
    field = Field("Batch size", QLineEdit("0"))
    qtbot.addWidget(field)
    field.set_error("Must be between 1 and 350.")
    field.set_error(None)
    assert field.error is None
    assert field.editor.property("invalid") is False


def test_the_editor_has_the_name_of_the_label(qtbot: QtBot) -> None:
    field = Field("Batch size", QLineEdit())
    qtbot.addWidget(field)
    assert field.editor.accessibleName() == "Batch size"


def test_a_long_label_wraps_and_does_not_move_the_editor(qtbot: QtBot) -> None:
    short, long = (Field(text, QLineEdit()) for text in ("Rate", "Learning rate of the optimizer"))
    for field in (short, long):
        qtbot.addWidget(field)
        field.resize(300, 60)
        field.show()
    assert short.editor.x() == long.editor.x()
    assert long.sizeHint().height() > short.sizeHint().height()


def test_an_error_of_several_lines_is_shown_whole(qtbot: QtBot) -> None:
    whole = QWidget()
    qtbot.addWidget(whole)
    column = QVBoxLayout(whole)
    field = Field("Units", QLineEdit())
    column.addWidget(field)
    column.addStretch(1)
    whole.resize(200, 300)
    with qtbot.waitExposed(whole):
        whole.show()
    field.set_error("Must be a whole number from 1 to 100000, and the panel is narrow.")
    label = field.findChildren(QLabel)[-1]
    qtbot.waitUntil(lambda: label.height() >= label.heightForWidth(label.width()) > 30)
    assert field.editor.height() >= field.editor.minimumSizeHint().height()
