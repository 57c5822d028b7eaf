"""A picture of a view as it stands on the screen, as PNG or SVG."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QWidget

FINENESS = 2  # pixels of the file for one of the window


def pixmap_of(widget: QWidget) -> QPixmap:
    """The widget, twice as fine as on a common screen."""
    pixmap = QPixmap(widget.size() * FINENESS)
    pixmap.setDevicePixelRatio(FINENESS)
    pixmap.fill(Qt.GlobalColor.transparent)
    widget.render(pixmap)
    return pixmap


def png_of(widget: QWidget) -> bytes:
    """The widget as a PNG file."""
    buffer = _buffer()
    pixmap_of(widget).save(buffer, "PNG")
    return bytes(buffer.data().data())


def svg_of(widget: QWidget, title: str) -> bytes:
    """The widget as an SVG file: lines and letters stay sharp at any size."""
    buffer = _buffer()
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(widget.size())
    generator.setViewBox(QRectF(widget.rect()))
    generator.setResolution(widget.logicalDpiX())
    generator.setTitle(title)
    painter = QPainter(generator)
    widget.render(painter, QPoint())
    painter.end()
    return bytes(buffer.data().data())


def _buffer() -> QBuffer:
    buffer = QBuffer()
    buffer.setData(QByteArray())
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    return buffer
