"""Histograms one below the other: a row for each layer, in its colour."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from pyqtgraph.Qt import internals
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from app.look.theme import Theme, layer_colour
from app.views.ticks import tick_text
from app.views.told_canvas import ToldCanvas
from engine.probes import Histogram

_LEFT, _RIGHT, _TOP, _BOTTOM = 44, 16, 6, 8
_GAP = 6  # pixels between two rows
_LEAST_FOR_NUMBERS = 38  # pixels of a row that has the ends of its range below it
_LEAST_LABEL = 13  # pixels between two labels
_ROOM_OVER_NEXT = 1.3  # times the second bar that the highest may have before it is cut


@dataclass(frozen=True)
class HistogramRow:
    """One layer: its short label, what is written over its histogram, and what the mouse tells."""

    label: str
    histogram: Histogram
    note: str = ""
    lines: tuple[str, ...] = ()


class HistogramStack(ToldCanvas):
    """Draws rows from the first layer (violet) to the last (cyan), each on its own range.

    A bar that would flatten all others, such as a ReLU's zeros, is cut, with a break in it.
    """

    def __init__(self, theme: Theme, name: str, empty_text: str) -> None:
        super().__init__(theme, name, empty_text)
        self._rows: tuple[HistogramRow, ...] = ()

    @property
    def rows(self) -> tuple[HistogramRow, ...]:
        """What is drawn, first layer first."""
        return self._rows

    def set_rows(self, rows: Sequence[HistogramRow]) -> None:
        """Draw these layers."""
        self._rows = tuple(rows)
        self.update()

    @property
    def card_lines(self) -> list[str]:
        """What the card under the mouse tells; empty without one."""
        if self._mouse is None:
            return []
        for index, row in enumerate(self._rows):
            area = self._area(index)
            if area.adjusted(0, -_GAP / 2, 0, _GAP / 2).contains(self._mouse):
                share = (self._mouse.x() - area.left()) / area.width()
                return [row.label, *row.lines, self._bin_line(row.histogram, share)]
        return []

    @property
    def is_empty(self) -> bool:
        return not self._rows

    def paint(self, painter: QPainter) -> None:
        every = -(-_LEAST_LABEL // max(int(self._pitch), 1))
        for index, row in enumerate(self._rows):
            self._paint_row(painter, index, row, (len(self._rows) - 1 - index) % every == 0)

    @property
    def _pitch(self) -> float:
        """The height that each row has, with the gap below it."""
        return (self.height() - _TOP - _BOTTOM) / max(len(self._rows), 1)

    def _area(self, index: int) -> QRectF:
        """Where the bars of a row stand, with the numbers below them."""
        gap = min(_GAP, self._pitch / 4)
        width = max(self.width() - _LEFT - _RIGHT, 1)
        return QRectF(_LEFT, _TOP + index * self._pitch, width, self._pitch - gap)

    def _paint_row(self, painter: QPainter, index: int, row: HistogramRow, labelled: bool) -> None:
        metrics = QFontMetricsF(painter.font())
        area = self._area(index)
        line = metrics.height()
        if area.height() >= _LEAST_FOR_NUMBERS:
            area.adjust(0, 0, 0, -line)
            self._paint_ends(painter, area, row.histogram, line)
        colour = QColor(layer_colour(index, len(self._rows), self._theme))
        _paint_bars(painter, area, row.histogram.counts, colour, QColor(self._theme.panel))
        painter.setPen(QPen(QColor(self._theme.line), 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        painter.setPen(QColor(self._theme.muted))
        if labelled:
            beside = QRectF(0, area.center().y() - line / 2, _LEFT - 8, line)
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(beside, right, row.label)
        if row.note and area.height() >= line:
            painter.setPen(QColor(self._theme.text))
            corner = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
            painter.drawText(area, corner, row.note)

    def _paint_ends(
        self, painter: QPainter, area: QRectF, histogram: Histogram, line: float
    ) -> None:
        """Write the ends of the range below the bars, and 0 where it lies between them."""
        low, high = histogram.low, histogram.high
        values = (low, 0.0, high) if low < 0 < high else (low, high)
        painter.setPen(QColor(self._theme.muted))
        for value in values:
            x = area.left() + (value - low) / (high - low) * area.width()
            left = min(max(x - 30, area.left()), area.right() - 60)
            side = Qt.AlignmentFlag.AlignHCenter
            if value == low:
                side = Qt.AlignmentFlag.AlignLeft
            elif value == high:
                side = Qt.AlignmentFlag.AlignRight
            painter.drawText(QRectF(left, area.bottom(), 60, line), side, tick_text(value))

    def _bin_line(self, histogram: Histogram, share: float) -> str:
        """Tell which numbers the bin at a share of the range holds, and how many of all."""
        bins = len(histogram.counts)
        place = min(max(int(share * bins), 0), bins - 1)
        width = (histogram.high - histogram.low) / bins
        low = histogram.low + place * width
        part = histogram.counts[place] / max(histogram.counts.sum(), 1)
        text = self.tr("{low} … {high}: {share}\u202f%")
        return text.format(low=f"{low:.3g}", high=f"{low + width:.3g}", share=f"{100 * part:.1f}")


def heights_of(counts: NDArray[np.int64]) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Return each bar's height (bins,) as a share of the room, and which bars are cut."""
    ordered = np.sort(counts)
    highest, second = int(ordered[-1]), int(ordered[-2]) if len(ordered) > 1 else 0
    top = min(highest, _ROOM_OVER_NEXT * second) if second else highest
    return np.minimum(counts / max(top, 1), 1.0), counts > max(top, 1)


def _paint_bars(
    painter: QPainter, area: QRectF, counts: NDArray[np.int64], colour: QColor, panel: QColor
) -> None:
    heights, cut = heights_of(counts)
    edges = np.rint(area.left() + np.linspace(0, area.width(), len(counts) + 1))
    gap = 1 if area.width() >= 3 * len(counts) else 0
    buffer = internals.PrimitiveArray(QRectF, 4)
    buffer.resize(len(counts))
    memory = buffer.ndarray()
    tops = np.rint(heights * area.height())
    tops[(counts > 0) & (tops < 1)] = 1  # a pixel at least, so that a rare number can be seen
    memory[:, 0] = edges[:-1]
    memory[:, 1] = area.bottom() - tops
    memory[:, 2] = np.maximum(np.diff(edges) - gap, 1)
    memory[:, 3] = tops
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRects(*buffer.drawargs())
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for place in np.flatnonzero(cut).tolist():
        x, width = float(edges[place]), float(edges[place + 1] - edges[place])
        painter.fillRect(QRectF(x, area.top() + 0.2 * area.height(), width, 2), panel)
