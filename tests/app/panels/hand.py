"""A hand does to fields what a person does: drag, type, pick."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QSlider, QWidget

from app.widgets.choice_field import ChoiceField


def drag(field: QWidget, *places: int) -> None:
    """Press the slider's handle, pull it over these places, and let go."""
    slider = field.findChild(QSlider)
    assert slider is not None
    slider.setSliderDown(True)
    for place in places:
        slider.setSliderPosition(place)
    slider.setSliderDown(False)


def enter(field: QWidget, text: str) -> None:
    """Type a value and press Return."""
    edit = field.findChild(QLineEdit)
    assert edit is not None
    edit.selectAll()
    QTest.keyClicks(edit, text)
    QTest.keyClick(edit, Qt.Key.Key_Return)


def pick(field: ChoiceField, label: str) -> None:
    """Choose from a list by its words."""
    combo = field.findChild(QComboBox)
    assert combo is not None
    index = combo.findText(label)
    assert index >= 0, [combo.itemText(at) for at in range(combo.count())]
    combo.setCurrentIndex(index)
    combo.activated.emit(index)


def offered(field: ChoiceField) -> list[str]:
    """Return the words that a list offers."""
    combo = field.findChild(QComboBox)
    assert combo is not None
    return [combo.itemText(at) for at in range(combo.count())]


def nameless(panel: QWidget) -> list[str]:
    """Return the kinds of visible editors that the keyboard reaches but no name tells."""
    return [
        type(widget).__name__
        for widget in panel.findChildren(QWidget)
        if widget.isVisible()
        and widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value
        and not widget.accessibleName()
        and not (isinstance(widget, QAbstractButton) and widget.text())
    ]
