"""A slider field takes a number by mouse, keyboard and typing, and refuses a bad one."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QSlider
from pytestqt.qtbot import QtBot

from app.widgets.number_scale import NumberScale
from app.widgets.slider_field import SliderField


class Told:
    """What a field has told so far."""

    def __init__(self, field: SliderField) -> None:
        self.values: list[float] = []
        self.finished = 0
        field.value_changed.connect(self.values.append)
        field.editing_finished.connect(self._count)

    def _count(self) -> None:
        self.finished += 1


@pytest.fixture
def field(qtbot: QtBot) -> SliderField:
    widget = SliderField("Batch size", NumberScale(1, 350, integer=True), 32)
    qtbot.addWidget(widget)
    widget.resize(300, 30)
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


def edit_of(field: SliderField) -> QLineEdit:
    edit = field.findChild(QLineEdit)
    assert edit is not None
    return edit


def slider_of(field: SliderField) -> QSlider:
    slider = field.findChild(QSlider)
    assert slider is not None
    return slider


def type_text(qtbot: QtBot, field: SliderField, text: str) -> None:
    edit_of(field).selectAll()
    qtbot.keyClicks(edit_of(field), text)


def test_setting_a_value_is_silent(field: SliderField) -> None:
    told = Told(field)
    field.set_value(64)
    assert (field.value(), edit_of(field).text()) == (64, "64")
    assert told.values == []


def test_a_typed_value_is_told_on_return(field: SliderField, qtbot: QtBot) -> None:
    told = Told(field)
    type_text(qtbot, field, "128")
    assert told.values == []
    qtbot.keyClick(edit_of(field), Qt.Key.Key_Return)
    assert told.values == [128]
    assert told.finished == 1
    assert slider_of(field).value() == 127


@pytest.mark.parametrize("text", ["0", "351", "12.5", "many"])
def test_a_bad_text_is_refused_in_place(field: SliderField, qtbot: QtBot, text: str) -> None:
    told = Told(field)
    type_text(qtbot, field, text)
    qtbot.keyClick(edit_of(field), Qt.Key.Key_Return)
    assert field.error == "Must be a whole number from 1 to 350."
    assert edit_of(field).text() == text
    assert edit_of(field).property("invalid") is True
    assert field.value() == 32
    assert told.values == []


def test_a_mended_text_clears_the_mark(field: SliderField, qtbot: QtBot) -> None:
    type_text(qtbot, field, "0")
    qtbot.keyClick(edit_of(field), Qt.Key.Key_Return)
    type_text(qtbot, field, "16")
    qtbot.keyClick(edit_of(field), Qt.Key.Key_Return)
    assert field.error is None
    assert field.value() == 16


def test_escape_gives_the_old_value_back(field: SliderField, qtbot: QtBot) -> None:
    type_text(qtbot, field, "0")
    qtbot.keyClick(edit_of(field), Qt.Key.Key_Escape)
    assert edit_of(field).text() == "32"
    assert field.error is None


def test_a_value_from_elsewhere_leaves_what_is_being_typed(
    field: SliderField, qtbot: QtBot
) -> None:
    type_text(qtbot, field, "12")
    field.set_value(64)
    assert edit_of(field).text() == "12"


def test_a_drag_tells_each_value_and_is_finished_once(field: SliderField, qtbot: QtBot) -> None:
    told = Told(field)
    slider = slider_of(field)
    middle = slider.height() // 2
    qtbot.mousePress(slider, Qt.MouseButton.LeftButton, pos=QPoint(20, middle))
    qtbot.mouseMove(slider, QPoint(40, middle))
    qtbot.mouseMove(slider, QPoint(60, middle))
    assert told.finished == 0
    qtbot.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=QPoint(60, middle))
    assert len(told.values) >= 2
    assert told.values == sorted(told.values)
    assert told.finished == 1
    assert edit_of(field).text() == f"{told.values[-1]:.0f}"


def test_arrow_keys_move_the_slider(field: SliderField, qtbot: QtBot) -> None:
    told = Told(field)
    slider_of(field).setFocus()
    qtbot.keyClick(slider_of(field), Qt.Key.Key_Right)
    assert told.values[0] > 32
    assert told.finished == 1


def test_the_wheel_needs_the_focus(field: SliderField, qtbot: QtBot) -> None:
    slider = slider_of(field)
    edit_of(field).setFocus()
    turn = QWheelEvent(
        QPointF(5, 5),
        QPointF(slider.mapToGlobal(QPoint(5, 5))),
        QPoint(0, 0),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(slider, turn)
    assert field.value() == 32
    slider.setFocus()
    qtbot.waitUntil(slider.hasFocus)
    place = slider.value()
    QApplication.sendEvent(slider, turn)
    assert slider.value() == place + slider.singleStep()  # one notch is one step
    assert field.value() != 32


def test_another_range_keeps_the_value(field: SliderField) -> None:
    field.set_range(1, 64)
    assert field.value() == 32
    assert slider_of(field).maximum() == 63


def test_both_editors_have_the_name(field: SliderField) -> None:
    assert edit_of(field).accessibleName() == "Batch size"
    assert slider_of(field).accessibleName() == "Batch size"
