"""A band fills the room between two curves of a plot."""

import numpy as np
import pyqtgraph
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPainterPath
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from app.look.plot_curve import Vector, exponents


class Area(pyqtgraph.GraphicsObject):
    """A filled path without an edge."""

    def __init__(self) -> None:
        super().__init__()
        self.path = QPainterPath()
        self.colour = QColor()

    def boundingRect(self) -> QRectF:
        return self.path.boundingRect()

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget) -> None:
        painter.fillPath(self.path, self.colour)


class Band:
    """Two series over one x, at full resolution, and the area that shows the room between them."""

    def __init__(self) -> None:
        self.x: Vector = np.empty(0)
        self.is_between = False  # whether it lies between curves, which say how far it reaches
        self.low: Vector = np.empty(0)
        self.high: Vector = np.empty(0)
        self.area = Area()
        self.area.setZValue(-0.5)  # over the grid, under the curves

    def set_data(self, x: Vector, low: Vector, high: Vector, colour: str, alpha: float) -> None:
        """Keep the series, each (n,). Raises ValueError where the lengths differ."""
        if not len(x) == len(low) == len(high):
            raise ValueError(f"a band needs equal lengths; got {len(x)}, {len(low)}, {len(high)}")
        self.x, self.low, self.high = x, low, high
        self.area.colour = QColor(colour)
        self.area.colour.setAlphaF(alpha)

    def draw(self, low: float, high: float, pixels: int, logarithmic: bool) -> None:
        """Show the part from x = low to high on so many pixels."""
        first = max(int(np.searchsorted(self.x, low)) - 1, 0)
        last = int(np.searchsorted(self.x, high, side="right")) + 1
        part = slice(first, last)
        x, bottom, top = thinned(self.x[part], self.low[part], self.high[part], pixels)
        if logarithmic:
            bottom, top = exponents(bottom), exponents(top)
        self.area.prepareGeometryChange()
        self.area.path = _path(x, bottom, top)
        self.area.update()

    def extent(self, logarithmic: bool) -> tuple[float, float] | None:
        """Return the least and the greatest finite value (their exponents, if logarithmic)."""
        both = np.concatenate([self.low, self.high])
        values = exponents(both) if logarithmic else both
        finite = values[np.isfinite(values)]
        return (float(finite.min()), float(finite.max())) if len(finite) else None


def thinned(x: Vector, low: Vector, high: Vector, pixels: int) -> tuple[Vector, Vector, Vector]:
    """Return about a point a pixel, where each run of points has its lowest and highest value."""
    run = -(-len(x) // max(pixels, 1))
    if run <= 1:
        return x, low, high
    whole = len(x) // run * run
    kept = np.append(x[:whole:run], x[-1:])
    bottom = np.append(low[:whole].reshape(-1, run).min(axis=1), low[-1:])
    return kept, bottom, np.append(high[:whole].reshape(-1, run).max(axis=1), high[-1:])


def _path(x: Vector, low: Vector, high: Vector) -> QPainterPath:
    """Return one closed outline for each unbroken part; NaN breaks it."""
    path = QPainterPath()
    finite = np.isfinite(low) & np.isfinite(high)
    edges = np.flatnonzero(np.diff(finite, prepend=False, append=False))
    for first, last in edges.reshape(-1, 2).tolist():
        if last - first > 1:
            part = slice(first, last)
            outline_x = np.concatenate([x[part], x[part][::-1]])
            outline_y = np.concatenate([low[part], high[part][::-1]])
            path.addPath(pyqtgraph.arrayToQPath(outline_x, outline_y))
    return path
