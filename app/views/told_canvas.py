"""A told canvas draws a picture, and tells on a card beside the mouse what is there."""

from abc import abstractmethod

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.look.theme import Theme
from app.views.empty import paint_empty, small
from app.views.hover_card import paint_card


class ToldCanvas(QWidget):
    """Subclasses say whether there is anything, draw it, and tell what the mouse is over.

    While there is nothing, `empty_text` says what will be there.
    """

    def __init__(self, theme: Theme, name: str, empty_text: str) -> None:
        super().__init__()
        self._theme = theme
        self._empty_text = empty_text
        self._mouse: QPointF | None = None
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(name)

    @property
    @abstractmethod
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""

    @property
    @abstractmethod
    def card_lines(self) -> list[str]:
        """What the card tells; empty without one."""

    @abstractmethod
    def paint(self, painter: QPainter) -> None:
        """Draw what there is, over the panel's colour, beginning with small letters."""

    @property
    def card_place(self) -> QRectF | None:
        """What the card stands beside; None without one."""
        return None if self._mouse is None else QRectF(self._mouse, self._mouse)

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme's colours from now on."""
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(280, 250)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 100)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.is_empty:
            paint_empty(painter, self.rect(), self._empty_text, self._theme)
            return
        painter.fillRect(self.rect(), QColor(self._theme.panel))
        painter.setFont(small(self.font()))
        self.paint(painter)
        lines, place = self.card_lines, self.card_place
        if lines and place is not None:
            painter.setFont(self.font())
            paint_card(painter, QRectF(self.rect()), place, lines, self._theme)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._mouse = event.position()
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._mouse = None
        self.update()
