"""A mosaic lays pictures of one size out in a grid, as one image: much faster than one by one."""

import math

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter

_GAP = 2  # pixels between two pictures


class Mosaic:
    """`count` pictures of so many cells within a room, as large as they can be."""

    def __init__(self, count: int, height: int, width: int, room: QRectF) -> None:
        self.room = room
        self._count, self._height, self._width = count, height, width
        choices = range(1, count + 1)
        self.columns = max(choices, key=self._scale)
        self.rows = -(-count // self.columns)
        scale = self._scale(self.columns)
        size = self.columns * width * scale, self.rows * height * scale
        left = room.left() + (room.width() - size[0]) / 2
        self.area = QRectF(round(left), room.top(), *map(math.floor, size))

    def assemble(self, pictures: NDArray[np.floating], blank: float) -> NDArray[np.floating]:
        """Return pictures (count, height, width) as one image; places left over are `blank`."""
        places = self.rows * self.columns
        shape = (places, self._height, self._width)
        grid = np.full(shape, blank, dtype=pictures.dtype)
        grid[: self._count] = pictures
        grid = grid.reshape(self.rows, self.columns, self._height, self._width)
        return grid.swapaxes(1, 2).reshape(self.rows * self._height, -1)

    def paint_gaps(self, painter: QPainter, colour: QColor) -> None:
        """Draw lines between the pictures, in the colour of what is behind them."""
        area = self.area
        for column in range(1, self.columns):
            x = area.left() + column * area.width() / self.columns
            painter.fillRect(QRectF(round(x) - _GAP / 2, area.top(), _GAP, area.height()), colour)
        for row in range(1, self.rows):
            y = area.top() + row * area.height() / self.rows
            painter.fillRect(QRectF(area.left(), round(y) - _GAP / 2, area.width(), _GAP), colour)

    def at(self, point: QPointF) -> tuple[int, int, int] | None:
        """Return the number of the picture under a point, and row and column in it."""
        area = self.area
        if not area.contains(point):
            return None
        x = (point.x() - area.left()) / area.width() * self.columns * self._width
        y = (point.y() - area.top()) / area.height() * self.rows * self._height
        column, cell_x = divmod(min(int(x), self.columns * self._width - 1), self._width)
        row, cell_y = divmod(min(int(y), self.rows * self._height - 1), self._height)
        number = row * self.columns + column
        return (number, cell_y, cell_x) if number < self._count else None

    def _scale(self, columns: int) -> float:
        """Return how large a cell is with so many pictures in a row."""
        rows = -(-self._count // columns)
        across = self.room.width() / (columns * self._width)
        return min(across, self.room.height() / (rows * self._height))
