"""A popover explains something beside the widget that was pressed, until anything else is."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

_WIDTH = 320
_GAP = 4


class Popover(QFrame):
    """A card of paragraphs below a widget: closes with Escape or a click elsewhere."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("role", "popover")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 10, 12, 10)
        self._column.setSpacing(6)
        self.setFixedWidth(_WIDTH)

    @property
    def paragraphs(self) -> list[str]:
        """What it says."""
        items = [self._column.itemAt(place) for place in range(self._column.count())]
        labels = [item.widget() for item in items if item is not None]
        return [label.text() for label in labels if isinstance(label, QLabel)]

    def show_below(self, widget: QWidget, paragraphs: list[tuple[str, str]]) -> None:
        """Show (text, role) paragraphs; the role is a label's: "heading", "caption" or ""."""
        while (item := self._column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.setParent(None)
                old.deleteLater()
        for text, role in paragraphs:
            label = QLabel(text)
            label.setWordWrap(True)
            label.setProperty("role", role)
            self._column.addWidget(label)
        self.adjustSize()
        open_below(self, widget)


def open_below(card: QWidget, widget: QWidget) -> None:
    """Show a card below a widget, ending where it does, but within its window at the left."""
    corner = widget.mapToGlobal(QPoint(widget.width() - card.width(), widget.height() + _GAP))
    left = widget.window().mapToGlobal(QPoint(_GAP, 0)).x()
    card.move(max(corner.x(), left), corner.y())
    card.show()
