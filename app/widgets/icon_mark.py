"""A mark is an icon that stands beside a text and always has the theme's colours."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.look.icons import icon

_SIZE = 16


class IconMark(QWidget):
    """Paints one icon, 16 pixels square."""

    def __init__(self, name: str, colour: str = "text", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon(name, colour)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_icon(self, name: str, colour: str = "text") -> None:
        """Show another icon; names and colours as in `app.look.icons.icon`."""
        self._icon = icon(name, colour)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(_SIZE, _SIZE)

    def paintEvent(self, event: QPaintEvent) -> None:
        self._icon.paint(QPainter(self), self.rect())
