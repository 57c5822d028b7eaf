"""The frame of a plane: its axes on the canvas, and the way between data and pixels."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from app.look.plot_axis import power_text
from app.look.theme import Theme
from app.views.ticks import decade_ticks, tick_text, ticks

Range = tuple[float, float]

_TOP, _RIGHT = 6, 14
_TICK_GAP = 6
_TICK_LENGTH = 3
_PIXELS_PER_TICK = 48


@dataclass(frozen=True)
class PlaneAxes:
    """What is drawn over what. `square` gives both axes the same scale.

    A logarithmic axis has exponents of ten as its data and range; its numbers are the powers.
    """

    x_name: str
    y_name: str
    x_range: Range
    y_range: Range
    square: bool = False
    x_log: bool = False
    y_log: bool = False

    def x_ticks(self, most: int) -> list[float]:
        """At most so many round places along the horizontal axis."""
        return (decade_ticks if self.x_log else ticks)(*self.x_range, most=most)

    def y_ticks(self, most: int) -> list[float]:
        """At most so many round places along the vertical axis."""
        return (decade_ticks if self.y_log else ticks)(*self.y_range, most=most)

    def x_text(self, value: float) -> str:
        """What is written at a place of the horizontal axis."""
        return power_text(value) if self.x_log else tick_text(value)

    def y_text(self, value: float) -> str:
        """What is written at a place of the vertical axis."""
        return power_text(value) if self.y_log else tick_text(value)


class PlaneFrame:
    """Axes fitted into a part of a canvas. `plot` is the area between them."""

    def __init__(self, axes: PlaneAxes, room: QRectF, font: QFont) -> None:
        self.axes = axes
        self._font = font
        self._line = QFontMetricsF(font).lineSpacing()
        self._x_ticks: list[float] = []
        self._y_ticks = axes.y_ticks(_most(room.height()))
        metrics = QFontMetricsF(font)
        widest = max(metrics.horizontalAdvance(axes.y_text(value)) for value in self._y_ticks)
        self._left = round(self._line + widest + 2 * _TICK_GAP)
        self._bottom = round(2 * self._line + _TICK_GAP + 2)
        self.plot = self._fitted(room.adjusted(self._left, _TOP, -_RIGHT, -self._bottom))
        self._x_ticks = axes.x_ticks(_most(self.plot.width()))
        self._y_ticks = axes.y_ticks(_most(self.plot.height()))

    @property
    def outer(self) -> QRectF:
        """The plot with its axes' numbers and names."""
        return self.plot.adjusted(-self._left, -_TOP, _RIGHT, self._bottom)

    def to_pixels(self, points: NDArray[np.floating]) -> NDArray[np.float64]:
        """Return data points (n, 2) as pixels (n, 2)."""
        (left, right), (low, high) = self.axes.x_range, self.axes.y_range
        x = self.plot.left() + (points[:, 0] - left) / (right - left) * self.plot.width()
        y = self.plot.bottom() - (points[:, 1] - low) / (high - low) * self.plot.height()
        return np.stack([x, y], axis=1)

    def to_data(self, pixel: QPointF) -> tuple[float, float]:
        """Return the data (x, y) under a pixel."""
        (left, right), (low, high) = self.axes.x_range, self.axes.y_range
        x = left + (pixel.x() - self.plot.left()) / self.plot.width() * (right - left)
        y = low + (self.plot.bottom() - pixel.y()) / self.plot.height() * (high - low)
        return x, y

    def paint(self, painter: QPainter, theme: Theme, grid: bool) -> None:
        """Draw ticks, their numbers and the axes' names; lines across the plot with `grid`."""
        painter.setFont(self._font)
        at_x = self.to_pixels(np.array([[x, self.axes.y_range[0]] for x in self._x_ticks]))
        at_y = self.to_pixels(np.array([[self.axes.x_range[0], y] for y in self._y_ticks]))
        painter.setPen(QPen(QColor(theme.line), 1))
        end = self.plot.right() if grid else self.plot.left()
        for _, y in at_y.tolist():
            painter.drawLine(QPointF(self.plot.left() - _TICK_LENGTH, y), QPointF(end, y))
        for x, _ in at_x.tolist():
            bottom = self.plot.bottom()
            painter.drawLine(QPointF(x, bottom), QPointF(x, bottom + _TICK_LENGTH))
        painter.setPen(QColor(theme.muted))
        self._paint_numbers(painter, at_x, at_y)
        self._paint_names(painter)

    def _paint_numbers(
        self, painter: QPainter, at_x: NDArray[np.float64], at_y: NDArray[np.float64]
    ) -> None:
        top = self.plot.bottom() + _TICK_GAP
        for value, (x, _) in zip(self._x_ticks, at_x.tolist(), strict=True):
            area = QRectF(x - 40, top, 80, self._line)
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, self.axes.x_text(value))
        right = self.plot.left() - _TICK_GAP
        for value, (_, y) in zip(self._y_ticks, at_y.tolist(), strict=True):
            area = QRectF(right - 100, y - self._line / 2, 100, self._line)
            side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(area, side, self.axes.y_text(value))

    def _paint_names(self, painter: QPainter) -> None:
        metrics = QFontMetricsF(self._font)
        elide = Qt.TextElideMode.ElideRight
        x_name = metrics.elidedText(self.axes.x_name, elide, self.plot.width())
        y_name = metrics.elidedText(self.axes.y_name, elide, self.plot.height())
        top = self.plot.bottom() + _TICK_GAP + self._line
        below = QRectF(self.plot.left(), top, self.plot.width(), self._line)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, x_name)
        painter.save()
        painter.translate(self.plot.left() - self._left, self.plot.center().y())
        painter.rotate(-90)
        area = QRectF(-self.plot.height() / 2, 0, self.plot.height(), self._line)
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, y_name)
        painter.restore()

    def _fitted(self, room: QRectF) -> QRectF:
        """Return the plot within the room: as large as it can be, square where it must be."""
        width, height = max(room.width(), 40.0), max(room.height(), 40.0)
        if self.axes.square:
            (left, right), (low, high) = self.axes.x_range, self.axes.y_range
            scale = min(width / (right - left), height / (high - low))
            width, height = scale * (right - left), scale * (high - low)
        spare = max(room.width() - width, 0)
        return QRectF(
            round(room.left() + spare / 2), round(room.top()), round(width), round(height)
        )


def _most(pixels: float) -> int:
    return max(round(pixels / _PIXELS_PER_TICK), 2)
