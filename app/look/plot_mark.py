"""A mark is a dashed vertical line in a plot with a few words at one end."""

import pyqtgraph
from PySide6.QtCore import QRectF, Qt

from app.look.theme import Theme

_HIGH, _LOW = 0.93, 0.05  # of the plot's height: where the words stand
_CLEAR = 12  # pixels between the end of the plot and a legend at that end


class Mark:
    """Hidden until it is set."""

    def __init__(self, canvas: pyqtgraph.PlotWidget, is_strong: bool = False) -> None:
        """`is_strong`: a whole line in the accent's colour, for the moment that is looked at."""
        self._is_strong = is_strong
        self._line = pyqtgraph.InfiniteLine(
            angle=90, label="", labelOpts={"position": _HIGH, "anchors": [(0, 0.5), (1, 0.5)]}
        )
        self._place = _HIGH
        self._line.hide()
        canvas.addItem(self._line, ignoreBounds=True)

    @property
    def text(self) -> str:
        """What the mark says; empty while it is hidden."""
        return self._line.label.format if self._line.isVisible() else ""

    def set_theme(self, theme: Theme) -> None:
        style = Qt.PenStyle.SolidLine if self._is_strong else Qt.PenStyle.DashLine
        colour = theme.accent if self._is_strong else theme.muted
        self._line.setPen(pyqtgraph.mkPen(colour, width=1, style=style))
        self._line.label.setColor(theme.muted)

    def put(self, x: float, text: str) -> None:
        """Mark the place x."""
        self._line.setPos(x)
        self._line.label.setFormat(text)
        self._line.show()

    @property
    def area(self) -> QRectF:
        """Where the words stand on the canvas."""
        label = self._line.label
        return label.mapRectToScene(label.boundingRect())

    @property
    def x(self) -> float:
        """The place that is marked."""
        return float(self._line.value())

    def place(self, low: bool, legend: float, height: float) -> None:
        """Write the words at the upper end, or with `low` at the lower one; clear of the legend.

        `legend` is its height where it stands at that end, else 0, `height` that of the plot.
        """
        room = legend + _CLEAR + self.area.height() / 2
        inside = min(room / max(height, 1), 0.5) if legend else 0.0
        place = max(_LOW, inside) if low else min(_HIGH, 1 - inside)
        if place != self._place:
            self._place = place
            self._line.label.setPosition(place)
            self._line.scene().update()  # or the words stay where they were, too

    def hide(self) -> None:
        """Mark nothing."""
        self._line.hide()
