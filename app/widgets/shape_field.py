"""A shape field sets the lengths of axes, typed one after the other."""

import re

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.widgets.field import Field

Shape = tuple[int, ...]
_BETWEEN = re.compile(r"[\s,;×x()]+")


class ShapeField(QWidget):
    """A label and a line such as `1, 8, 8`. Return or leaving takes it, Escape gives the old back.

    `value_changed` carries the lengths.
    """

    value_changed = Signal(object)  # Shape

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value: Shape = ()
        self._edit = QLineEdit()
        self._field = Field(label, self._edit)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._field)
        self.setFocusProxy(self._edit)
        self._edit.editingFinished.connect(self._take_text)

    @property
    def error(self) -> str | None:
        """What is wrong with the shape, or None."""
        return self._field.error

    def value(self) -> Shape:
        """Return the lengths last set or typed."""
        return self._value

    def set_value(self, shape: Shape) -> None:
        """Show a shape, without a signal; somebody's typing is not disturbed."""
        self._value = shape
        if not self._edit.isModified():
            self._edit.setText(", ".join(map(str, shape)))

    def set_error(self, text: str | None) -> None:
        """Mark the shape and say what is wrong; None clears the mark."""
        self._field.set_error(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give the old shape back on Escape, which the line has no use for."""
        if event.key() == Qt.Key.Key_Escape and self._edit.isModified():
            self._edit.setModified(False)
            self.set_value(self._value)
            self.set_error(None)
        else:
            super().keyPressEvent(event)

    def _take_text(self) -> None:
        if not self._edit.isModified():
            return
        words = [word for word in _BETWEEN.split(self._edit.text()) if word]
        if not words or not all(word.isascii() and word.isdigit() for word in words):
            self.set_error(self.tr("Must be whole numbers with commas between, such as 1, 8, 8."))
            return
        shape = tuple(int(word) for word in words)
        self._edit.setModified(False)
        self.set_error(None)
        changed = shape != self._value
        self.set_value(shape)
        if changed:
            self.value_changed.emit(shape)
