"""A pick button says how many of a few values are picked, and opens the list to pick from."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from app.widgets.check_list import CheckList
from app.widgets.choice import Choice
from app.widgets.popover import open_below

_WIDTH = 300


class PickButton(QPushButton):
    """The list closes with Escape or a click elsewhere. `values_changed` tells what is picked."""

    values_changed = Signal(tuple)

    def __init__(
        self,
        choices: Sequence[Choice],
        text: Callable[[int], str],
        tooltip: str,
        parent: QWidget | None = None,
    ) -> None:
        """`text` says that so many are picked."""
        super().__init__(parent)
        self._text = text
        self.list = CheckList(choices)
        self._card = QFrame(self, Qt.WindowType.Popup)
        self._card.setProperty("role", "popover")
        self._card.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._card.setFixedWidth(_WIDTH)
        self._column = QVBoxLayout(self._card)
        self._column.setContentsMargins(12, 10, 12, 10)
        self._column.addWidget(self.list)
        self.setProperty("role", "toggle")
        self.setToolTip(tooltip)
        self.setAccessibleDescription(tooltip)
        self.clicked.connect(self._open)
        self.list.values_changed.connect(self._take)

    def values(self) -> tuple[object, ...]:
        """What is picked, in the order of the choices."""
        return self.list.values()

    def set_values(self, values: Sequence[object]) -> None:
        """Show what is picked, without a signal."""
        self.list.set_values(values)
        self._show_count()

    def _take(self, values: tuple[object, ...]) -> None:
        self._show_count()
        self.values_changed.emit(values)

    def _show_count(self) -> None:
        self.setText(self._text(len(self.values())))

    def _open(self) -> None:
        self._card.setFixedHeight(self._column.heightForWidth(_WIDTH))
        open_below(self._card, self)
