"""A column chooser is a list of a table's columns with check marks and, when long, a filter."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

_FILTER_FROM = 8  # columns
_ROW_HEIGHT = 22  # pixels


class ColumnChooser(QWidget):
    """Which columns are inputs. At least one stays checked: a change that leaves none is undone
    and `refused` emitted. `columns_changed` carries the names of the checked ones, in order."""

    columns_changed = Signal(tuple)
    refused = Signal(str)

    def __init__(self, rows: int = 6) -> None:
        """Be at most so many rows high."""
        super().__init__()
        self._rows = rows
        self.filter = QLineEdit()
        self.list = QListWidget()
        self.all = QPushButton(self.tr("All"))
        self.none = QPushButton(self.tr("None"))
        self._chosen: tuple[str, ...] = ()
        self._lay_out()
        self.filter.textChanged.connect(self._apply_filter)
        self.list.itemChanged.connect(self._check_change)
        self.all.clicked.connect(lambda: self._check_shown(Qt.CheckState.Checked))
        self.none.clicked.connect(lambda: self._check_shown(Qt.CheckState.Unchecked))

    @property
    def chosen(self) -> tuple[str, ...]:
        """The checked columns, in the file's order."""
        return self._chosen

    def set_columns(self, names: Sequence[str], chosen: Sequence[str]) -> None:
        """List columns and check some of them, silently."""
        self.list.blockSignals(True)
        if names != self._names():
            self.list.clear()
            for name in names:
                item = QListWidgetItem(name, self.list)
                item.setSizeHint(QSize(0, _ROW_HEIGHT))
                item.setToolTip(name)
            self._fit(len(names))
        wanted = set(chosen)
        for item in self._items():
            checked = item.text() in wanted
            item.setCheckState(Qt.CheckState.Checked if checked else Qt.CheckState.Unchecked)
        self.list.blockSignals(False)
        self._chosen = self._checked()
        self._apply_filter(self.filter.text())

    def _lay_out(self) -> None:
        self.filter.setPlaceholderText(self.tr("Filter columns"))
        self.filter.setAccessibleName(self.tr("Filter columns"))
        self.filter.setClearButtonEnabled(True)
        self.list.setAccessibleName(self.tr("Input columns"))
        self.list.setToolTip(self.tr("The columns that the network sees; Space checks one."))
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.all.setToolTip(self.tr("Check all columns listed here."))
        self.none.setToolTip(self.tr("Uncheck all columns listed here."))
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self.filter, 1)
        for button in (self.all, self.none):
            button.setProperty("role", "flat")
            row.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(row)
        layout.addWidget(self.list)

    def _fit(self, count: int) -> None:
        """Be as high as the rows need, up to the most; offer the filter for long lists."""
        for widget in (self.filter, self.all, self.none):
            widget.setVisible(count >= _FILTER_FROM)
        rows = min(max(count, 1), self._rows)
        self.list.setMinimumHeight(min(rows, 3) * _ROW_HEIGHT + 4)
        self.list.setMaximumHeight(rows * _ROW_HEIGHT + 4)

    def _check_change(self, item: QListWidgetItem) -> None:
        if not self._checked():
            self.list.blockSignals(True)
            item.setCheckState(Qt.CheckState.Checked)
            self.list.blockSignals(False)
            self.refused.emit(self.tr("At least one column must stay."))
            return
        self._report()

    def _check_shown(self, state: Qt.CheckState) -> None:
        self.list.blockSignals(True)
        for item in self._items():
            if not item.isHidden():
                item.setCheckState(state)
        self.list.blockSignals(False)
        if not self._checked():
            self.set_columns(self._names(), self._chosen)
            self.refused.emit(self.tr("At least one column must stay."))
            return
        self._report()

    def _report(self) -> None:
        self._chosen = self._checked()
        self.columns_changed.emit(self._chosen)

    def _apply_filter(self, text: str) -> None:
        for item in self._items():
            item.setHidden(text.casefold() not in item.text().casefold())

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(row) for row in range(self.list.count())]

    def _names(self) -> list[str]:
        return [item.text() for item in self._items()]

    def _checked(self) -> tuple[str, ...]:
        checked = Qt.CheckState.Checked
        return tuple(item.text() for item in self._items() if item.checkState() == checked)
