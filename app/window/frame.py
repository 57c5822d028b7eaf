"""The frame: the bare window, on the screen before anything that fills it has been imported."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QMainWindow

from app.settings import Settings

_WANTED_SIZE = QSize(1600, 1000)
_SMALLEST_SIZE = QSize(960, 620)
_SYSTEM_FRAME = QSize(8, 36)  # what the system's own borders and title may take of the screen
# Experiments, tables, arrays and images, by the end of the name; folders too.
_DROPPABLE = (
    *(".json", ".csv", ".tsv", ".tab", ".txt", ".dat"),
    *(".npz", ".gz", ".idx", "ubyte"),
    *(".png", ".jpg", ".jpeg", ".bmp", ".gif", ".tif", ".tiff", ".webp", ".ppm", ".pgm", ".pbm"),
)


class Frame(QMainWindow):
    """The top-level window. It remembers its place, asks before closing and takes dropped files."""

    files_dropped = Signal(list)  # Paths
    closed = Signal(bool)  # whether the question was asked first

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        self._may_close: Callable[[], bool] | None = None
        self.setWindowTitle("Backprop Lab")
        self.setMinimumSize(_SMALLEST_SIZE)
        self.setAcceptDrops(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self._restore_place()

    def ask_before_closing(self, question: Callable[[], bool]) -> None:
        """Have a question answered with yes before the window closes."""
        self._may_close = question

    def close_unasked(self) -> None:
        """Close without a question, as the system or the terminal wants it."""
        self._may_close = None
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._may_close is not None and not self._may_close():
            event.ignore()
            return
        self._settings.set_layout("frame", self.saveGeometry())
        self.closed.emit(self._may_close is not None)
        event.accept()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _paths(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = _paths(event)
        if paths:
            event.acceptProposedAction()
            self.files_dropped.emit(paths)

    def _restore_place(self) -> None:
        """Stand where the window stood last; the first time, as large as the screen allows."""
        place = self._settings.layout("frame")
        if place is None or not self.restoreGeometry(place):
            available = self.screen().availableGeometry().size()
            self.resize(_WANTED_SIZE.boundedTo(available - _SYSTEM_FRAME))


def _paths(event: QDropEvent) -> list[Path]:
    """The files that are dragged, of the kinds that the window can open."""
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return [path for path in paths if path.name.lower().endswith(_DROPPABLE) or path.is_dir()]
