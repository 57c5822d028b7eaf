"""A small picture made large for a card: its pixels stay squares with sharp edges."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from app.look.theme import Theme

_SIDE = 360  # pixels


def enlarged(image: QImage, part: QRectF, theme: Theme) -> tuple[QImage, QRectF]:
    """Return a part of an image in the middle of a square of the panel's colour."""
    large = QImage(_SIDE, _SIDE, QImage.Format.Format_RGB32)
    large.fill(QColor(theme.panel))
    scale = _SIDE / max(part.width(), part.height())
    place = QRectF(0, 0, part.width() * scale, part.height() * scale)
    place.moveCenter(QRectF(large.rect()).center())
    painter = QPainter(large)
    painter.drawImage(place, image, part)
    painter.end()
    return large, QRectF(large.rect())
