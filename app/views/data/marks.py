"""Marks tell classes by colour, and right from wrong by shape: a point, or a cross."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap

from app.look.theme import Theme

_SIDE = 12
_RATIO = 2  # screen pixels per pixel that a mark is drawn for
_RADIUS = 4.5
_ARM = 3.6


def paint_mark(
    painter: QPainter, at: QPointF, colour: str, theme: Theme, is_cross: bool = False
) -> None:
    """Draw a mark about its centre."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if is_cross:
        for pen in (QPen(QColor(theme.text), 4), QPen(QColor(colour), 2.2)):
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            for slope in (1, -1):
                arm = QPointF(_ARM, slope * _ARM)
                painter.drawLine(at - arm, at + arm)
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawEllipse(at, _RADIUS, _RADIUS)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def mark_pixmap(colour: str, theme: Theme, is_cross: bool) -> QPixmap:
    """Return a mark as a picture."""
    pixmap = QPixmap(_SIDE * _RATIO, _SIDE * _RATIO)
    pixmap.setDevicePixelRatio(_RATIO)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint_mark(painter, QPointF(_SIDE / 2, _SIDE / 2), colour, theme, is_cross)
    painter.end()
    return pixmap
