"""An empty page says in a quiet sentence what a view will show."""

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.look.appearance import Appearance
from app.views.empty import paint_empty


class EmptyPage(QWidget):
    """A page of a stack that stands there until there is something to show."""

    def __init__(self, appearance: Appearance, text: str) -> None:
        super().__init__()
        self._appearance = appearance
        self._text = text
        self.setAccessibleName(text)
        appearance.theme_changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_empty(QPainter(self), self.rect(), self._text, self._appearance.theme)
