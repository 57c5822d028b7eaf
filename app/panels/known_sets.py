"""The known data sets: what comes with scikit-learn, and what is downloaded when asked for."""

from html import escape

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QLabel, QWidget

from app.dialogs.set_words import set_words
from app.look.appearance import Appearance
from app.look.colour_maps import diverging_rgba
from app.look.icons import icon
from app.look.theme import Theme, class_colours
from app.panels.sample_pictures import Scattered, sample_picture
from app.widgets.set_tile import SetTile
from engine.data.known_sets import KNOWN_SETS, megabytes
from engine.experiment.data import BUNDLED, DOWNLOADS, AnyData, Bundled, Download

_COLUMNS = 2
_SPACING = 4
_MOST = 99  # of a target that is no class

Known = Bundled | Download


class KnownSets(QWidget):
    """A tile a set; `chosen` carries the data of the one that was clicked.

    The pictures are made one by one after it is first shown. A set that is not on the disk shows
    its size and a mark; `refresh` looks again, as after a download.
    """

    chosen = Signal(object)  # Bundled or Download

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self.tiles: dict[str, SetTile] = {}
        self._data: dict[str, Known] = {name: Bundled(name=name) for name in BUNDLED}
        self._data |= {name: Download(name=name) for name in DOWNLOADS}
        self._waiting: list[str] = []
        self._group = QButtonGroup(self)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._paint_next)
        self._lay_out()
        appearance.theme_changed.connect(self.refresh)

    def mark(self, data: AnyData) -> None:
        """Mark the tile of some data; none, where it is no known set."""
        name = data.name if isinstance(data, Bundled | Download) else ""
        self._group.setExclusive(False)
        for key, tile in self.tiles.items():
            tile.setChecked(key == name)
        self._group.setExclusive(True)

    def refresh(self) -> None:
        """Look again what is on the disk, and paint everything anew."""
        self._waiting = list(self._data)
        self._timer.start(0)

    @property
    def refresh_pending(self) -> bool:
        """Whether some tiles are still to be painted anew."""
        return self._timer.isActive()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(_SPACING)
        for heading, names in (
            (self.tr("Comes along"), BUNDLED),
            (self.tr("To be downloaded once"), DOWNLOADS),
        ):
            label = QLabel(heading)
            label.setProperty("role", "caption")
            row = grid.rowCount()
            grid.addWidget(label, row, 0, 1, _COLUMNS)
            for place, name in enumerate(names):
                tile = self._tile(name)
                grid.addWidget(tile, row + 1 + place // _COLUMNS, place % _COLUMNS)
        for column in range(_COLUMNS):
            grid.setColumnStretch(column, 1)

    def _tile(self, name: str) -> SetTile:
        data = self._data[name]
        words = set_words(data)
        tile = SetTile(words.title, words.size)
        tile.clicked.connect(lambda: self.chosen.emit(data))
        self._group.addButton(tile)
        self.tiles[name] = tile
        self._explain(name)
        return tile

    def _explain(self, name: str) -> None:
        """Say what a set is, and what a click does where it is not on the disk."""
        data, tile = self._data[name], self.tiles[name]
        words = set_words(data)
        sentence, detail = words.sentence, words.size
        if isinstance(data, Download) and KNOWN_SETS[data.name].missing():
            detail = megabytes(KNOWN_SETS[data.name].size)
            sentence = f"{sentence} " + self.tr("A click offers the download.")
            tile.set_icon(icon("download", "muted"))
        elif isinstance(data, Download):
            tile.set_icon(icon("check", "muted"))
        tile.set_detail(detail)
        tile.setToolTip(f"<b>{escape(words.title)}</b> ({words.size})<br>{escape(sentence)}")

    def _paint_next(self) -> None:
        """Paint one tile, and leave the others for later."""
        if not self._waiting:
            self._timer.stop()
            return
        name = self._waiting.pop(0)
        self._explain(name)
        picture, tile = sample_picture(self._data[name]), self.tiles[name]
        if isinstance(picture, Scattered):
            tile.set_points(picture.points, _colours(picture, self._appearance.theme))
        elif picture is not None:
            tile.set_image(picture)


def _colours(picture: Scattered, theme: Theme) -> tuple[str, ...]:
    """One colour a point: its class's, or from the lowest value to the highest."""
    if picture.class_count:
        colours = class_colours(picture.class_count)
        return tuple(colours[target] for target in picture.targets)
    values = 2 * picture.targets.reshape(1, -1) / _MOST - 1
    rgb = diverging_rgba(values, theme, 1.0)[0, :, :3]
    return tuple(f"#{red:02X}{green:02X}{blue:02X}" for red, green, blue in rgb)
