"""A choice field picks one of several values from a list."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.widgets.choice import Choice
from app.widgets.combo_box import ComboBox
from app.widgets.field import Field


class ChoiceField(QWidget):
    """A label and a combo box. `value_changed` tells the value that a person picks."""

    value_changed = Signal(object)

    def __init__(
        self, label: str, choices: Sequence[Choice], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._combo = ComboBox()
        self._field = Field(label, self._combo)
        self._choices: tuple[Choice, ...] = ()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._field)
        self.setFocusProxy(self._combo)
        self.set_choices(choices)
        self._combo.activated.connect(self._tell)

    @property
    def error(self) -> str | None:
        """What is wrong with the value, or None."""
        return self._field.error

    def value(self) -> object:
        """Return the value that shows; None where there is none."""
        at = self._combo.currentIndex()
        return self._choices[at].value if at >= 0 else None

    @property
    def text(self) -> str:
        """What the value that shows is called."""
        return self._combo.currentText()

    def set_value(self, value: object) -> None:
        """Show a value, without a signal. Raises ValueError where it is not among the choices."""
        self._combo.setCurrentIndex([choice.value for choice in self._choices].index(value))
        self._told = value

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Offer other choices; the value stays where it is among them, else the first shows."""
        before = self.value()
        self._choices = tuple(choices)
        self._combo.clear()
        for row, choice in enumerate(self._choices):
            self._combo.addItem(choice.label)
            self._combo.setItemData(row, choice.tooltip, Qt.ItemDataRole.ToolTipRole)
        if before in [choice.value for choice in self._choices]:
            self.set_value(before)
        self._told = self.value()

    def set_error(self, text: str | None) -> None:
        """Mark the value and say what is wrong; None clears the mark."""
        self._field.set_error(text)

    def _tell(self) -> None:
        value = self.value()
        if value != self._told:
            self._told = value
            self.value_changed.emit(value)
