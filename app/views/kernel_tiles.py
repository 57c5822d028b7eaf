"""Kernels as small pictures: for each feature map, one for each channel that it looks at."""

import math

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from app.look.colour_maps import Pixels, diverging_rgba
from app.look.theme import Theme
from app.views.enlarged import enlarged
from app.views.sample_atlas import limit_of

Floats = NDArray[np.floating]


class KernelTiles:
    """The kernels (filters, channels, height, width) of one layer, on one scale.

    A locally connected layer, (rows, columns, filters, channels, size, size), has others at each
    place: those of `place` are shown, of the middle one where there is no such place.
    """

    def __init__(self, weights: Floats, theme: Theme, place: tuple[int, int] | None = None) -> None:
        self.place: tuple[int, int] | None = None
        if weights.ndim == 6:
            rows, columns = weights.shape[:2]
            row, column = place or (rows // 2, columns // 2)
            self.place = min(row, rows - 1), min(column, columns - 1)
            weights = weights[self.place]
        self.kernels = weights
        self.limit = limit_of(weights)
        self._theme = theme
        self._images: dict[int, tuple[QImage, Pixels]] = {}

    @property
    def channels(self) -> int:
        """How many channels a kernel looks at."""
        return self.kernels.shape[1]

    @property
    def across(self) -> int:
        """How many channels stand beside one another in the picture of a filter."""
        return math.ceil(math.sqrt(self.channels))

    def paint(self, painter: QPainter, box: QRectF, number: int) -> None:
        """Draw all channels of a filter's kernel into a box, in lines."""
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
        painter.drawImage(self._placed(box), self._image(number))

    def paint_channel(self, painter: QPainter, box: QRectF, number: int, channel: int) -> None:
        """Draw one channel of a filter's kernel into a box."""
        pixels = np.ascontiguousarray(self._colours(self.kernels[number, channel]))
        height, width, _ = pixels.shape
        image = QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_RGBX8888)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
        painter.drawImage(box, image)

    def picture(self, number: int) -> tuple[QImage, QRectF]:
        """Return all channels of a filter's kernel as a large square picture."""
        image = self._image(number)
        return enlarged(image, QRectF(image.rect()), self._theme)

    @property
    def _size(self) -> tuple[int, int]:
        """Width and height of a filter's picture in weights, with a line between channels."""
        height, width = self.kernels.shape[-2:]
        lines = -(-self.channels // self.across)
        return self.across * (width + 1) - 1, lines * (height + 1) - 1

    def _placed(self, box: QRectF) -> QRectF:
        """The part of a box that the picture of a filter fills."""
        width, height = self._size
        scale = min(box.width() / width, box.height() / height)
        placed = QRectF(0, 0, width * scale, height * scale)
        placed.moveCenter(box.center())
        return placed

    def _image(self, number: int) -> QImage:
        if number not in self._images:
            width, height = self._size
            high, wide = self.kernels.shape[-2:]
            grid = np.zeros((height, width, 4), np.uint8)
            line = QColor(self._theme.line)
            grid[:] = line.red(), line.green(), line.blue(), 255
            colours = self._colours(self.kernels[number])
            for channel in range(self.channels):
                row, column = divmod(channel, self.across)
                top, left = row * (high + 1), column * (wide + 1)
                grid[top : top + high, left : left + wide] = colours[channel]
            layout = QImage.Format.Format_RGBX8888
            self._images[number] = QImage(grid.data, width, height, 4 * width, layout), grid
        return self._images[number][0]

    def _colours(self, values: Floats) -> Pixels:
        return diverging_rgba(values / self.limit, self._theme)
