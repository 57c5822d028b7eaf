"""A curve holds a whole series and draws what fits the screen."""

import numpy as np
import pyqtgraph
from numpy.typing import NDArray
from PySide6.QtGui import QPainter, QTransform
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from app.look.decimate import decimate

Vector = NDArray[np.floating]

_SECOND_STROKE = 0.7  # pixels below the first


class Line(pyqtgraph.PlotCurveItem):
    """A polyline drawn twice, a fraction of a pixel apart.

    Qt draws noisy antialiased lines wider than one pixel a hundred times more slowly (195 ms
    against 1.2 ms for 800 points); two strokes of one pixel look the same.
    """

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget) -> None:
        super().paint(painter, option, widget)
        below = painter.worldTransform() * QTransform.fromTranslate(0, _SECOND_STROKE)
        painter.save()
        painter.setWorldTransform(below)
        super().paint(painter, option, widget)
        painter.restore()


class Curve:
    """One named series of a plot, at full resolution, and the line that shows it."""

    def __init__(self) -> None:
        self.label = ""
        self.colour = "#000000"
        self.x: Vector = np.empty(0)
        self.y: Vector = np.empty(0)
        self.line = Line(antialias=True, connect="finite")

    def set_data(self, x: Vector, y: Vector, colour: str, label: str) -> None:
        """Keep the series. x sorted, y: shape (n,). Raises ValueError where the lengths differ."""
        if len(x) != len(y):
            raise ValueError(f"a curve needs as many x as y; there are {len(x)} and {len(y)}")
        self.x, self.y = np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)
        self.label = label
        if colour != self.colour:
            self.colour = colour
            self.line.setPen(pyqtgraph.mkPen(colour, width=1))

    def draw(self, low: float, high: float, pixels: int, logarithmic: bool) -> None:
        """Show the part from x = low to high on so many pixels."""
        first = max(int(np.searchsorted(self.x, low)) - 1, 0)
        last = int(np.searchsorted(self.x, high, side="right")) + 1
        x, y = decimate(self.x[first:last], self.y[first:last], pixels)
        self.line.setData(x, exponents(y) if logarithmic else y)

    def extent(self, logarithmic: bool) -> tuple[float, float] | None:
        """Return the least and the greatest finite y (their exponents, if logarithmic)."""
        y = exponents(self.y) if logarithmic else self.y
        finite = y[np.isfinite(y)]
        return (float(finite.min()), float(finite.max())) if len(finite) else None

    def end(self, logarithmic: bool) -> float:
        """Return the last y (its exponent, if logarithmic); the series must not be empty."""
        last = self.y[-1:]
        return float((exponents(last) if logarithmic else last)[0])

    def value_near(self, x: float) -> tuple[float, float] | None:
        """Return the point (x, y) whose x is nearest."""
        if not len(self.x):
            return None
        right = min(int(np.searchsorted(self.x, x)), len(self.x) - 1)
        left = max(right - 1, 0)
        nearest = left if x - self.x[left] < self.x[right] - x else right
        return float(self.x[nearest]), float(self.y[nearest])


def exponents(y: Vector) -> Vector:
    """Return the base-ten logarithm; NaN, a gap in the line, where y is not positive."""
    positive = np.isfinite(y) & (y > 0)
    return np.log10(y, where=positive, out=np.full(y.shape, np.nan))
