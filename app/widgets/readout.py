"""A read-out shows one number that changes all the time, without moving its neighbours."""

from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget


class ReadOut(QWidget):
    """A muted caption above a bold value; as wide as `sample`, the widest text expected."""

    def __init__(self, caption: str, sample: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._caption = caption
        caption_label = QLabel(caption)
        caption_label.setProperty("role", "caption")
        self._value = QLabel()
        self._value.setProperty("role", "value")
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        self._value.setMinimumWidth(QFontMetrics(bold).horizontalAdvance(sample) + 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(caption_label)
        layout.addWidget(self._value)
        self.set_value("–")

    def set_value(self, text: str) -> None:
        """Show a value."""
        if text != self._value.text():
            self._value.setText(text)
            self.setAccessibleName(f"{self._caption}: {text}")

    @property
    def value(self) -> str:
        """The text that shows."""
        return self._value.text()
