"""An image preview shows some images of a data set, each with the name of its class."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.look.theme import class_colours
from engine.data.preview import Preview

_SIDE = 64  # pixels, of an image
_GAP = 8
_CAPTION = 18
_BAR = 3


class ImagePreview(QWidget):
    """As many images as there is room for, in rows; the bar under each has its class's colour."""

    def __init__(self) -> None:
        super().__init__()
        self._images: list[QImage] = []
        self._names: list[str] = []
        self._colours: list[str] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Some of the images"))

    @property
    def count(self) -> int:
        """How many images there are to show."""
        return len(self._images)

    def show_samples(self, found: Preview) -> None:
        """Show the images that were found; none where the samples are rows."""
        shape = found.shape
        rows = found.samples if shape is not None else found.samples[:0]
        self._images = [_image(row.reshape(shape)) for row in rows]
        every = class_colours(max(len(found.class_names), 1))
        self._names = [found.class_names[label] for label in found.labels]
        self._colours = [every[label] for label in found.labels]
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(6 * (_SIDE + _GAP), 4 * (_SIDE + _CAPTION + _GAP))

    def minimumSizeHint(self) -> QSize:
        return QSize(3 * (_SIDE + _GAP), 2 * (_SIDE + _CAPTION + _GAP))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        columns = max(1, (self.width() + _GAP) // (_SIDE + _GAP))
        painter.setFont(self.font())
        for place, image in enumerate(self._images):
            row, column = divmod(place, columns)
            left, top = column * (_SIDE + _GAP), row * (_SIDE + _CAPTION + _GAP)
            if top + _SIDE + _CAPTION > self.height():
                break
            painter.drawImage(_fitted(image, left, top), image)
            if place < len(self._names):
                self._paint_caption(painter, place, left, top + _SIDE)

    def _paint_caption(self, painter: QPainter, place: int, left: int, top: int) -> None:
        painter.fillRect(left, top, _SIDE, _BAR, self._colours[place])
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        elided = Qt.TextElideMode.ElideRight
        name = painter.fontMetrics().elidedText(self._names[place], elided, _SIDE)
        area = QRectF(left, top + _BAR, _SIDE, _CAPTION - _BAR)
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, name)


def _image(pixels: NDArray) -> QImage:
    """An image of (channels, height, width): bytes as they are, numbers from dark to bright."""
    if pixels.dtype != np.uint8:
        low, high = float(pixels.min()), float(pixels.max())
        spread = (high - low) or 1.0
        pixels = np.round((pixels - low) / spread * 255).astype(np.uint8)
    rgb = pixels if len(pixels) == 3 else np.repeat(pixels[:1], 3, axis=0)
    content = np.ascontiguousarray(np.moveaxis(rgb, 0, 2))  # (height, width, 3)
    height, width, _ = content.shape
    image = QImage(content.tobytes(), width, height, 3 * width, QImage.Format.Format_RGB888)
    return image.copy()  # which no longer needs the bytes


def _fitted(image: QImage, left: int, top: int) -> QRectF:
    """The place of an image in its square: as large as it can be in its proportions."""
    scale = _SIDE / max(image.width(), image.height())
    width, height = image.width() * scale, image.height() * scale
    return QRectF(left + (_SIDE - width) / 2, top + (_SIDE - height) / 2, width, height)
