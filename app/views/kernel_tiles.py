"""Kernels as small pictures: for each feature map, one for each channel that it looks at."""

import math

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from app.look.colour_maps import Pixels, diverging_rgba
from app.look.theme import Theme
from app.views.sample_atlas import limit_of

Floats = NDArray[np.floating]


class KernelTiles:
    """The kernels (filters, channels, size, size) of one layer, on one scale.

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
        size = pixels.shape[0]
        image = QImage(pixels.data, size, size, 4 * size, QImage.Format.Format_RGBX8888)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
        painter.drawImage(box, image)

    def at(self, box: QRectF, point: QPointF) -> tuple[int, int, int] | None:
        """Return (channel, row, column) of the weight under a point of a filter's box."""
        placed, step = self._placed(box), self.kernels.shape[-1] + 1
        if not placed.contains(point):
            return None
        image_wide, image_high = self._size
        x = int((point.x() - placed.left()) / placed.width() * image_wide)
        y = int((point.y() - placed.top()) / placed.height() * image_high)
        channel = y // step * self.across + x // step
        is_gap = step - 1 in (x % step, y % step)
        return None if is_gap or channel >= self.channels else (channel, y % step, x % step)

    @property
    def _size(self) -> tuple[int, int]:
        """Width and height of a filter's picture in weights, with a line between channels."""
        step, lines = self.kernels.shape[-1] + 1, -(-self.channels // self.across)
        return self.across * step - 1, lines * step - 1

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
            size, grid = self.kernels.shape[-1], np.zeros((height, width, 4), np.uint8)
            line = QColor(self._theme.line)
            grid[:] = line.red(), line.green(), line.blue(), 255
            colours = self._colours(self.kernels[number])
            for channel in range(self.channels):
                top, left = (place * (size + 1) for place in divmod(channel, self.across))
                grid[top : top + size, left : left + size] = colours[channel]
            layout = QImage.Format.Format_RGBX8888
            self._images[number] = QImage(grid.data, width, height, 4 * width, layout), grid
        return self._images[number][0]

    def _colours(self, values: Floats) -> Pixels:
        return diverging_rgba(values / self.limit, self._theme)
