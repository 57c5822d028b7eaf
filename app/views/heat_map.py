"""A heat map of sizes over the steps of a run: a row for each layer, on a logarithmic scale."""

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from app.look.colour_maps import viridis_table
from app.look.plot_axis import power_text
from app.look.plot_curve import exponents
from app.look.plot_range import Range, decade_range, settled
from app.look.theme import Theme
from app.views.history import Floats
from app.views.layer_names import layer_labels
from app.views.ticks import tick_text, ticks
from app.views.told_canvas import ToldCanvas

_LEFT, _RIGHT, _TOP, _BOTTOM = 48, 62, 10, 40
_BAR_WIDTH, _BAR_GAP = 10, 10
_LEAST_LABEL = 13  # pixels between two labels


class HeatMap(ToldCanvas):
    """Draws sizes (rows, layers) in viridis; where nothing was measured the panel shows."""

    def __init__(self, theme: Theme, name: str, empty_text: str) -> None:
        super().__init__(theme, name, empty_text)
        self._steps: Floats = np.empty(0)
        self._values: Floats = np.empty((0, 0))
        self._decades: Range | None = None

    def draw(self, steps: Floats, values: Floats) -> None:
        """Draw values (rows, layers) over steps (rows,), ascending."""
        if values.shape[1:] != self._values.shape[1:]:
            self._decades = None
        self._steps, self._values = steps, values
        finite = exponents(values)[np.isfinite(exponents(values))]
        if len(finite):
            wanted = decade_range(float(finite.min()), float(finite.max()))
            self._decades = settled(self._decades, wanted)
        self.update()

    def clear(self) -> None:
        """Draw nothing until there are values again."""
        self.draw(np.empty(0), np.empty((0, 0)))

    @property
    def card_lines(self) -> list[str]:
        """What the card under the mouse tells; empty without one."""
        plot = self._plot
        if self._mouse is None or not self._values.size or not plot.contains(self._mouse):
            return []
        count = self._values.shape[1]
        layer = min(int((self._mouse.y() - plot.top()) / plot.height() * count), count - 1)
        share = (self._mouse.x() - plot.left()) / plot.width()
        row = int(self._rows_at(np.array([share]))[0])
        step = self.tr("step {step}").format(step=f"{self._steps[row]:.0f}")
        value = self._values[row, layer]
        told = self.tr("not measured") if np.isnan(value) else f"{value:.3g}"
        return [layer_labels(count)[layer], step, told]

    @property
    def is_empty(self) -> bool:
        return not self._values.size or self._decades is None

    def paint(self, painter: QPainter) -> None:
        assert self._decades is not None
        self._paint_cells(painter, self._decades)
        self._paint_axes(painter)
        self._paint_scale(painter, self._decades)

    @property
    def _plot(self) -> QRectF:
        return QRectF(self.rect()).adjusted(_LEFT, _TOP, -_RIGHT, -_BOTTOM)

    @property
    def _span(self) -> Range:
        """The first and the last step; apart even where there is one only."""
        first, last = float(self._steps[0]), float(self._steps[-1])
        return first, max(last, first + 1)

    def _rows_at(self, shares: Floats) -> np.ndarray:
        """Return the row that was measured last at each share of the way from first to last."""
        first, last = self._span
        steps = first + shares * (last - first)
        return np.searchsorted(self._steps, steps, side="right") - 1

    def _paint_cells(self, painter: QPainter, decades: Range) -> None:
        """Draw one image: a column for each pixel, a row for each layer."""
        plot, (low, high) = self._plot, decades
        columns = max(int(plot.width()), 1)
        values = self._values[self._rows_at((np.arange(columns) + 0.5) / columns)].T
        sizes = exponents(values)  # a size of 0 has the lowest colour
        table = viridis_table()
        shares = np.clip((np.nan_to_num(sizes, nan=low) - low) / (high - low), 0, 1)
        pixels = table[np.rint(shares * (len(table) - 1)).astype(np.intp)]
        panel = QColor(self._theme.panel)
        pixels[np.isnan(values)] = (panel.red(), panel.green(), panel.blue(), 255)
        height, width, _ = pixels.shape
        layout = QImage.Format.Format_RGBX8888
        painter.drawImage(plot, QImage(pixels.data, width, height, 4 * width, layout))

    def _paint_axes(self, painter: QPainter) -> None:
        plot, count = self._plot, self._values.shape[1]
        painter.setPen(QColor(self._theme.muted))
        pitch = plot.height() / count
        every = max(1, -(-_LEAST_LABEL // max(int(pitch), 1)))
        side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for index, label in enumerate(layer_labels(count)):
            if (count - 1 - index) % every == 0:
                y = plot.top() + (index + 0.5) * pitch
                painter.drawText(QRectF(0, y - 10, plot.left() - 8, 20), side, label)
        middle = Qt.AlignmentFlag.AlignCenter
        first, last = self._span
        for step in ticks(first, last, max(int(plot.width() / 72), 2)):
            x = plot.left() + (step - first) / (last - first) * plot.width()
            painter.drawText(QRectF(x - 40, plot.bottom() + 2, 80, 16), middle, tick_text(step))
        below = QRectF(plot.left(), plot.bottom() + 18, plot.width(), 18)
        painter.drawText(below, middle, self.tr("step"))

    def _paint_scale(self, painter: QPainter, decades: Range) -> None:
        """Draw viridis from bottom to top, with what its ends stand for."""
        plot = self._plot
        bar = QRectF(plot.right() + _BAR_GAP, plot.top(), _BAR_WIDTH, plot.height())
        pixels = np.ascontiguousarray(viridis_table()[::-1])
        layout = QImage.Format.Format_RGBX8888
        painter.drawImage(bar, QImage(pixels.data, 1, len(pixels), 4, layout))
        for exponent, y in zip(decades, (bar.bottom() - 8, bar.top() + 8), strict=True):
            beside = QRectF(bar.right() + 4, y - 8, 40, 16)
            painter.drawText(beside, Qt.AlignmentFlag.AlignVCenter, power_text(exponent))
