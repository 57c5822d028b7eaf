"""A second vertical axis at the right of a plot, for one curve of another quantity."""

import numpy as np
import pyqtgraph

from app.look.plot_axis import Axis
from app.look.plot_curve import Curve, Vector
from app.look.plot_range import Range, linear_range, settled
from app.look.theme import Theme

_WIDTH = 62
_MARGIN = 0.03


class RightAxis:
    """Hidden until it has a curve. It shares the plot's horizontal axis."""

    def __init__(self, canvas: pyqtgraph.PlotWidget, axis: Axis) -> None:
        """`axis` is the canvas's own right axis."""
        self._item = canvas.getPlotItem()
        self._axis = axis
        self._view = pyqtgraph.ViewBox(enableMenu=False)
        self._view.setMouseEnabled(x=False, y=False)
        self._view.disableAutoRange()
        self._item.scene().addItem(self._view)
        axis.linkToView(self._view)
        self._view.setXLink(self._item.vb)
        self._item.vb.sigResized.connect(self._fit)
        self._range: Range | None = None
        self.curve = Curve()
        self._view.addItem(self.curve.line)
        axis.setWidth(_WIDTH)
        self.set_shown(False)

    @property
    def is_shown(self) -> bool:
        return self._axis.isVisible()

    @property
    def width(self) -> int:
        """The pixels that it takes of the plot; 0 while it is hidden."""
        return _WIDTH if self.is_shown else 0

    def set_shown(self, shown: bool) -> None:
        """Show axis and curve, or give their room to the plot."""
        self._item.showAxis("right", shown)
        self._view.setVisible(shown)

    def set_theme(self, theme: Theme) -> None:
        self._axis.set_theme(theme, grid=False)

    def set_curve(self, x: Vector, y: Vector, colour: str, label: str) -> None:
        """Draw y (n,) over x (n,) on this axis."""
        self.curve.set_data(x, y, colour, label)
        self.set_shown(True)
        self._fit()

    def draw(self, left: float, right: float, pixels: int) -> None:
        """Show the part from x = left to right on so many pixels."""
        if not self.is_shown:
            return
        extent = self.curve.extent(False)
        if extent is not None:
            wanted = settled(self._range, linear_range(min(0.0, extent[0]), extent[1]))
            if wanted != self._range:
                self._range = wanted
                self._view.setRange(yRange=wanted, padding=_MARGIN)
        self.curve.draw(left, right, pixels, False)

    def clear(self) -> None:
        """Take the curve away and hide."""
        self.curve.set_data(np.empty(0), np.empty(0), self.curve.colour, "")
        self._range = None
        self.set_shown(False)

    def _fit(self) -> None:
        self._view.setGeometry(self._item.vb.sceneBoundingRect())
