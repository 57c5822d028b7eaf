"""The table of baselines: the network in its first line, a method in each of the others."""

import math
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

_PICTURE = QSize(32, 32)
_ROW_HEIGHT = 40  # pixels: two lines of text, or a picture
_LEAST_WIDTH = 68  # pixels, of a column of numbers
_NAME, _TEST, _TRAIN, _SECONDS = range(4)
_NONE = "–"


@dataclass(frozen=True)
class Line:
    """What a line says. Numbers that are None are not there; `note` stands below the name."""

    name: str
    note: str = ""
    test_accuracy: float | None = None
    train_accuracy: float | None = None
    seconds: float | None = None
    tooltip: str = ""


class BaselinesTable(QTableWidget):
    """Name, accuracy on test and training samples, and the time that fitting took."""

    def __init__(self, lines: int) -> None:
        super().__init__(lines, 4)
        self._lines: list[Line | None] = [None] * lines
        self._is_regression = False
        self.setAccessibleName(self.tr("Baselines beside the network"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.setFrameShape(QTableWidget.Shape.NoFrame)
        self.setIconSize(_PICTURE)
        self.verticalHeader().setDefaultSectionSize(_ROW_HEIGHT)
        self.verticalHeader().hide()
        self._items = [[_item(column) for column in range(4)] for _ in range(lines)]
        self._place_items()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(_LEAST_WIDTH)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(_NAME, QHeaderView.ResizeMode.Stretch)

    def set_regression(self, is_regression: bool) -> None:
        """Write R² where values are predicted, percentages where classes are told apart."""
        self._is_regression = is_regression
        self._lines = [None] * len(self._lines)

    def show_line(self, row: int, line: Line) -> None:
        """Write one line, where it differs from what is written."""
        if self._lines[row] == line:
            return
        self._lines[row] = line
        name = f"{line.name}\n{line.note}" if line.note else line.name
        texts = (
            name,
            self._accuracy(line.test_accuracy),
            self._accuracy(line.train_accuracy),
            seconds_text(line.seconds),
        )
        for column, text in enumerate(texts):
            item = self._items[row][column]
            item.setText(text)
            item.setToolTip(line.tooltip)

    def show_picture(self, row: int, picture: QIcon) -> None:
        """Put a picture before the name of a line; an empty one takes it away."""
        self._items[row][_NAME].setIcon(picture)

    @property
    def picture_size(self) -> QSize:
        """The size of pictures in device pixels."""
        return _PICTURE * self.devicePixelRatioF()

    def _place_items(self) -> None:
        labels = (self.tr("Method"), self.tr("Test"), self.tr("Train"), self.tr("Fit"))
        for column, label in enumerate(labels):
            heading = QTableWidgetItem(label)
            side = Qt.AlignmentFlag.AlignLeft if column == _NAME else Qt.AlignmentFlag.AlignRight
            heading.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
            heading.setToolTip(self._explained(column, label))
            self.setHorizontalHeaderItem(column, heading)
        for row, items in enumerate(self._items):
            for column, item in enumerate(items):
                self.setItem(row, column, item)

    def _accuracy(self, value: float | None) -> str:
        if value is None or math.isnan(value):
            return _NONE
        return f"{value:.3f}" if self._is_regression else f"{value:.1%}"

    def _explained(self, column: int, label: str) -> str:
        explanations = {
            _TEST: self.tr("Accuracy, or R², on the samples that are kept for testing"),
            _TRAIN: self.tr("Accuracy, or R², on the samples that were learned from"),
            _SECONDS: self.tr("The time that fitting took; for the network, training so far"),
        }
        return explanations.get(column, label)


def seconds_text(seconds: float | None) -> str:
    """Return a time in milliseconds, seconds or minutes."""
    if seconds is None or math.isnan(seconds):
        return _NONE
    if seconds < 1:
        text = QCoreApplication.translate("BaselinesTable", "{count} ms")
        return text.format(count=f"{1000 * seconds:.3g}")
    if seconds < 100:
        text = QCoreApplication.translate("BaselinesTable", "{count} s")
        return text.format(count=f"{seconds:.3g}")
    text = QCoreApplication.translate("BaselinesTable", "{count} min")
    return text.format(count=f"{seconds / 60:.3g}")


def _item(column: int) -> QTableWidgetItem:
    item = QTableWidgetItem()
    if column != _NAME:
        item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return item
