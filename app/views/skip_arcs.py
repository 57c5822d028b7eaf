"""A residual block on the diagram: what comes in takes two ways, and both are added."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen

from app.look.theme import Theme
from app.views.diagram import Diagram

_RADIUS = 7.0  # pixels, of the sign for the sum
_ARM = 3.5
_RISE = 54.0  # of the skip over the way through the block
_BEND = 4 / 3  # how far above its top a curve's handles are
_PADDING = 5.0
_WIDE = 3.0  # times the width of a name, from which on there is room for what it is


def paint_skips(painter: QPainter, diagram: Diagram, theme: Theme, font: QFont) -> None:
    """Draw x → F(x) and x → x before each column that is a block."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for index, column in enumerate(diagram.columns):
        if column.block and index:
            _paint_block(painter, diagram, index, theme, font)


def _paint_block(
    painter: QPainter, diagram: Diagram, index: int, theme: Theme, font: QFont
) -> None:
    left, right = diagram.places[index - 1].right + 4, diagram.places[index].left - 4
    if right - left < 4 * _RADIUS:
        return
    top, bottom = diagram.boxes[index][0].top(), diagram.boxes[index][-1].bottom()
    y = (top + bottom) / 2
    total = QPointF(right - _RADIUS, y)
    painter.setPen(QPen(QColor(theme.muted), 1.5))
    painter.drawLine(QPointF(left, y), total - QPointF(_RADIUS, 0))
    painter.setPen(QPen(QColor(theme.accent), 2))
    skip = QPainterPath(QPointF(left, y))
    middle, top_of_arc = (left + total.x()) / 2, y - _BEND * _RISE
    first = QPointF(left + (total.x() - left) / 4, top_of_arc)
    skip.cubicTo(first, QPointF(total.x(), top_of_arc), total - QPointF(0, _RADIUS))
    painter.drawPath(skip)
    painter.setBrush(QColor(theme.panel))
    painter.drawEllipse(total, _RADIUS, _RADIUS)
    painter.drawLine(total - QPointF(_ARM, 0), total + QPointF(_ARM, 0))
    painter.drawLine(total - QPointF(0, _ARM), total + QPointF(0, _ARM))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    column, room = diagram.columns[index], total.x() - left - _RADIUS - 2 * _PADDING
    _paint_word(painter, theme, font, column.block, QPointF(middle - _RADIUS, y), room)
    _paint_word(painter, theme, font, column.skip, QPointF(middle, y - _RISE), room)


def _paint_word(
    painter: QPainter, theme: Theme, font: QFont, words: str, at: QPointF, room: float
) -> None:
    painter.setFont(font)
    metrics = QFontMetricsF(font)
    name, _, rest = words.partition(":")
    is_wide = bool(rest) and room > _WIDE * metrics.horizontalAdvance(name)
    text = metrics.elidedText(words if is_wide else name, Qt.TextElideMode.ElideRight, room)
    width, height = metrics.horizontalAdvance(text) + 2 * _PADDING, metrics.height()
    box = QRectF(at.x() - width / 2, at.y() - height / 2, width, height)
    painter.fillRect(box, QColor(theme.panel))
    painter.setPen(QColor(theme.muted))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
