"""A mesh: a field as a hilly surface that can be turned, projected here and drawn by QPainter.

No graphics library is needed for it, so that it looks the same on every machine: 50 × 50 fields
take a few milliseconds.
"""

from dataclasses import dataclass
from math import cos, radians, sin

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from app.views.contours import Levels, enlarged

MOST = 51  # places along each axis
_HEIGHT = 0.75  # of the surface, as a share of its width
_SHADE = 0.78  # how dark the lines between the fields are
_WIDEST = 1.7  # how much it is stretched sideways in a wide room, at most
_NAME_GAP = 6  # pixels from an edge to the name of its axis
_FILL = 0.98  # of the room that the turning surface takes


@dataclass(frozen=True)
class Turn:
    """From where the surface is seen: degrees around it, and above the horizon."""

    around: float = -60.0
    above: float = 32.0

    def moved(self, dx: float, dy: float) -> "Turn":
        """Turned by a drag of so many pixels."""
        above = min(max(self.above + 0.4 * dy, 5.0), 88.0)
        return Turn((self.around + 0.5 * dx) % 360, above)


class Mesh:
    """A field (h, w) with its levels, seen from somewhere, within a room of the canvas."""

    def __init__(self, field: NDArray, levels: Levels, turn: Turn, room: QRectF) -> None:
        height, width = field.shape
        rows, columns = min(height, MOST), min(width, MOST)
        self._field = np.asarray(enlarged(field, columns, rows), dtype=np.float64)
        self._levels, self._turn, self._room = levels, turn, room
        finite = self._field[np.isfinite(self._field)]
        self._low = float(finite.min()) if len(finite) else 0.0
        self._high = float(finite.max()) if len(finite) else 1.0

    def to_pixels(self, places: NDArray, values: NDArray) -> NDArray[np.float64]:
        """Places (n, 2) from 0 to 1 along both axes, at these heights (n,), as pixels (n, 2)."""
        return self._projected(places[:, 0], places[:, 1], values)[:, :2]

    def paint_name(self, painter: QPainter, text: str, middles: NDArray) -> None:
        """Write an axis's name below the nearer of two edges; their middles (2, 2), from 0 to 1."""
        pixels = self.to_pixels(middles, np.full(len(middles), self._low))
        x, y = pixels[int(pixels[:, 1].argmax())].tolist()
        metrics = painter.fontMetrics()
        wide, high = metrics.horizontalAdvance(text), metrics.lineSpacing()
        left = min(max(x - wide / 2, self._room.left()), self._room.right() - wide)
        top = min(y + _NAME_GAP, self._room.bottom() - high)
        painter.drawText(QRectF(left, top, wide + 2, high), text)

    def paint(self, painter: QPainter, dark: bool) -> None:
        """Draw the fields, those behind first."""
        rows, columns = self._field.shape
        x, y = np.meshgrid(np.linspace(0, 1, columns), np.linspace(0, 1, rows))
        seen = self._projected(x.ravel(), y.ravel(), self._field.ravel())
        seen = seen.reshape(rows, columns, 3)
        corners = np.stack([seen[:-1, :-1], seen[:-1, 1:], seen[1:, 1:], seen[1:, :-1]], axis=2)
        corners = corners.reshape(-1, 4, 3)
        rows_between = (self._field[:-1] + self._field[1:]) / 2
        middle = (rows_between[:, :-1] + rows_between[:, 1:]) / 2
        colours = self._levels.colours(self._levels.bands(middle.ravel()))
        order = np.argsort(-corners[:, :, 2].mean(axis=1))
        order = order[np.isfinite(corners[order]).all(axis=(1, 2))]
        bright = 0.86 if dark else 1.0
        for number, shape in zip(order.tolist(), corners[order, :, :2].tolist(), strict=True):
            red, green, blue, _ = (int(part * bright) for part in colours[number].tolist())
            edge = QColor(int(red * _SHADE), int(green * _SHADE), int(blue * _SHADE))
            painter.setPen(QPen(edge, 0))
            painter.setBrush(QColor(red, green, blue))
            painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in shape]))

    def _projected(self, x: NDArray, y: NDArray, values: NDArray) -> NDArray[np.float64]:
        """Pixels and depth, (n, 3): turned about the vertical, then tilted towards the eye."""
        around, above = radians(self._turn.around), radians(self._turn.above)
        east, north, up = x - 0.5, y - 0.5, self._share(values) * _HEIGHT - _HEIGHT / 2
        right = east * cos(around) - north * sin(around)
        away = east * sin(around) + north * cos(around)
        top = up * cos(above) + away * sin(above)
        depth = away * cos(above) - up * sin(above)
        # The diagonal of the ground must fit, however it is turned.
        across = 2**0.5
        tall = _HEIGHT * cos(above) + across * sin(above)
        wide = min(max(self._room.width() / self._room.height(), 1.0), _WIDEST)
        scale = _FILL * min(self._room.width() / (wide * across), self._room.height() / tall)
        centre = self._room.center()
        x_pixels = centre.x() + wide * scale * right
        return np.stack([x_pixels, centre.y() - scale * top, depth], axis=1)

    def _share(self, values: NDArray) -> NDArray[np.float64]:
        """How high values are between the lowest and the highest, as the levels' scale has it."""
        low, high, seen = self._low, self._high, np.asarray(values, dtype=np.float64)
        if self._levels.is_log and high > 0:
            heights = self._levels.heights
            least = max(low, heights[0] / 2 if heights else 1e-12 * high)
            low, high, seen = np.log(least), np.log(high), np.log(np.maximum(seen, least))
        if not high > low:
            return np.zeros_like(seen)
        return np.clip((seen - low) / (high - low), -0.1, 1.2)
