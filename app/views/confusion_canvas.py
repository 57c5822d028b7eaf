"""The canvas of a confusion matrix: counts and shares, precision and recall of each class."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPen

from app.look.colour_maps import viridis_table
from app.look.theme import Theme
from app.views.empty import small
from app.views.number_table import NumberTable
from app.views.told_canvas import ToldCanvas
from engine.probes import Confusion

_TOP, _MARGIN = 20, 12
_RECALL = 54  # pixels of the column at the right
_LONGEST_NAME = 72
_ROOM_FOR_SHARE = 34  # pixels of a cell in which count and share fit, one below the other
_ROOM_FOR_COUNT = 22
_GAP = 1
_LIGHT_FROM = 0.6  # of viridis: lighter cells have dark text
_STEPS = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
}

Cell = tuple[int, int]


class ConfusionCanvas(ToldCanvas):
    """Rows are true classes, columns predicted ones; a cell's colour is its share of its row.

    `cell_chosen` carries the true and the predicted class of a cell that is clicked, or on which
    Enter is pressed.
    """

    cell_chosen = Signal(int, int)

    def __init__(self, theme: Theme) -> None:
        name = QCoreApplication.translate("ConfusionCanvas", "Confusion matrix")
        text = QCoreApplication.translate(
            "ConfusionCanvas", "The confusions appear here as soon as there is a run."
        )
        super().__init__(theme, name, text)
        self._confusion: Confusion | None = None
        self._names: tuple[str, ...] = ()
        self._cell: Cell | None = None  # under the mouse, or reached by keys
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def set_confusion(self, confusion: Confusion, names: tuple[str, ...]) -> None:
        """Show which of the named classes is taken for which."""
        self._confusion, self._names = confusion, names
        self.update()

    def clear(self) -> None:
        """Show nothing until there is a matrix again."""
        self._confusion = None
        self._cell = None
        self.update()

    @property
    def table(self) -> NumberTable | None:
        """The counts: a row for each true class, a column for each predicted one."""
        if self._confusion is None:
            return None
        rows = zip(self._names, self._confusion.counts.tolist(), strict=True)
        return NumberTable.of(("true", *self._names), ((name, *counts) for name, counts in rows))

    @property
    def card_lines(self) -> list[str]:
        """What the card beside a cell tells; empty without one."""
        if self._confusion is None or self._cell is None:
            return []
        true, said = self._cell
        counts = self._confusion.counts
        if max(self._cell) >= len(counts):
            return []
        whole = max(int(counts[true].sum()), 1)
        text = self.tr("{count} of {whole} samples of {true} ({share})")
        told = text.format(
            count=counts[true, said],
            whole=counts[true].sum(),
            true=self._names[true],
            share=_percent(counts[true, said] / whole),
        )
        return [self.tr("taken for {said}").format(said=self._names[said]), told]

    @property
    def is_empty(self) -> bool:
        return self._confusion is None or not self._confusion.counts.size

    @property
    def card_place(self) -> QRectF | None:
        return None if self._cell is None else self._area(self._cell)

    def paint(self, painter: QPainter) -> None:
        assert self._confusion is not None
        self._paint_cells(painter, self._confusion)
        self._paint_words(painter, self._confusion)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._cell = self._cell_at(event.position())
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        cell = self._cell_at(event.position())
        if cell is not None and event.button() == Qt.MouseButton.LeftButton:
            self.cell_chosen.emit(*cell)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        count = len(self._names)
        if event.key() in _STEPS and self._confusion is not None:
            down, right = _STEPS[Qt.Key(event.key())]
            row, column = self._cell or (0, 0)
            if self._cell is not None:
                row, column = row + down, column + right
            self._cell = min(max(row, 0), count - 1), min(max(column, 0), count - 1)
            self.setAccessibleDescription(", ".join(self.card_lines))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._cell is not None:
            self.cell_chosen.emit(*self._cell)
        else:
            super().keyPressEvent(event)
            return
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._cell = None
        self.update()

    @property
    def _line(self) -> float:
        return QFontMetricsF(small(self.font())).lineSpacing()

    @property
    def _plot(self) -> QRectF:
        metrics = QFontMetricsF(small(self.font()))
        widest = max((metrics.horizontalAdvance(name) for name in self._names), default=0.0)
        left = _MARGIN + self._line + min(widest, _LONGEST_NAME) + 8
        bottom = 3 * self._line + 8
        return QRectF(self.rect()).adjusted(left, _TOP, -_RECALL, -bottom)

    def _area(self, cell: Cell) -> QRectF:
        plot, count = self._plot, max(len(self._names), 1)
        width, height = plot.width() / count, plot.height() / count
        area = QRectF(plot.left() + cell[1] * width, plot.top() + cell[0] * height, width, height)
        return area.adjusted(_GAP, _GAP, -_GAP, -_GAP) if width > 4 * _GAP else area

    def _cell_at(self, point: QPointF) -> Cell | None:
        plot, count = self._plot, len(self._names)
        if self._confusion is None or not plot.contains(point):
            return None
        row = int((point.y() - plot.top()) / plot.height() * count)
        column = int((point.x() - plot.left()) / plot.width() * count)
        return min(row, count - 1), min(column, count - 1)

    def _paint_cells(self, painter: QPainter, confusion: Confusion) -> None:
        counts = confusion.counts
        shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
        table = viridis_table()
        for row, column in np.ndindex(*counts.shape):
            area, share = self._area((row, column)), float(shares[row, column])
            empty = counts[row, column] == 0
            pixel = table[round(share * (len(table) - 1))].tolist()
            painter.fillRect(area, QColor(self._theme.line) if empty else QColor(*pixel))
            if not empty:
                painter.setPen(QColor("#1D2430" if share >= _LIGHT_FROM else "#FFFFFF"))
                self._paint_numbers(painter, area, int(counts[row, column]), share)
        if self._cell is not None and max(self._cell) < len(counts):
            painter.setPen(QPen(QColor(self._theme.text), 2))
            painter.drawRect(self._area(self._cell))

    def _paint_numbers(self, painter: QPainter, area: QRectF, count: int, share: float) -> None:
        middle = Qt.AlignmentFlag.AlignCenter
        least = min(area.width(), area.height())
        if least >= _ROOM_FOR_SHARE:
            painter.drawText(area, middle, f"{count}\n{_percent(share)}")
        elif least >= self._line and area.width() >= _ROOM_FOR_COUNT:
            painter.drawText(area, middle, str(count))

    def _paint_words(self, painter: QPainter, confusion: Confusion) -> None:
        plot, line = self._plot, self._line
        painter.setPen(QColor(self._theme.muted))
        self._paint_side(painter, plot, line)
        every = max(1, -(-int(line) // max(int(plot.height() / len(self._names)), 1)))
        across = plot.width() / len(self._names)
        right, middle = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignCenter
        upright = Qt.AlignmentFlag.AlignVCenter
        metrics = QFontMetricsF(painter.font())
        elide = Qt.TextElideMode.ElideRight
        for index, name in enumerate(self._names):
            row, column = self._area((index, 0)), self._area((0, index))
            beside = QRectF(row.left() - _LONGEST_NAME - 6, row.center().y() - line / 2, 0, line)
            beside.setWidth(_LONGEST_NAME)
            if index % every == 0:
                short = metrics.elidedText(name, elide, _LONGEST_NAME)
                painter.drawText(beside, right | upright, short)
                beside.moveLeft(plot.right() + 6)
                recall = _percent(float(confusion.recall[index]))
                painter.drawText(beside, Qt.AlignmentFlag.AlignLeft | upright, recall)
            below = QRectF(column.left(), plot.bottom() + 2, across, line)
            painter.drawText(below, middle, metrics.elidedText(name, elide, across))
            below.translate(0, line)
            precision = _percent(float(confusion.precision[index]))
            if metrics.horizontalAdvance(precision) > across:
                precision = precision.partition("\u202f")[0]
            if metrics.horizontalAdvance(precision) <= across:
                painter.drawText(below, middle, precision)

    def _paint_side(self, painter: QPainter, plot: QRectF, line: float) -> None:
        """Name the axes, and the column and the row that are not part of the matrix."""
        middle = Qt.AlignmentFlag.AlignCenter
        head = QRectF(plot.right() + 2, plot.top() - line - 2, _RECALL - 4, line)
        painter.drawText(head, middle, self.tr("recall"))
        foot = QRectF(plot.left() - 30, plot.bottom() + 2 + 2 * line, plot.width() + 60, line)
        text = self.tr("predicted, and its precision")
        painter.drawText(foot, middle, text)
        painter.save()
        painter.translate(_MARGIN, plot.center().y())
        painter.rotate(-90)
        painter.drawText(QRectF(-60, -line / 2, 120, line), middle, self.tr("true"))
        painter.restore()


def _percent(share: float | NDArray[np.float64]) -> str:
    return "–" if np.isnan(share) else f"{100 * float(share):.0f}\u202f%"
