"""A hint points at a button, until it has been understood."""

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRectF
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPalette
from PySide6.QtWidgets import QLabel, QWidget

_ARROW = 7
_GAP = 2


class Hint(QLabel):
    """A bubble below a widget, with an arrow that points at it. A click takes it away."""

    def __init__(self, text: str, target: QWidget, window: QWidget) -> None:
        super().__init__(text, window)
        self._target = target
        self.setContentsMargins(12, 6 + _ARROW, 12, 6)
        self.setForegroundRole(QPalette.ColorRole.HighlightedText)
        self.adjustSize()
        around: QWidget | None = target
        while around is not None:  # the target stands elsewhere when anything around it moves
            around.installEventFilter(self)
            around = around.parentWidget()
        self._follow()
        self.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show):
            self._follow()
        return False

    def mousePressEvent(self, event: object) -> None:
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        path = QPainterPath()
        path.addRoundedRect(QRectF(self.rect().adjusted(0, _ARROW, 0, 0)), 7, 7)
        middle = self.width() / 2
        path.moveTo(QPointF(middle - _ARROW, _ARROW))
        path.lineTo(QPointF(middle, 0))
        path.lineTo(QPointF(middle + _ARROW, _ARROW))
        painter.fillPath(path.simplified(), self.palette().color(QPalette.ColorRole.Highlight))
        painter.end()
        super().paintEvent(event)

    def _follow(self) -> None:
        """Stand below the middle of the target."""
        middle = QPoint(self._target.width() // 2, self._target.height() + _GAP)
        place = self._target.mapTo(self.window(), middle)
        self.move(place.x() - self.width() // 2, place.y())
        self.raise_()
