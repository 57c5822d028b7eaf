"""The card beside the mouse or a chosen neuron tells what is there and its value."""

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPen

from app.look.theme import Theme

_PADDING = 10
_EDGE = 4  # between the card and the edge of its area
_GAP = 14  # between the card and what it tells about
_PICTURE, _MOST_PICTURE = 120, 168  # between the two as wide as the text
_PICTURE_GAP = 8
_RADIUS = 7


def paint_card(
    painter: QPainter,
    area: QRectF,
    beside: QRectF,
    lines: list[str],
    theme: Theme,
    picture: tuple[QImage, QRectF] | None = None,
) -> None:
    """Draw lines of text, the first in bold, under an optional picture: (image, part of it).

    The card stands to the right of `beside`, or to its left where that leaves the `area`.
    """
    fonts = [_bold(painter.font()), *[painter.font()] * (len(lines) - 1)]
    widths = [
        QFontMetricsF(font).horizontalAdvance(line) for font, line in zip(fonts, lines, strict=True)
    ]
    width = max(_PICTURE if picture else 0, *widths)
    side = min(width, _MOST_PICTURE)
    text_top = side + _PICTURE_GAP if picture else 0
    line_height = QFontMetricsF(fonts[0]).lineSpacing()
    height = text_top + len(lines) * line_height
    inner = _placed(QSizeF(width, height), area, beside)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    _paint_frame(painter, inner.adjusted(-_PADDING, -_PADDING, _PADDING, _PADDING), theme)
    if picture:
        image, part = picture
        painter.drawImage(QRectF(inner.topLeft(), QSizeF(side, side)), image, part)
    flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    for number, (font, line) in enumerate(zip(fonts, lines, strict=True)):
        painter.setFont(font)
        painter.setPen(QColor(theme.muted if number else theme.text))
        top = inner.top() + text_top + number * line_height
        painter.drawText(QRectF(inner.left(), top, width, line_height), flags, line)


def _bold(font: QFont) -> QFont:
    bold = QFont(font)
    bold.setWeight(QFont.Weight.DemiBold)
    return bold


def _placed(size: QSizeF, area: QRectF, beside: QRectF) -> QRectF:
    """Return the place of a card's content: right of `beside`, else left, within the area."""
    edge = _PADDING + _EDGE
    left = beside.right() + _GAP + _PADDING
    if left + size.width() + edge > area.right():
        left = beside.left() - _GAP - _PADDING - size.width()
    top = beside.center().y() - size.height() / 2
    left = max(area.left() + edge, min(left, area.right() - size.width() - edge))
    top = max(area.top() + edge, min(top, area.bottom() - size.height() - edge))
    return QRectF(QPointF(round(left), round(top)), size)


def _paint_frame(painter: QPainter, card: QRectF, theme: Theme) -> None:
    shadow = QColor(0, 0, 0, 26 if theme.is_dark else 10)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(shadow)
    for spread in (4, 3, 2, 1):
        grown = card.adjusted(-spread, -spread + 2, spread, spread + 2)
        painter.drawRoundedRect(grown, _RADIUS + spread, _RADIUS + spread)
    painter.setPen(QPen(QColor(theme.line), 1))
    painter.setBrush(QColor(theme.panel))
    painter.drawRoundedRect(card.adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
    painter.setBrush(Qt.BrushStyle.NoBrush)
