"""The read-out of a plot: a vertical line under the mouse and the curves' values there."""

from collections.abc import Iterable
from html import escape

import pyqtgraph
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QLabel

from app.look.plot_curve import Curve
from app.look.theme import Theme

_GAP = 12  # pixels between the line and the box


class PlotReadOut:
    """Shows the nearest point of each curve beside the mouse."""

    def __init__(self, canvas: pyqtgraph.PlotWidget, x_label: str) -> None:
        self._canvas = canvas
        self._x_label = x_label
        self._x: float | None = None
        self._line = pyqtgraph.InfiniteLine(angle=90, movable=False)
        self._line.hide()
        canvas.addItem(self._line, ignoreBounds=True)
        self._box = QLabel(canvas)
        self._box.setTextFormat(Qt.TextFormat.RichText)
        self._box.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._box.setProperty("role", "read-out")
        self._box.hide()

    @property
    def text(self) -> str:
        """What the box says, as rich text; empty while it is hidden."""
        return self._box.text() if self._x is not None else ""

    def set_theme(self, theme: Theme) -> None:
        self._line.setPen(pyqtgraph.mkPen(theme.muted, width=1))

    def point_at(self, x: float, curves: Iterable[Curve]) -> None:
        """Show the points nearest to x."""
        self._x = x
        self.refresh(curves)

    def refresh(self, curves: Iterable[Curve]) -> None:
        """Bring the values up to date, if the read-out shows; curves without a label stay out."""
        if self._x is None:
            return
        points = [(curve, curve.value_near(self._x)) for curve in curves if curve.label]
        shown = [(curve, point) for curve, point in points if point is not None]
        if not shown:
            self.hide()
            return
        nearest = min((point[0] for _, point in shown), key=lambda x: abs(x - (self._x or 0.0)))
        self._line.setPos(nearest)
        self._line.show()
        rows = "".join(_row(curve, point[1]) for curve, point in shown)
        self._box.setText(f"{escape(self._x_label)} <b>{nearest:g}</b><table>{rows}</table>")
        self._box.adjustSize()
        self._place(nearest)
        self._box.show()

    def hide(self) -> None:
        """Show nothing until the mouse moves over the plot again."""
        self._x = None
        self._line.hide()
        self._box.hide()

    def _place(self, x: float) -> None:
        """Put the box to the right of the line, or to its left where the right is too narrow."""
        at = self._canvas.mapFromScene(self._canvas.getViewBox().mapViewToScene(QPointF(x, 0)))
        right = at.x() + _GAP
        fits = right + self._box.width() <= self._canvas.width()
        self._box.move(right if fits else at.x() - _GAP - self._box.width(), _GAP)


def _row(curve: Curve, value: float) -> str:
    name = f'<td style="color:{curve.colour}">{escape(curve.label)}</td>'
    return f'<tr>{name}<td align="right">&nbsp;<b>{value:.4g}</b></td></tr>'
