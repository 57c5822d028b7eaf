"""The table of samples: as many rows as there are, of which only those in sight are known."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from app.look.theme import Theme
from app.views.data.sample_delegate import SampleDelegate
from app.views.data.sample_model import FIRST_FEATURE, SAID, TARGET, SampleModel
from app.views.data.sample_page import Pages
from engine.data.dataset import Facts

_ROW_HEIGHT = 26  # pixels
_WIDTHS = (68, 68, 100, 100, 100, 82)  # enough for −0.0123456 where there are values
_FEATURE_WIDTHS = (84, 140)  # enough for −0.01234
_ROOM = 20  # pixels beside a heading
_LONGEST_NAME, _BESIDE_NAME = 110, 36  # pixels of a class's name, and beside it


class SampleTable(QTableView):
    """Shows Pages; Enter, or a double click, opens the sample."""

    opened = Signal(int)  # the place in the list
    looked = Signal()  # other rows are in sight

    def __init__(self, pages: Pages, theme: Theme) -> None:
        super().__init__()
        self._pages = pages
        self._rows = SampleModel(pages, theme, self)
        self._delegate = SampleDelegate(self._rows, theme)
        self.setModel(self._rows)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(self.tr("Samples"))
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setProperty("role", "plain")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self._prepare_headers()
        self.verticalScrollBar().valueChanged.connect(self._look)
        self.doubleClicked.connect(self._open)

    def set_facts(self, facts: Facts) -> None:
        """Show other data, from its first row."""
        self._rows.set_facts(facts)
        header, metrics = self.horizontalHeader(), self.fontMetrics()
        longest = max((metrics.horizontalAdvance(name) for name in facts.class_names), default=0)
        for column, width in enumerate(_WIDTHS):
            names = min(longest, _LONGEST_NAME) + _BESIDE_NAME if column in (TARGET, SAID) else 0
            header.resizeSection(column, max(width, names))
        least, most = _FEATURE_WIDTHS
        for column, name in enumerate(facts.column_names, start=FIRST_FEATURE):
            wanted = metrics.horizontalAdvance(name) + _ROOM
            header.resizeSection(column, min(max(wanted, least), most))
        self.scrollToTop()

    def set_theme(self, theme: Theme) -> None:
        """Mark in another theme's colours."""
        self._rows.set_theme(theme)
        self._delegate.set_theme(theme)
        self.viewport().update()

    def refresh(self) -> None:
        """The page is new."""
        self._rows.refresh()
        self._look()

    def go_to(self, place: int) -> None:
        """Select the row at a place of the list, and scroll there."""
        if 0 <= place < self._rows.rowCount():
            self.setCurrentIndex(self._rows.index(place, 0))

    @property
    def place(self) -> int:
        """The place of the selected row; -1: none is."""
        return self.currentIndex().row()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: self._rows.rowCount() - 1}
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.place >= 0:
            self.opened.emit(self.place)
        elif event.key() in ends:
            self.go_to(ends[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters are the window's shortcuts; searching a million rows would take too long."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._look()

    def _prepare_headers(self) -> None:
        rows, columns = self.verticalHeader(), self.horizontalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(_ROW_HEIGHT)
        rows.hide()
        columns.setHighlightSections(False)
        columns.setTextElideMode(Qt.TextElideMode.ElideRight)
        columns.setMinimumSectionSize(44)
        columns.setDefaultSectionSize(_FEATURE_WIDTHS[0])

    def _look(self) -> None:
        """Note which rows are in sight."""
        first = self.rowAt(0)
        count = self.viewport().height() // _ROW_HEIGHT + 2
        self._pages.look_at(max(first, 0), count)
        self.looked.emit()

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(index.row())
