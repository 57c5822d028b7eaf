"""Rate curves: how each one, its best rate and the present rate are drawn."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from app.look.theme import Theme
from app.views.optimizer_looks import optimizer_colour
from app.views.plane_frame import PlaneFrame
from engine.rate_search import RateCurve

_BEST, _DOT, _CROSS = 5.0, 1.6, 3.0  # radii, in pixels
_GAP, _BETWEEN = 6.0, 14.0
_STROKE = 10.0  # of the legend


def paint_curve(
    painter: QPainter, pixels: NDArray[np.float64], curve: RateCurve, theme: Theme
) -> None:
    """Draw the losses as a line with its best point, and a cross where training diverges."""
    colour = QColor(optimizer_colour(type(curve.optimizer)))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour, 1.8))
    for part in _runs(~curve.diverged):
        painter.drawPolyline(QPolygonF([QPointF(*at) for at in pixels[part].tolist()]))
    painter.setPen(QPen(colour, 1.2))
    for x, y in pixels[curve.diverged].tolist():
        painter.drawLine(QPointF(x - _CROSS, y - _CROSS), QPointF(x + _CROSS, y + _CROSS))
        painter.drawLine(QPointF(x - _CROSS, y + _CROSS), QPointF(x + _CROSS, y - _CROSS))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    for at in pixels[~curve.diverged].tolist():
        painter.drawEllipse(QPointF(*at), _DOT, _DOT)
    if curve.best is not None:
        painter.setPen(QPen(QColor(theme.panel), 1.6))
        painter.drawEllipse(QPointF(*pixels[curve.best].tolist()), _BEST, _BEST)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def paint_line_across(
    painter: QPainter, frame: PlaneFrame, height: NDArray[np.float64], text: str, theme: Theme
) -> None:
    """Draw a dashed line at a height, with a few words over its left end."""
    (at,) = frame.to_pixels(np.array([[frame.axes.x_range[0], float(height)]])).tolist()
    painter.setPen(QPen(QColor(theme.muted), 1, Qt.PenStyle.DashLine))
    painter.drawLine(QPointF(*at), QPointF(frame.plot.right(), at[1]))
    painter.setPen(QColor(theme.muted))
    painter.drawText(QPointF(at[0] + _GAP, at[1] - _GAP / 2), text)


def paint_present(
    painter: QPainter, frame: PlaneFrame, place: float, text: str, theme: Theme
) -> None:
    """Draw a line at the present rate, with its words beside its upper end."""
    x = float(frame.to_pixels(np.array([[place, 0.0]]))[0, 0])
    if not frame.plot.left() <= x <= frame.plot.right():
        return
    painter.setPen(QPen(QColor(theme.accent), 1.4))
    painter.drawLine(QPointF(x, frame.plot.top()), QPointF(x, frame.plot.bottom()))
    width = painter.fontMetrics().horizontalAdvance(text)
    fits = x + _GAP + width <= frame.plot.right()
    left = x + _GAP if fits else x - _GAP - width
    painter.drawText(QPointF(left, frame.plot.top() + 2 * _GAP), text)


@dataclass(frozen=True)
class Legend:
    """Names the curves and their best rates in lines over the plot, as many as the width asks."""

    curves: Sequence[RateCurve]
    title: str
    font: QFont
    width: float

    @property
    def height(self) -> float:
        """What its lines take, in pixels."""
        last = self._places[-1]
        return last.bottom() + _GAP

    def paint(self, painter: QPainter, corner: QPointF, theme: Theme) -> None:
        """Draw it with its upper left end at the corner."""
        painter.setFont(self.font)
        title, *others = (place.translated(corner) for place in self._places)
        painter.setPen(QColor(theme.muted))
        painter.drawText(title, Qt.AlignmentFlag.AlignVCenter, self.title)
        painter.setPen(Qt.PenStyle.NoPen)
        for curve, place in zip(self.curves, others, strict=True):
            painter.setPen(QPen(QColor(optimizer_colour(type(curve.optimizer))), 2.6))
            y = place.center().y()
            painter.drawLine(QPointF(place.left(), y), QPointF(place.left() + _STROKE, y))
            painter.setPen(QColor(theme.text))
            text = place.adjusted(_STROKE + _GAP, 0, 0, 0)
            painter.drawText(text, Qt.AlignmentFlag.AlignVCenter, _named(curve))

    @property
    def _places(self) -> list[QRectF]:
        """Where the title stands, and each curve's name."""
        metrics = QFontMetricsF(self.font)
        widths = [metrics.horizontalAdvance(self.title)]
        widths += [_STROKE + _GAP + metrics.horizontalAdvance(_named(each)) for each in self.curves]
        x = y = 0.0
        places = []
        for width in widths:
            if x > 0 and x + width > self.width:
                x, y = 0.0, y + metrics.lineSpacing()
            places.append(QRectF(x, y, width + 2, metrics.lineSpacing()))
            x += width + _BETWEEN
        return places


def _named(curve: RateCurve) -> str:
    """An optimizer with its best rate."""
    name, best = type(curve.optimizer).__name__, curve.best
    return f"{name} –" if best is None else f"{name} {curve.rates[best]:g}"


def _runs(flags: NDArray[np.bool_]) -> list[slice]:
    """Where flags are set, one slice for each run of them."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], flags, [False]])))
    return [slice(first, last) for first, last in edges.reshape(-1, 2).tolist()]
