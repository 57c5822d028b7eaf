"""An axis with few, plain numbers and a thin grid."""

from math import floor

import pyqtgraph
from PySide6.QtCore import QRectF
from PySide6.QtGui import QGuiApplication

from app.look.theme import Theme

_LOWEST_PLAIN_DECADE, _HIGHEST_PLAIN_DECADE = -2, 3
_MOST_DECADES = 7
_END_ROOM = 24  # pixels
_SMALLER = 0.75  # points, against the interface font


class Axis(pyqtgraph.AxisItem):
    """Draws one level of ticks; in logarithmic mode one a decade, as 1, 0.1, 0.01, 1e-3."""

    def __init__(self, orientation: str, label: str, unit: str) -> None:
        super().__init__(orientation, maxTickLength=0)
        self._label = _label_text(label, unit)
        upright = orientation == "left"
        self._end_room = (0, -_END_ROOM, 0, _END_ROOM) if upright else (-_END_ROOM, 0, _END_ROOM, 0)
        self.enableAutoSIPrefix(False)
        font = QGuiApplication.font()
        font.setPointSizeF(font.pointSizeF() - _SMALLER)
        self.setTickFont(font)
        self.setStyle(
            tickAlpha=255, tickTextOffset=6, autoExpandTextSpace=False, hideOverlappingLabels=False
        )

    def set_theme(self, theme: Theme, grid: bool) -> None:
        """Take the theme's colours; draw grid lines across the plot where `grid` says so."""
        self.setPen(None)
        self.setTickPen(pyqtgraph.mkPen(theme.line, width=1))
        self.setTextPen(pyqtgraph.mkPen(theme.muted))
        self.setGrid(255 if grid else False)
        self.setLabel(self._label, color=theme.muted)

    def rename(self, label: str, unit: str) -> None:
        """Say that the axis shows another quantity."""
        self._label = _label_text(label, unit)
        self.setLabel(self._label)

    def boundingRect(self) -> QRectF:
        """The axis with room for the numbers at its ends; pyqtgraph has none beside a grid."""
        return super().boundingRect().adjusted(*self._end_room)

    def tickValues(
        self, minimum: float, maximum: float, size: float
    ) -> list[tuple[float, list[float]]]:
        if not self.logMode:
            return super().tickValues(minimum, maximum, size)[:1]
        decades = floor(maximum + 1e-9) - floor(minimum)
        step = 1 + decades // _MOST_DECADES
        first = floor(minimum)
        exponents = [float(first + step * count) for count in range(decades // step + 1)]
        return [(float(step), [value for value in exponents if value >= minimum - 1e-9])]

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        if self.logMode:
            return [decade_text(round(value)) for value in values]
        return [f"{value:.6g}" for value in values]


def _label_text(label: str, unit: str) -> str:
    return f"{label} ({unit})" if unit else label


def decade_text(exponent: int) -> str:
    """Return ten to the power of `exponent` as the axis writes it: 0.01, 1, 1000, 1e-3, 1e4."""
    if _LOWEST_PLAIN_DECADE <= exponent <= _HIGHEST_PLAIN_DECADE:
        return f"{10.0**exponent:g}"
    return f"1e{exponent}"
