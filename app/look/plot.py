"""A plot of lines that takes the theme, keeps still while it grows and tells its values."""

import numpy as np
import pyqtgraph
from PySide6.QtCore import QEvent, QObject, QPointF, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.look.plot_axis import Axis
from app.look.plot_band import Band
from app.look.plot_curve import Curve, Vector
from app.look.plot_legend import PlotLegend
from app.look.plot_mark import Mark
from app.look.plot_range import Range, decade_range, linear_range, settled
from app.look.plot_readout import PlotReadOut
from app.look.plot_right_axis import RightAxis
from app.look.theme import Theme

_LEFT_AXIS_WIDTH = 56
_BOTTOM_AXIS_HEIGHT = 48
_BEHIND_THE_CURVES, _BEHIND_OTHERS = -1, -0.5
_END_ROOM = 6  # pixels, for the numbers at the axes' ends
_MARGIN = 0.03  # share of a range left free at its ends
_LEGEND_FROM = 0.75  # of the width: from here on the legend may stand


class Plot(QWidget):
    """Named curves over one x axis.

    The ranges grow in round steps. The mouse zooms and pans; a double click returns to the whole.
    """

    def __init__(
        self,
        theme: Theme,
        *,
        x_label: str = "",
        y_label: str = "",
        x_unit: str = "",
        y_unit: str = "",
        empty_text: str = "",
        most_names: int = 6,
        parent: QWidget | None = None,
    ) -> None:
        """`most_names`: of more curves, the legend names the first and the last few."""
        super().__init__(parent)
        self._theme = theme
        self._curves: dict[str, Curve] = {}
        self._bands: dict[str, Band] = {}
        self._logarithmic = False
        self._following = True
        self._ranges: tuple[Range, Range] | None = None
        self._axes = {
            "bottom": Axis("bottom", x_label, x_unit),
            "left": Axis("left", y_label, y_unit),
            "right": Axis("right", "", ""),
        }
        self._canvas = pyqtgraph.PlotWidget(self, axisItems=self._axes)
        self._view = self._canvas.getViewBox()
        self._legend = PlotLegend(self, most_names)
        self.mark = Mark(self._canvas)
        self.moment = Mark(self._canvas, is_strong=True)
        self.right = RightAxis(self._canvas, self._axes["right"])
        self._empty = QLabel(empty_text, self)
        self._is_empty: bool | None = None  # not known yet
        self._read_out = PlotReadOut(self._canvas, x_label)
        self._prepare_canvas()
        self.set_theme(theme)
        self._show_empty_text()

    def set_theme(self, theme: Theme) -> None:
        """Take another theme's colours; curves keep theirs until they are set again."""
        self._theme = theme
        self._canvas.setBackground(theme.panel)
        self._legend.set_theme(theme)
        self._axes["bottom"].set_theme(theme, grid=False)
        self._axes["left"].set_theme(theme, grid=True)
        self._read_out.set_theme(theme)
        self.mark.set_theme(theme)
        self.moment.set_theme(theme)
        self.right.set_theme(theme)

    def set_curve(
        self, name: str, x: Vector, y: Vector, colour: str, label: str = "", behind: bool = False
    ) -> None:
        """Show a series under `name`, or replace it. x sorted, y: shape (n,); colour "#RRGGBB".

        The arrays are kept, not copied, and drawn decimated; `behind` the others, if so.
        """
        curve = self._curves.get(name)
        if curve is None:
            curve = self._curves[name] = Curve()
            curve.line.setZValue(_BEHIND_OTHERS if behind else 0)
            self._canvas.addItem(curve.line)
        curve.set_data(x, y, colour, label)
        self._show_empty_text()
        self._redraw.start()

    def set_band(
        self,
        name: str,
        x: Vector,
        low: Vector,
        high: Vector,
        colour: str,
        alpha: float = 0.15,
        between: bool = False,
    ) -> None:
        """Fill the room between two series under `name`; x sorted, all (n,); no points: nothing.

        With `between`, both are curves of this plot, so that the range need not follow them twice.
        """
        band = self._bands.get(name)
        if band is None:
            band = self._bands[name] = Band()
            self._canvas.addItem(band.area, ignoreBounds=True)
        band.set_data(x, low, high, colour, alpha)
        band.is_between = between
        self._redraw.start()

    def set_right_curve(self, x: Vector, y: Vector, colour: str, label: str) -> None:
        """Draw another quantity, named `label`, on an axis of its own at the right."""
        is_new = not self.right.is_shown
        self.right.set_curve(x, y, colour, label)
        if is_new:
            self._axes["right"].rename(label, "")
            self._place_overlays()
        self._redraw.start()

    def remove_curve(self, name: str) -> None:
        """Take a curve away, if it is there."""
        curve = self._curves.pop(name, None)
        if curve is not None:
            self._canvas.removeItem(curve.line)
            self._show_empty_text()
            self._redraw.start()

    def clear(self) -> None:
        """Take all curves away and return to the automatic range."""
        for name in tuple(self._curves):
            self.remove_curve(name)
        for band in self._bands.values():
            self._canvas.removeItem(band.area)
        self._bands.clear()
        self.mark.hide()
        self.right.clear()
        self.reset_range()

    def set_log(self, logarithmic: bool) -> None:
        """Draw y on a logarithmic or a linear scale; a logarithmic one leaves y <= 0 out."""
        self._logarithmic = logarithmic
        self._axes["left"].setLogMode(x=False, y=logarithmic)
        self.reset_range()

    def set_x_label(self, label: str) -> None:
        """Name the quantity on the horizontal axis anew."""
        self._axes["bottom"].rename(label, "")

    def set_y_label(self, label: str, unit: str = "") -> None:
        """Name the quantity on the vertical axis anew."""
        self._axes["left"].rename(label, unit)

    def reset_range(self) -> None:
        """Show all of the curves again, after zooming."""
        self._following = True
        self._ranges = None
        self._redraw.start()

    @property
    def theme(self) -> Theme:
        """The theme that shows."""
        return self._theme

    @property
    def curve_names(self) -> tuple[str, ...]:
        return tuple(self._curves)

    @property
    def visible_range(self) -> tuple[Range, Range]:
        """The visible x and y, in data units; y as exponents of ten on a logarithmic scale."""
        (left, right), (bottom, top) = self._view.viewRange()
        return (left, right), (bottom, top)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_overlays()
        self._redraw.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonDblClick:
            self.reset_range()
            return True
        if event.type() == QEvent.Type.Leave:
            self._read_out.hide()
        return super().eventFilter(watched, event)

    def _prepare_canvas(self) -> None:
        self._redraw = QTimer(self, singleShot=True, interval=0)
        self._redraw.timeout.connect(self._draw)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 8, 4)
        layout.addWidget(self._canvas)
        self._canvas.setFrameStyle(0)
        self._canvas.getPlotItem().layout.setContentsMargins(0, _END_ROOM, 2 * _END_ROOM, 0)
        self._canvas.hideButtons()
        self._canvas.setMenuEnabled(False)
        self._canvas.viewport().installEventFilter(self)
        self._canvas.scene().sigMouseMoved.connect(self._point_at)
        self._axes["left"].setWidth(_LEFT_AXIS_WIDTH)
        for axis in self._axes.values():
            axis.setZValue(_BEHIND_THE_CURVES)
        self._view.disableAutoRange()
        self._view.sigRangeChangedManually.connect(self._leave_following)
        self._view.sigXRangeChanged.connect(lambda: self._redraw.start())
        self._empty.setProperty("role", "muted")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def _draw(self) -> None:
        """Set the ranges, if they follow the data, and draw each curve's visible part."""
        self._legend.show_curves(self._curves.values())
        if self._following:
            self._follow()
        (left, right), _ = self.visible_range
        for curve in self._curves.values():
            curve.draw(left, right, max(int(self._view.width()), 1), self._logarithmic)
        for band in self._bands.values():
            band.draw(left, right, max(int(self._view.width()), 1), self._logarithmic)
        self.right.draw(left, right, max(int(self._view.width()), 1))
        self._place_overlays()
        self._read_out.refresh(self._told_curves)

    @property
    def _told_curves(self) -> list[Curve]:
        return [*self._curves.values(), self.right.curve]

    def _follow(self) -> None:
        filled = [curve for curve in self._curves.values() if len(curve.x)]
        bands = [b for b in self._bands.values() if len(b.x) and not b.is_between]
        shown: list[Curve | Band] = [*filled, *bands]
        extents = [e for e in (item.extent(self._logarithmic) for item in shown) if e]
        if not extents:
            return
        x = linear_range(min(c.x[0] for c in filled), max(c.x[-1] for c in filled))
        low, high = min(e[0] for e in extents), max(e[1] for e in extents)
        y = decade_range(low, high) if self._logarithmic else linear_range(low, high)
        now = self._ranges or (None, None)
        wanted = settled(now[0], x), settled(now[1], y)
        if wanted != self._ranges:
            self._ranges = wanted
            self._view.setRange(xRange=wanted[0], yRange=wanted[1], padding=_MARGIN)

    def _leave_following(self) -> None:
        self._following = False

    def _point_at(self, position: QPointF) -> None:
        if self._view.sceneBoundingRect().contains(position):
            x = self._view.mapSceneToView(position).x()
            self._read_out.point_at(x, self._told_curves)
        else:
            self._read_out.hide()

    def _show_empty_text(self) -> None:
        empty = all(not np.size(curve.x) for curve in self._curves.values())
        if empty == self._is_empty:
            return
        self._is_empty = empty
        self._empty.setVisible(empty)
        self._canvas.setVisible(not empty)
        self._place_overlays()

    def _place_overlays(self) -> None:
        self._empty.setGeometry(self.rect())
        self._axes["left"].fit_label(self.height() - _BOTTOM_AXIS_HEIGHT)
        low = self._ends_high()
        self._legend.place(self.rect().adjusted(0, 0, -self.right.width, 0), low)
        (left, right), _ = self.visible_range
        is_beside = self.mark.x > left + _LEGEND_FROM * (right - left)
        self.mark.place(low, self._legend.height() if is_beside else 0, self._view.height())

    def _ends_high(self) -> bool:
        """Return whether the curves end in the upper half, where the legend would lie on them."""
        _, (bottom, top) = self.visible_range
        middle = (bottom + top) / 2
        ends = [curve.end(self._logarithmic) for curve in self._curves.values() if len(curve.x)]
        return bool(ends) and sum(end > middle for end in ends) > len(ends) / 2
