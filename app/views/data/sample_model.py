"""The model of the table of samples: it knows the rows around those that can be seen."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QColor, QPixmap

from app.look.style import mix
from app.look.theme import Theme, class_colours
from app.views.data.marks import mark_pixmap
from app.views.data.sample_page import Pages, Row
from app.views.data.sample_words import (
    UNKNOWN,
    number_text,
    row_lines,
    said_text,
    set_text,
    share_text,
    target_text,
)
from engine.data.dataset import Facts

Index = QModelIndex | QPersistentModelIndex

NUMBER, SET, TARGET, SAID, CONFIDENCE, LOSS = range(6)
FIRST_FEATURE = 6
_WRONG_SHARE = 0.12  # of the theme's bad colour behind a misclassified row
_RIGHT_ALIGNED = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT_ALIGNED = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class Cell:
    """What a cell of the table shows."""

    text: str
    is_number: bool
    mark: QPixmap | None = None
    ground: QColor | None = None


class SampleModel(QAbstractTableModel):
    """A row for each sample: what is known of it, what the network said, and its features."""

    def __init__(self, pages: Pages, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pages = pages
        self._facts: Facts | None = None
        self._headings: list[str] = []
        self._marks: dict[tuple[int, bool], QPixmap] = {}
        self._total = 0
        self._last: tuple[int, Row | None] = (-1, None)
        self.set_theme(theme)

    def set_facts(self, facts: Facts) -> None:
        """Show other data."""
        self.beginResetModel()
        self._facts, self._total = facts, 0
        self._last = (-1, None)
        self._marks.clear()
        self._headings = [*self._fixed_headings(facts), *facts.column_names]
        self.endResetModel()

    def set_theme(self, theme: Theme) -> None:
        """Mark in another theme's colours."""
        self._theme = theme
        self._marks.clear()
        self._wrong_ground = QColor(mix(theme.panel, theme.bad, _WRONG_SHARE))

    def refresh(self) -> None:
        """The page is new: tell which rows have changed, came or went."""
        self._last = (-1, None)
        self._resize(self._pages.total)
        page = self._pages.page
        if page is not None and len(page.values) and self._headings:
            last = min(page.start + len(page.values), self._total) - 1
            if page.start <= last:
                corner = self.index(last, len(self._headings) - 1)
                self.dataChanged.emit(self.index(page.start, 0), corner)

    def cell(self, place: int, column: int) -> Cell:
        """All that a cell shows; an ellipsis where the row is not measured yet."""
        row, is_number = self._row(place), self._is_number(column)
        if row is None or self._facts is None:
            return Cell("…", is_number)
        ground = self._wrong_ground if row.is_wrong else None
        return Cell(self._text(row, column), is_number, self._mark(row, column), ground)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else self._total

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._headings)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        is_column = orientation == Qt.Orientation.Horizontal and section < len(self._headings)
        if is_column and role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._headings[section]
        if is_column and role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT_ALIGNED if self._is_number(section) else _LEFT_ALIGNED
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        cell = self.cell(index.row(), index.column())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return cell.text
            case Qt.ItemDataRole.TextAlignmentRole:
                return _RIGHT_ALIGNED if cell.is_number else _LEFT_ALIGNED
            case Qt.ItemDataRole.DecorationRole:
                return cell.mark
            case Qt.ItemDataRole.BackgroundRole:
                return cell.ground
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleTextRole:
                row = self._row(index.row())
                return self._whole_text(row, index.column()) if row else None
        return None

    def _fixed_headings(self, facts: Facts) -> list[str]:
        certainty = self.tr("Confidence") if facts.class_count else self.tr("Error")
        names = [self.tr("Sample"), self.tr("Set"), self.tr("Target"), self.tr("Prediction")]
        return [*names, certainty, self.tr("Loss")]

    def _resize(self, total: int) -> None:
        if total > self._total:
            self.beginInsertRows(QModelIndex(), self._total, total - 1)
            self._total = total
            self.endInsertRows()
        elif total < self._total:
            self.beginRemoveRows(QModelIndex(), total, self._total - 1)
            self._total = total
            self.endRemoveRows()

    def _row(self, place: int) -> Row | None:
        """The row at a place, kept because all its cells are asked for one after the other."""
        if self._last[0] != place:
            self._last = (place, self._pages.row(place))
        return self._last[1]

    def _is_number(self, column: int) -> bool:
        is_value = column in (TARGET, SAID) and self._facts is not None
        if is_value and self._facts is not None:
            return not self._facts.class_count
        return column not in (SET, TARGET, SAID)

    def _text(self, row: Row, column: int) -> str:
        assert self._facts is not None
        if column >= FIRST_FEATURE:
            return number_text(float(row.values[column - FIRST_FEATURE]), 4)
        match column:
            case 0:
                return f"{row.number + 1:,}"
            case 1:
                return set_text(row.is_test)
            case 2:
                return target_text(row.target, self._facts)
            case 3:
                return said_text(row, self._facts)
            case 4:
                return share_text(row.confidence) if self._facts.class_count else _error(row)
        return number_text(row.loss, 3)

    def _whole_text(self, row: Row, column: int) -> str:
        assert self._facts is not None
        text = self._text(row, column)
        if column >= FIRST_FEATURE:
            return f"{row.values[column - FIRST_FEATURE]:.9g}"
        if column == SAID and row.is_wrong:
            return self.tr("{text}, misclassified").format(text=text)
        return text if column else "\n".join(row_lines(row, self._facts))

    def _mark(self, row: Row, column: int) -> QPixmap | None:
        """A point in the class's colour; a cross where the network said the wrong one."""
        facts = self._facts
        if facts is None or not facts.class_count or column not in (TARGET, SAID):
            return None
        shown = row.target if column == TARGET else row.said
        if shown is None:
            return None
        key = (int(shown), column == SAID and row.is_wrong)
        if key not in self._marks:
            colour = class_colours(facts.class_count)[key[0]]
            self._marks[key] = mark_pixmap(colour, self._theme, is_cross=key[1])
        return self._marks[key]


def _error(row: Row) -> str:
    """The prediction minus the target."""
    if row.said is None:
        return UNKNOWN
    difference = np.atleast_1d(row.said) - np.atleast_1d(row.target)
    return ", ".join(number_text(float(value)) for value in difference)
