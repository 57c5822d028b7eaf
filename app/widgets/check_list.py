"""A check list picks several of a few values; each is a chip that is on or off."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QPushButton, QToolTip, QWidget

from app.widgets.choice import Choice
from app.widgets.flow_layout import FlowLayout


class CheckList(QWidget):
    """Toggle chips, of which at least `minimum` stay on. `values_changed` tells those that are."""

    values_changed = Signal(tuple)

    def __init__(
        self, choices: Sequence[Choice], minimum: int = 1, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._minimum = minimum
        self._chips: list[tuple[QPushButton, object]] = []
        self._flow = FlowLayout(self, spacing=4)
        self.set_choices(choices)

    def values(self) -> tuple[object, ...]:
        """Return the values that are on, in the order of the choices."""
        return tuple(value for chip, value in self._chips if chip.isChecked())

    def set_values(self, values: Iterable[object]) -> None:
        """Show which values are on, without a signal."""
        wanted = tuple(values)
        for chip, value in self._chips:
            chip.setChecked(value in wanted)

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Offer other values; those that were on stay on where they are still offered."""
        before = self.values()
        for chip, _ in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = [(self._make_chip(choice), choice.value) for choice in choices]
        self.set_values(before)

    def _make_chip(self, choice: Choice) -> QPushButton:
        chip = QPushButton(choice.label)
        chip.setProperty("role", "toggle")
        chip.setCheckable(True)
        chip.setToolTip(choice.tooltip)
        chip.setAccessibleName(choice.label)
        chip.clicked.connect(lambda: self._take_click(chip))
        self._flow.addWidget(chip)
        return chip

    def _take_click(self, chip: QPushButton) -> None:
        if len(self.values()) < self._minimum:
            chip.setChecked(True)
            text = self.tr("At least %n must stay on.", "", self._minimum)
            QToolTip.showText(chip.mapToGlobal(QPoint(0, chip.height())), text, chip)
            return
        self.values_changed.emit(self.values())
