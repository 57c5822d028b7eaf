"""Bars on a logarithmic scale: one size of a gradient for each layer."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, isfinite, log10

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from app.look.plot_axis import power_text
from app.look.plot_range import Range, settled
from app.look.theme import Theme, layer_colour
from app.views.layer_names import layer_labels
from app.views.told_canvas import ToldCanvas

_LEFT, _RIGHT, _TOP, _BOTTOM = 48, 16, 10, 26
_BAR_SHARE = 0.6  # of the room that each layer has
_WIDEST_BAR = 44
_LEAST_LABEL = 26  # pixels between the beginnings of two labels
_MOST_LINES = 7
_FEWEST_DECADES = 3
_ROOM_BELOW = 0.3  # decades under the smallest bar, so that it can be seen
_GUIDE = [3.0, 3.0]  # dashes


@dataclass(frozen=True)
class Bar:
    """One layer: the size of its gradient, what the mouse tells of it, and a guide beside it."""

    value: float
    story: tuple[str, ...] = ()
    guide: float | None = None


class GradientBars(ToldCanvas):
    """Draws sizes from the first layer (violet) to the last (cyan), and guides as dashed lines."""

    def __init__(self, theme: Theme) -> None:
        name = QCoreApplication.translate("GradientBars", "Gradient magnitude per layer")
        text = QCoreApplication.translate(
            "GradientBars", "Gradients appear here with the first training step."
        )
        super().__init__(theme, name, text)
        self._bars: tuple[Bar, ...] = ()
        self._decades: Range | None = None

    def set_bars(self, bars: Sequence[Bar]) -> None:
        """Show one bar for each layer; the scale moves only where it must."""
        if len(bars) != len(self._bars):
            self._decades = None
        self._bars = tuple(bars)
        guides = (bar.guide for bar in bars if bar.guide is not None)
        sizes = [size for size in (*(bar.value for bar in bars), *guides) if _can_be_drawn(size)]
        if sizes:
            exponents = [log10(size) for size in sizes]
            low, high = floor(min(exponents) - _ROOM_BELOW), ceil(max(exponents))
            self._decades = settled(self._decades, (min(low, high - _FEWEST_DECADES), high))
        self.update()

    @property
    def decades(self) -> Range | None:
        """The range of the scale, as exponents of ten; None before there is anything to draw."""
        return self._decades

    @property
    def labels(self) -> tuple[str, ...]:
        """The names below the bars."""
        return layer_labels(len(self._bars))

    @property
    def card_lines(self) -> list[str]:
        """What the card under the mouse tells; empty without one."""
        index = self._bar_under_mouse()
        if index is None:
            return []
        return [self.labels[index], *self._bars[index].story]

    @property
    def is_empty(self) -> bool:
        return not self._bars or self._decades is None

    def paint(self, painter: QPainter) -> None:
        assert self._decades is not None
        self._paint_decades(painter, self._decades)
        self._paint_bars(painter, self._decades)

    @property
    def _plot(self) -> QRectF:
        return QRectF(self.rect()).adjusted(_LEFT, _TOP, -_RIGHT, -_BOTTOM)

    def _paint_decades(self, painter: QPainter, decades: Range) -> None:
        """Draw one line a decade, or fewer where there are many."""
        plot, (low, high) = self._plot, decades
        step = 1 + int(high - low) // _MOST_LINES
        for exponent in range(int(low), int(high) + 1, step):
            y = self._height_of(exponent, decades)
            painter.setPen(QPen(QColor(self._theme.line), 1))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            painter.setPen(QColor(self._theme.muted))
            area = QRectF(0, y - 10, plot.left() - 8, 20)
            side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(area, side, power_text(exponent))

    def _paint_bars(self, painter: QPainter, decades: Range) -> None:
        plot, count = self._plot, len(self._bars)
        room = plot.width() / count
        width = max(round(min(_BAR_SHARE * room, _WIDEST_BAR)), 1)
        every = max(1, -(-_LEAST_LABEL // max(int(room), 1)))
        line = QFontMetricsF(painter.font()).lineSpacing()
        for index, (bar, label) in enumerate(zip(self._bars, self.labels, strict=True)):
            centre = plot.left() + (index + 0.5) * room
            if _can_be_drawn(bar.value):
                top = self._height_of(log10(bar.value), decades)
                area = QRectF(round(centre - width / 2), top, width, plot.bottom() - top)
                painter.fillRect(area, QColor(layer_colour(index, count, self._theme)))
            if bar.guide is not None and _can_be_drawn(bar.guide):
                self._paint_guide(painter, centre, room, self._height_of(log10(bar.guide), decades))
            if (count - 1 - index) % every == 0:
                painter.setPen(QColor(self._theme.muted))
                area = QRectF(centre - 30, plot.bottom() + 6, 60, line)
                painter.drawText(area, Qt.AlignmentFlag.AlignCenter, label)

    def _paint_guide(self, painter: QPainter, centre: float, room: float, y: float) -> None:
        pen = QPen(QColor(self._theme.muted), 1)
        pen.setDashPattern(_GUIDE)
        painter.setPen(pen)
        painter.drawLine(QPointF(centre - room / 2, y), QPointF(centre + room / 2, y))

    def _height_of(self, exponent: float, decades: Range) -> float:
        plot, (low, high) = self._plot, decades
        share = min(max((exponent - low) / (high - low), 0.0), 1.0)
        return float(round(plot.bottom() - share * plot.height()))

    def _bar_under_mouse(self) -> int | None:
        plot = self._plot
        if self._mouse is None or not self._bars or not plot.contains(self._mouse):
            return None
        share = (self._mouse.x() - plot.left()) / plot.width()
        return min(int(share * len(self._bars)), len(self._bars) - 1)


def _can_be_drawn(size: float) -> bool:
    return size > 0 and isfinite(size)
