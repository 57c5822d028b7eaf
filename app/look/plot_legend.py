"""The legend of a plot: each curve's name in its colour, in a corner that the curves leave free."""

from collections.abc import Iterable
from html import escape

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget

from app.look.plot_curve import Curve
from app.look.theme import Theme

_MARGIN = 12
_BOTTOM_AXIS = 44
_GROUND, _RADIUS = 205, 4  # of 255, and pixels


class PlotLegend(QLabel):
    """Coloured names, right-aligned, that let the mouse through."""

    def __init__(self, parent: QWidget, most: int = 6) -> None:
        """`most` names; of more, the first and the last few."""
        super().__init__(parent)
        self._most = most
        self._ground = "#FFFFFF"
        self.setProperty("role", "muted")
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setTextFormat(Qt.TextFormat.RichText)
        self._corner = (QRect(), False)

    def set_theme(self, theme: Theme) -> None:
        """Stand on the theme's panel."""
        self._ground = theme.panel
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Write the names on a ground that lets curves behind them shimmer through."""
        if not self.text():
            return
        painter = QPainter(self)
        ground = QColor(self._ground)
        ground.setAlpha(_GROUND)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(self.rect(), _RADIUS, _RADIUS)
        painter.end()
        super().paintEvent(event)

    def show_curves(self, curves: Iterable[Curve]) -> None:
        """Name the curves that have a label."""
        lines = [
            f'<span style="color:{curve.colour}; font-weight:600">{escape(curve.label)}</span>'
            for curve in curves
            if curve.label
        ]
        if len(lines) > self._most:
            half = self._most // 2
            lines = [*lines[:half], "⋮", *lines[-half:]]
        text = "<br>".join(lines)
        if text != self.text():
            self.setText(text)
            self.adjustSize()
            self.place(*self._corner)

    def place(self, area: QRect, low: bool) -> None:
        """Move to the upper right corner of the area, or with `low` to the lower right."""
        self._corner = (area, low)
        x = area.right() - self.width() - _MARGIN
        y = area.bottom() - self.height() - _BOTTOM_AXIS if low else area.top() + _MARGIN
        self.move(x, y)
