"""A table preview shows the first rows of a file as they are read."""

from collections.abc import Collection

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QTableWidget, QTableWidgetItem

from engine.data.table_format import TableFormat

_ROW_HEIGHT = 26  # pixels


class TablePreview(QTableWidget):
    """The first rows. The target's heading says so; columns that are not used are greyed."""

    def __init__(self) -> None:
        super().__init__()
        self._names: tuple[str, ...] = ()
        self._items: list[list[QTableWidgetItem]] = []
        self.setAccessibleName(self.tr("First rows of the file"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAlternatingRowColors(True)
        self.setTabKeyNavigation(False)
        self.verticalHeader().setDefaultSectionSize(_ROW_HEIGHT)
        self.verticalHeader().hide()

    def show_rows(self, form: TableFormat) -> None:
        """Show the first rows of a file."""
        self.clear()
        self.setRowCount(len(form.preview))
        self.setColumnCount(len(form.column_names))
        self.setHorizontalHeaderLabels(form.column_names)
        self._names = form.column_names
        self._items = [
            [QTableWidgetItem(cell) for cell in cells] for cells in zip(*form.preview, strict=True)
        ]
        for column, items in enumerate(self._items):
            for row, item in enumerate(items):
                self.setItem(row, column, item)

    def mark(self, target: str, inputs: Collection[str]) -> None:
        """Mark the target's column, and grey those that are neither target nor input."""
        for column in range(len(self._items)):
            self._mark_column(column, target, inputs)
        self.resizeColumnsToContents()

    def _mark_column(self, column: int, target: str, inputs: Collection[str]) -> None:
        name = self._names[column]
        is_target = name == target
        heading = self.tr("{name} (target)").format(name=name) if is_target else name
        self.setHorizontalHeaderItem(column, QTableWidgetItem(heading))
        used = is_target or name in inputs
        for item in self._items[column]:
            item.setFlags(Qt.ItemFlag.ItemIsEnabled if used else Qt.ItemFlag.NoItemFlags)
            font = item.font()
            font.setBold(is_target)
            item.setFont(font)
