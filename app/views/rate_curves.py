"""Rate curves: how each one, its best rate and the present rate are drawn."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from app.look.theme import Theme
from app.views.optimizer_looks import optimizer_colour
from app.views.plane_frame import PlaneFrame
from engine.rate_search import RateCurve

_BEST, _DOT, _CROSS = 5.0, 1.6, 3.0  # radii, in pixels
_GAP = 6.0
_GROUND = 215  # of the legend, of 255


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
    """Draw a line at the present rate, with its words beside its lower end."""
    x = float(frame.to_pixels(np.array([[place, 0.0]]))[0, 0])
    if not frame.plot.left() <= x <= frame.plot.right():
        return
    painter.setPen(QPen(QColor(theme.accent), 1.4))
    painter.drawLine(QPointF(x, frame.plot.top()), QPointF(x, frame.plot.bottom()))
    width = painter.fontMetrics().horizontalAdvance(text)
    fits = x + _GAP + width <= frame.plot.right()
    left = x + _GAP if fits else x - _GAP - width
    painter.drawText(QPointF(left, frame.plot.bottom() - _GAP), text)


def paint_legend(
    painter: QPainter, plot: QRectF, curves: Sequence[RateCurve], theme: Theme, font: QFont
) -> None:
    """Name the curves and their best rates, bottom left: there small rates have learned little."""
    metrics = QFontMetricsF(font)
    lines = [(_named(curve), optimizer_colour(type(curve.optimizer))) for curve in curves]
    line = metrics.lineSpacing()
    width = max(metrics.horizontalAdvance(text) for text, _ in lines) + 26
    area = QRectF(plot.left() + _GAP, 0, width, line * len(lines) + 8)
    area.moveBottom(plot.bottom() - _GAP - line)
    ground = QColor(theme.panel)
    ground.setAlpha(_GROUND)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(area, 5, 5)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for number, (text, colour) in enumerate(lines):
        y = area.top() + 4 + line * (number + 0.5)
        painter.setPen(QPen(QColor(colour), 2.6))
        painter.drawLine(QPointF(area.left() + 5, y), QPointF(area.left() + 15, y))
        painter.setPen(QColor(theme.text))
        at = QRectF(area.left() + 20, y - line / 2, width, line)
        painter.drawText(at, Qt.AlignmentFlag.AlignVCenter, text)


def _named(curve: RateCurve) -> str:
    """An optimizer with its best rate and the loss there."""
    name, best = type(curve.optimizer).__name__, curve.best
    if best is None:
        return name
    return f"{name}  η {curve.rates[best]:g} → {curve.losses[best]:.3g}"


def _runs(flags: NDArray[np.bool_]) -> list[slice]:
    """Where flags are set, one slice for each run of them."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], flags, [False]])))
    return [slice(first, last) for first, last in edges.reshape(-1, 2).tolist()]
