"""The card beside the mouse or a chosen neuron tells what is there and its value."""

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPen

from app.look.theme import Theme

_PADDING = 10
_GAP = 14  # between the card and what it tells about
_PICTURE = 120  # or as wide as the text
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
    metrics = QFontMetricsF(painter.font())
    bold = painter.font()
    bold.setWeight(bold.Weight.DemiBold)
    widths = [QFontMetricsF(bold).horizontalAdvance(lines[0])]
    widths += [metrics.horizontalAdvance(line) for line in lines[1:]]
    inner_width = max(_PICTURE if picture else 0, *widths)
    text_top = inner_width + _PICTURE_GAP if picture else 0
    height = text_top + len(lines) * metrics.lineSpacing() + 2 * _PADDING
    card = _placed(QSizeF(inner_width + 2 * _PADDING, height), area, beside)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _paint_frame(painter, card, theme)
    inner = card.adjusted(_PADDING, _PADDING, -_PADDING, -_PADDING)
    if picture:
        image, part = picture
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(
            QRectF(inner.topLeft(), QSizeF(inner.width(), inner.width())), image, part
        )
    painter.setPen(QColor(theme.text))
    for number, line in enumerate(lines):
        top = inner.top() + text_top + number * metrics.lineSpacing()
        painter.save()
        if number == 0:
            painter.setFont(bold)
        else:
            painter.setPen(QColor(theme.muted))
        painter.drawText(
            QRectF(inner.left(), top, inner.width(), metrics.lineSpacing()),
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
            line,
        )
        painter.restore()


def _placed(size: QSizeF, area: QRectF, beside: QRectF) -> QRectF:
    left = beside.right() + _GAP
    if left + size.width() > area.right() - 4:
        left = beside.left() - _GAP - size.width()
    top = beside.center().y() - size.height() / 2
    left = max(area.left() + 4, min(left, area.right() - size.width() - 4))
    top = max(area.top() + 4, min(top, area.bottom() - size.height() - 4))
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
