"""What a view shows while it has nothing to draw: a quiet sentence on the panel's colour."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QPainter

from app.look.theme import Theme

_SMALLER = 0.75  # points
_MARGIN = 24


def paint_empty(painter: QPainter, area: QRect, text: str, theme: Theme) -> None:
    """Fill the area and write the sentence in its middle."""
    painter.fillRect(area, QColor(theme.panel))
    paint_sentence(painter, area, text, theme)


def paint_sentence(painter: QPainter, area: QRect, text: str, theme: Theme) -> None:
    """Write a quiet sentence in the middle of an area, over what is there."""
    painter.setPen(QColor(theme.muted))
    painter.setFont(small(painter.font()))
    flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
    painter.drawText(area.adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN), flags, text)


def small(font: QFont) -> QFont:
    """Return the font in the size of labels on pictures."""
    copy = QFont(font)
    copy.setPointSizeF(font.pointSizeF() - _SMALLER)
    return copy
