"""An axis with few, plain numbers and a thin grid."""

from math import floor, log10

import pyqtgraph
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF, QGuiApplication

from app.look.theme import Theme

_PLAIN_FROM, _PLAIN_TO = 0.99e-2, 9999  # other powers are written as 1e-3
_MOST_DECADES = 7
_FINE_BELOW = 2.0  # decades; a shorter axis also has ticks at 2 and 5
_PARTS = (0.0, log10(2), log10(5))
_END_ROOM = 24  # pixels
_TEXT_GAP = 12  # pixels between two numbers
_SMALLER = 0.75  # points, against the interface font


class Axis(pyqtgraph.AxisItem):
    """Draws one level of ticks; in logarithmic mode at decades: 1, 0.1, 0.01, 1e-3."""

    def __init__(self, orientation: str, label: str, unit: str) -> None:
        super().__init__(orientation, maxTickLength=0)
        self._label = _label_text(label, unit)
        upright = orientation in ("left", "right")
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

    def fit_label(self, length: float) -> None:
        """Leave the label out where the axis, `length` pixels long, is too short for it."""
        self.showLabel(self.label.boundingRect().width() <= length)

    def boundingRect(self) -> QRectF:
        """The axis with room for the numbers at its ends; pyqtgraph has none beside a grid."""
        return super().boundingRect().adjusted(*self._end_room)

    def tickValues(
        self, minimum: float, maximum: float, size: float
    ) -> list[tuple[float, list[float]]]:
        if not self.logMode:
            return self._fitting(super().tickValues(minimum, maximum, size)[:1], size)
        first, last = floor(minimum), floor(maximum + 1e-9)
        step = 1 + (last - first) // _MOST_DECADES
        parts = _PARTS if maximum - minimum < _FINE_BELOW else (0.0,)
        exponents = [decade + part for decade in range(first, last + 1, step) for part in parts]
        inside = [value for value in exponents if minimum - 1e-9 <= value <= maximum + 1e-9]
        return [(float(step), inside)]

    def _fitting(
        self, levels: list[tuple[float, list[float]]], size: float
    ) -> list[tuple[float, list[float]]]:
        """Leave out numbers that would touch, along a horizontal axis `size` pixels long."""
        if self.orientation != "bottom" or not levels or len(levels[0][1]) == 0:
            return levels
        spacing, values = levels[0]
        metrics = QFontMetricsF(self.style["tickFont"])
        widest = max(metrics.horizontalAdvance(text) for text in self.tickStrings(values, 1, 1))
        most = max(int(size / (widest + _TEXT_GAP)), 1)
        every = -(-len(values) // most)
        kept = [value for value in values if round(value / spacing) % every == 0]
        return [(spacing * every, kept)]

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        if self.logMode:
            return [power_text(value) for value in values]
        return [f"{value:.6g}" for value in values]


def _label_text(label: str, unit: str) -> str:
    return f"{label} ({unit})" if unit else label


def power_text(exponent: float) -> str:
    """Return ten to the power of `exponent` as the axis writes it: 0.01, 1, 1000, 1e-3, 2e4."""
    value = 10.0**exponent
    if _PLAIN_FROM <= value <= _PLAIN_TO:
        return f"{value:.3g}" if value < 1000 else f"{value:.0f}"
    mantissa, power = f"{value:.0e}".split("e")
    return f"{mantissa}e{int(power)}"
