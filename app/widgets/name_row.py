"""A name row picks one of a few short names that stand in a row; the picked one is underlined."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from app.widgets.choice import Choice
from app.widgets.flow_layout import FlowLayout


class NameRow(QWidget):
    """Names beside each other, in a second row where they are too long for one.

    `chosen` tells the value that a person picks. Arrow keys go from name to name.
    """

    chosen = Signal(object)

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons: list[tuple[QPushButton, object]] = []
        self._group = QButtonGroup(self)
        self._flow = FlowLayout(self, spacing=2)
        self.setAccessibleName(label)

    def value(self) -> object:
        """Return the value that is picked; None where there is none."""
        return next((value for button, value in self._buttons if button.isChecked()), None)

    def set_value(self, value: object) -> None:
        """Show which value is picked, without a signal; one that is not offered changes nothing."""
        for button, own in self._buttons:
            if own == value:
                button.setChecked(True)

    def set_choices(self, choices: tuple[Choice, ...]) -> None:
        """Offer these; the picked one stays where it is among them."""
        before = self.value()
        for button, _ in self._buttons:
            self._group.removeButton(button)
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = [(self._make_button(choice), choice.value) for choice in choices]
        self.set_value(before)

    def _make_button(self, choice: Choice) -> QPushButton:
        button = QPushButton(choice.label)
        button.setProperty("role", "name")
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setToolTip(choice.tooltip)
        button.setAccessibleName(choice.label)
        button.setAccessibleDescription(choice.tooltip)
        button.clicked.connect(lambda: self.chosen.emit(choice.value))
        self._group.addButton(button)
        self._flow.addWidget(button)
        return button
