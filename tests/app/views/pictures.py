"""What tests read from pictures."""

from collections.abc import Callable

from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QWidget

from app.look.theme import Theme


def painted(width: int, height: int, theme: Theme, paint: Callable[[QPainter], None]) -> QImage:
    """Return an image in the panel's colour on which `paint` has drawn."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(theme.panel))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint(painter)
    painter.end()
    return image


def colour_at(image: QImage, x: float, y: float) -> str:
    """Return the colour of a pixel as "#RRGGBB"."""
    return image.pixelColor(round(x), round(y)).name().upper()


def colours_of(widget: QWidget) -> set[str]:
    """Return the colours that a widget shows, every third pixel."""
    image = widget.grab().toImage()
    columns, rows = range(0, image.width(), 3), range(0, image.height(), 3)
    return {colour_at(image, x, y) for x in columns for y in rows}
