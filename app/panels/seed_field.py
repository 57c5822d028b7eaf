"""A seed field sets the number from which all chance of a run is drawn."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.widgets.field import Field
from app.widgets.number_edit import NumberEdit
from app.widgets.number_scale import NumberScale

_LARGEST = 2**32 - 1


class SeedField(QWidget):
    """The seed, and a button for the next one. `seed_changed` carries the seed that is wanted."""

    seed_changed = Signal(object)  # int; Qt's own is too small

    def __init__(self) -> None:
        super().__init__()
        self.edit = NumberEdit(NumberScale(0, 9999, integer=True, highest=_LARGEST))
        self.next = QPushButton(self.tr("+1"))
        self._field = Field(self.tr("Seed"), self._editor())
        self._seed = 0
        self.edit.setAccessibleName(self.tr("Seed"))
        self.setToolTip(
            self.tr("Decides the points, the split and the first weights: same seed, same numbers.")
        )
        self.next.setToolTip(self.tr("Start again from other random numbers."))
        self.next.setAccessibleName(self.tr("Next seed"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._field)
        self.edit.entered.connect(lambda value: self._tell(int(value)))
        self.edit.refused.connect(lambda text: self.set_error(text or None))
        self.next.clicked.connect(lambda: self._tell((self._seed + 1) % (_LARGEST + 1)))

    def set_value(self, seed: int) -> None:
        """Show a seed, silently."""
        self._seed = seed
        self.edit.show_value(seed)

    def set_error(self, message: str | None) -> None:
        """Mark the seed and say what is wrong; None clears the mark."""
        self._field.set_error(message)

    def _tell(self, seed: int) -> None:
        if seed != self._seed:
            self.seed_changed.emit(seed)

    def _editor(self) -> QWidget:
        editor = QWidget()
        self.next.setProperty("role", "flat")
        layout = QHBoxLayout(editor)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.edit)
        layout.addStretch()
        layout.addWidget(self.next)
        return editor
