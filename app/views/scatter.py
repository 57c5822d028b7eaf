"""The samples as points: training points are filled, test points have an open middle."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap

_RADII = ((250, 3.8), (700, 3.2), (1500, 2.6), (5000, 1.9))  # points up to so many have this radius
_OUTLINE = 0.36  # of the radius
_OPEN = 0.42  # of the radius: the open middle of a test point


def point_radius(count: int) -> float:
    """Return the radius in pixels that lets so many points be told apart."""
    return next((radius for most, radius in _RADII if count <= most), _RADII[-1][1])


def paint_point(
    painter: QPainter, at: QPointF, radius: float, fill: str, edge: str, is_test: bool
) -> None:
    """Draw one point."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(edge), _OUTLINE * radius))
    painter.setBrush(QColor(fill))
    painter.drawEllipse(at, radius, radius)
    if is_test:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(edge))
        painter.drawEllipse(at, _OPEN * radius, _OPEN * radius)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def paint_points(
    painter: QPainter,
    pixels: NDArray[np.float64],
    colour_index: NDArray[np.integer],
    is_test: NDArray[np.bool_],
    colours: Sequence[str],
    edge: str,
    ratio: float = 1.0,
    radius: float | None = None,
) -> None:
    """Draw points at `pixels` (n, 2) in `colours[colour_index]`, the test points on top.

    Every kind of point is drawn once and stamped; `ratio` is the screen's pixels per pixel, and
    `radius` that which suits so many points, where it is not given.
    """
    radius = radius or point_radius(len(pixels))
    for test in (False, True):
        for index in np.unique(colour_index[is_test == test]).tolist():
            stamp = _stamp(radius, colours[index], edge, test, ratio)
            half = stamp.width() // 2
            chosen = pixels[(is_test == test) & (colour_index == index)]
            # On whole pixels of the screen, where the stamp stays sharp.
            corners = (np.floor(chosen * ratio) - half) / ratio
            for x, y in corners.tolist():
                painter.drawPixmap(QPointF(x, y), stamp)


def _stamp(radius: float, fill: str, edge: str, is_test: bool, ratio: float) -> QPixmap:
    pixels = 2 * int(np.ceil((1 + _OUTLINE) * radius * ratio)) + 1
    size = pixels / ratio
    stamp = QPixmap(pixels, pixels)
    stamp.setDevicePixelRatio(ratio)
    stamp.fill(Qt.GlobalColor.transparent)
    painter = QPainter(stamp)
    paint_point(painter, QRectF(0, 0, size, size).center(), radius, fill, edge, is_test)
    painter.end()
    return stamp
