"""A set gallery shows the data sets on offer as small pictures of themselves."""

from html import escape

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QWidget

from app.look.appearance import Appearance
from app.look.icons import icon
from app.panels.data_sets import DataSet, data_key
from app.panels.set_picture import SetPicture, set_picture
from app.widgets.thumbnail import Thumbnail
from engine.experiment.data import AnyData

_COLUMNS = 6
_SPACING = 4
_SMALLEST, _LARGEST = 32, 48  # pixels


class SetGallery(QWidget):
    """One picture a set. The present data's picture is marked.

    The pictures are made one by one after the gallery is first shown, so that the window need not
    wait for them.
    """

    chosen = Signal(object)  # DataSet

    def __init__(self, appearance: Appearance, sets: tuple[DataSet, ...]) -> None:
        super().__init__()
        self._appearance = appearance
        self._sets = sets
        self._pictures: dict[str, SetPicture] = {}
        self._waiting = [offered for offered in sets if not offered.icon]
        self.thumbnails: dict[str, Thumbnail] = {}
        self._side = _LARGEST
        self._group = QButtonGroup(self)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._paint_next)
        self._lay_out()
        appearance.theme_changed.connect(self._repaint)

    def mark(self, data: AnyData) -> None:
        """Mark the picture of some data; none, where it is not on offer here."""
        self._group.setExclusive(False)
        for key, thumbnail in self.thumbnails.items():
            thumbnail.setChecked(key == data_key(data))
        self._group.setExclusive(True)

    def minimumSizeHint(self) -> QSize:
        height = self._side * self._rows + _SPACING * (self._rows - 1)
        return QSize(_SMALLEST * _COLUMNS + _SPACING * (_COLUMNS - 1), height)

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fill the width with the pictures of one row."""
        super().resizeEvent(event)
        side = (self.width() - _SPACING * (_COLUMNS - 1)) // _COLUMNS
        self._side = min(max(side, _SMALLEST), _LARGEST)
        for thumbnail in self.thumbnails.values():
            thumbnail.setFixedSize(self._side, self._side)
        self.updateGeometry()

    @property
    def painted(self) -> int:
        """How many sets show their picture by now."""
        return len(self._pictures)

    @property
    def _rows(self) -> int:
        return -(-len(self.thumbnails) // _COLUMNS)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._waiting:
            self._timer.start(0)

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(_SPACING)
        grid.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        for number, offered in enumerate(self._sets):
            grid.addWidget(self._make(offered), *divmod(number, _COLUMNS))

    def _make(self, offered: DataSet) -> Thumbnail:
        thumbnail = Thumbnail(offered.title)
        thumbnail.setToolTip(f"<b>{escape(offered.title)}</b><br>{escape(offered.sentence)}")
        thumbnail.setAccessibleDescription(offered.sentence)
        thumbnail.clicked.connect(lambda: self.chosen.emit(offered))
        self.thumbnails[offered.key] = thumbnail
        if offered.icon:
            thumbnail.set_picture(icon(offered.icon, "muted"))
        else:  # the arrow keys choose at once, and shall neither empty a drawing nor open a dialog
            self._group.addButton(thumbnail)
        return thumbnail

    def _paint_next(self) -> None:
        if not self._waiting:
            self._timer.stop()
            return
        offered = self._waiting.pop(0)
        self._pictures[offered.key] = set_picture(offered.data)
        self._paint(offered)

    def _paint(self, offered: DataSet) -> None:
        picture = self._pictures[offered.key]
        colours = picture.colours(self._appearance.theme)
        self.thumbnails[offered.key].set_points(picture.points, colours)

    def _repaint(self) -> None:
        for offered in self._sets:
            if offered.key in self._pictures:
                self._paint(offered)
