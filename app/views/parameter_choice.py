"""A parameter choice picks one weight or bias of the network: a tensor, and an entry of it."""

from collections.abc import Mapping

import numpy as np
from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from app.widgets.combo_box import ComboBox
from app.widgets.field import mark_invalid

Tensors = Mapping[str, tuple[int, tuple[int, ...]]]
_WIDTH, _ENTRY_WIDTH = 110, 56  # pixels


class ParameterChoice(QWidget):
    """`number` counts all parameters of the network. `changed`: a person has chosen another."""

    changed = Signal()

    def __init__(self, label: str, number: int) -> None:
        super().__init__()
        self.number = number
        self._tensors: Tensors = {}
        self.tensor, self.entry = ComboBox(), QLineEdit()
        self.tensor.setMinimumWidth(_WIDTH)
        self.tensor.setToolTip(self.tr("The weights or biases that one is chosen of"))
        self.tensor.setAccessibleName(self.tr("{label}: tensor").format(label=label))
        self.entry.setFixedWidth(_ENTRY_WIDTH)
        self.entry.setAccessibleName(self.tr("{label}: entry").format(label=label))
        self._tell_entries(())
        line, text = QHBoxLayout(self), QLabel(label)
        text.setProperty("role", "caption")
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        for widget in (text, self.tensor, self.entry):
            line.addWidget(widget)
        self.tensor.activated.connect(lambda _: self._take_tensor())
        self.entry.editingFinished.connect(self._take_entry)

    def set_tensors(self, tensors: Tensors) -> None:
        """Offer the network's tensors: the number of the first parameter of each, and its shape."""
        if tensors != self._tensors:
            self._tensors = tensors
            with QSignalBlocker(self.tensor):
                self.tensor.clear()
                self.tensor.addItems(list(tensors))
            self.set_number(self.number)

    def set_number(self, number: int) -> None:
        """Show a parameter, without a signal; the last one where there are not so many."""
        self.number = max(number, 0)
        for place, (start, shape) in enumerate(self._tensors.values()):
            size = int(np.prod(shape))
            if start <= self.number < start + size or place == len(self._tensors) - 1:
                inside = min(self.number - start, size - 1)
                self.tensor.setCurrentIndex(place)
                self._tell_entries(shape)
                entry = np.unravel_index(inside, shape)
                self.entry.setText(", ".join(str(index) for index in entry))
                mark_invalid(self.entry, False)
                return

    def _take_tensor(self) -> None:
        start, _ = self._tensors[self.tensor.currentText()]
        self.set_number(start)
        self.changed.emit()

    def _take_entry(self) -> None:
        """Take typed indices; those that are not in the tensor are marked."""
        if self.tensor.currentText() not in self._tensors:
            return
        start, shape = self._tensors[self.tensor.currentText()]
        try:
            entry = tuple(int(part) for part in self.entry.text().strip("[]() ").split(","))
            number = start + int(np.ravel_multi_index(entry, shape))
        except ValueError:
            mark_invalid(self.entry, True)
            return
        mark_invalid(self.entry, False)
        if number != self.number:
            self.number = number
            self.changed.emit()

    def _tell_entries(self, shape: tuple[int, ...]) -> None:
        last = ", ".join(str(size - 1) for size in shape)
        first = ", ".join("0" for _ in shape)
        words = self.tr("The entry, counted from 0: from {first} to {last}")
        self.entry.setToolTip(words.format(first=first, last=last))
