"""The table of runs: names, the settings that differ, and how far each run has come."""

import math
from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPoint, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from app.session.runs import RunRecord
from app.views.number_table import Cell, NumberTable
from app.views.run_settings import differing

_NUMBER = Qt.ItemDataRole.UserRole
_VALUE = Qt.ItemDataRole.UserRole + 1
_DOT = 10  # pixels
_ROW_HEIGHT = 28
_NONE = "–"
_FIGURES = 5  # how far a run has come, in so many columns behind its name


class RunsTable(QTableWidget):
    """One run a line; the name can be edited in place. A click on a heading sorts."""

    renamed = Signal(int, str)  # the number of a run, its new name
    menu_asked = Signal(QPoint)  # where, in the table

    def __init__(self) -> None:
        super().__init__()
        self._names: tuple[str, ...] = ()
        self._settings: tuple[tuple[str, tuple[str, ...]], ...] = ()
        self.setAccessibleName(self.tr("Runs of this session"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.DoubleClicked | trigger.EditKeyPressed)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setFrameShape(QTableWidget.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().setDefaultSectionSize(_ROW_HEIGHT)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self.menu_asked)
        self.itemChanged.connect(self._tell_name)

    @property
    def chosen(self) -> int | None:
        """The number of the run whose line is chosen."""
        row = self.currentRow()
        item = self.item(row, 0) if row >= 0 else None
        return None if item is None else int(item.data(_NUMBER))

    def rename_chosen(self) -> None:
        """Let the name of the chosen run be written."""
        item = self.item(self.currentRow(), 0)
        if item is not None:
            self.editItem(item)

    def show_runs(
        self, records: Sequence[RunRecord], colours: Sequence[str], pinned: int | None
    ) -> None:
        """Write a line for each run; the chosen one stays chosen."""
        if self.state() is QAbstractItemView.State.EditingState:
            return  # a name is being written; it is told when that is done
        chosen = self.chosen
        with QSignalBlocker(self):
            self.setSortingEnabled(False)
            self._write_headings(records)
            self.setRowCount(len(records))
            for row, (record, colour) in enumerate(zip(records, colours, strict=True)):
                self._write(row, record, colour, record.number == pinned)
                for column, (_, values) in enumerate(self._settings, start=1 + _FIGURES):
                    self.setItem(row, column, _item(values[row]))
            self.setSortingEnabled(True)
            self._choose(chosen)

    @property
    def table(self) -> NumberTable:
        """What stands in the table, with all digits of the numbers."""
        rows = [
            [self._cell(row, column) for column in range(self.columnCount())]
            for row in range(self.rowCount())
        ]
        return NumberTable.of(self._names, rows)

    def _cell(self, row: int, column: int) -> Cell:
        item = self.item(row, column)
        if item is None:
            return ""
        value = item.data(_VALUE)
        return item.text() if value is None else value

    def _write_headings(self, records: Sequence[RunRecord]) -> None:
        self._settings = differing([record.experiment for record in records])
        figures = (
            self.tr("best test loss"),
            self.tr("at epoch"),
            self.tr("best test accuracy"),
            self.tr("epochs"),
            self.tr("seconds"),
        )
        names = (self.tr("run"), *figures, *(name for name, _ in self._settings))
        if names != self._names:
            self._names = names
            self.setColumnCount(len(names))
            self.setHorizontalHeaderLabels(list(names))

    def _write(self, row: int, record: RunRecord, colour: str, is_pinned: bool) -> None:
        name = _item(record.name, editable=True)
        name.setData(_NUMBER, record.number)
        name.setIcon(_dot(colour, is_pinned))
        name.setToolTip(self.tr("Double click or F2 to rename"))
        self.setItem(row, 0, name)
        curve = record.curve
        loss, epoch = best(curve.column("test_loss"), curve.column("epoch"), np.nanargmin)
        accuracy, _ = best(curve.column("test_accuracy"), curve.column("epoch"), np.nanargmax)
        digits = ".3f" if record.facts.task == "regression" else ".1%"
        figures = (
            (loss, f"{loss:.4g}"),
            (epoch, f"{epoch:.0f}"),
            (accuracy, f"{accuracy:{digits}}"),
            (record.epochs, f"{record.epochs:,}"),
            (record.seconds, f"{record.seconds:.1f}"),
        )
        for column, (value, text) in enumerate(figures, start=1):
            self.setItem(row, column, _figure(value, text))

    def _choose(self, number: int | None) -> None:
        for row in range(self.rowCount()):
            item = self.item(row, 0)
            if item is not None and item.data(_NUMBER) == number:
                self.selectRow(row)

    def _tell_name(self, item: QTableWidgetItem) -> None:
        if item.column() == 0:
            self.renamed.emit(int(item.data(_NUMBER)), item.text())


class _Figure(QTableWidgetItem):
    """A number that is sorted as one; what is not there comes last."""

    def __lt__(self, other: QTableWidgetItem) -> bool:
        mine, others = float(self.data(_VALUE)), float(other.data(_VALUE))
        return mine < others if not math.isnan(mine) else False


def best(values: np.ndarray, epochs: np.ndarray, find: object) -> tuple[float, float]:
    """The best of some values (points,) and its epoch; NaN where none was measured."""
    if np.isnan(values).all():
        return math.nan, math.nan
    index = int(find(values))  # type: ignore[operator]
    return float(values[index]), float(epochs[index])


def _item(text: str, editable: bool = False) -> QTableWidgetItem:
    item = QTableWidgetItem(text)
    if not editable:
        item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
    return item


def _figure(value: float, text: str) -> QTableWidgetItem:
    item = _Figure(_NONE if math.isnan(value) else text)
    item.setData(_VALUE, value)
    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
    return item


def _dot(colour: str, is_pinned: bool) -> QIcon:
    """The colour that a run's curve has; with a ring where it is pinned."""
    pixmap = QPixmap(2 * _DOT, 2 * _DOT)
    pixmap.setDevicePixelRatio(2)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor(colour) if is_pinned else Qt.PenStyle.NoPen)
    if is_pinned:
        painter.drawEllipse(1, 1, _DOT - 2, _DOT - 2)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    inset = 3 if is_pinned else 1
    painter.drawEllipse(inset, inset, _DOT - 2 * inset, _DOT - 2 * inset)
    painter.end()
    return QIcon(pixmap)
