"""A number edit takes a typed number and refuses, in place, what its scale does not allow."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.widgets.number_scale import NumberScale

_PADDING = 16  # pixels of border and margin around the text


class NumberEdit(QLineEdit):
    """A bold number. Return or leaving takes the typed text, Escape gives the old one back.

    `entered` carries a good value; `refused` says what is allowed, or "" once that is mended.
    """

    entered = Signal(float)
    refused = Signal(str)

    def __init__(self, scale: NumberScale, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "value")
        self._value = scale.minimum
        self.set_scale(scale)
        self.textEdited.connect(lambda: self.refused.emit(""))
        self.editingFinished.connect(self._take_text)

    def set_scale(self, scale: NumberScale) -> None:
        """Allow another range of numbers."""
        self._scale = scale
        font = self.font()
        font.setWeight(font.Weight.DemiBold)
        widest = (scale.text(scale.minimum), scale.text(scale.maximum), "0.0003")
        self.setText(widest[0])
        metrics = self.fontMetrics()
        self.setFixedWidth(max(metrics.horizontalAdvance(text) for text in widest) + _PADDING)
        self.show_value(self._value)

    def show_value(self, value: float) -> None:
        """Show a value, without a signal."""
        self._value = value
        self.setText(self._scale.text(value))
        self.setCursorPosition(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.isModified():
            self.show_value(self._value)
            self.refused.emit("")
            return
        super().keyPressEvent(event)

    def _take_text(self) -> None:
        if not self.isModified():
            return
        value = self._scale.parse(self.text())
        if value is None:
            self.refused.emit(self._allowed())
            return
        self.setModified(False)
        self.show_value(value)
        self.refused.emit("")
        self.entered.emit(value)

    def _allowed(self) -> str:
        """Say which numbers the scale allows."""
        if self._scale.integer:
            text = self.tr("Must be a whole number from {low} to {high}.")
        elif self._scale.zero:
            text = self.tr("Must be 0, or a number from {low} to {high}.")
        else:
            text = self.tr("Must be a number from {low} to {high}.")
        low, high = self._scale.typed_range
        return text.format(low=self._scale.text(low), high=self._scale.text(high))
