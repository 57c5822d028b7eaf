"""Own files: a button that opens a file of the user's, and under it those that were open."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.look.icons import icon
from app.panels.data_memory import file_path
from engine.experiment.data import AnyData


class OwnFiles(QWidget):
    """`open_wanted` asks for another file, `chosen` carries the data of one used before."""

    open_wanted = Signal()
    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.open = QPushButton(icon("folder", "muted"), self.tr("Open…"))
        self.open.setToolTip(self.tr("Learn from a file of your own: a table, images, arrays."))
        self.files: list[_FileButton] = []
        self._shown: tuple[AnyData, ...] = ()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(2)
        self._layout.addWidget(self.open, 0, Qt.AlignmentFlag.AlignLeft)
        self.open.clicked.connect(self.open_wanted)

    def show_files(self, files: Sequence[AnyData], present: AnyData) -> None:
        """Offer these files; the one in use is marked."""
        if self._shown != tuple(files):
            self._shown = tuple(files)
            self._make_buttons()
        for button in self.files:
            button.setChecked(button.data == present)

    def _make_buttons(self) -> None:
        while self.files:
            button = self.files.pop()
            self._layout.removeWidget(button)
            button.hide()
            button.deleteLater()
        for data in self._shown:
            button = _FileButton(data)
            button.clicked.connect(lambda _=False, button=button: self._choose(button))
            self._layout.addWidget(button)
            self.files.append(button)

    def _choose(self, button: "_FileButton") -> None:
        button.setChecked(not button.isChecked())  # the mark follows the data, once it is read
        self.chosen.emit(button.data)


class _FileButton(QPushButton):
    """A file's name, shortened in its middle; the whole path is its tooltip."""

    def __init__(self, data: AnyData) -> None:
        super().__init__()
        self.data = data
        self._name = Path(file_path(data)).name
        self.setProperty("role", "file")
        self.setCheckable(True)
        self.setIcon(icon("file", "muted"))
        self.setToolTip(self.tr("Learn from {file} again.").format(file=file_path(data)))
        self.setAccessibleName(self._name)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setText(self._name)

    def minimumSizeHint(self) -> QSize:
        return QSize(48, super().minimumSizeHint().height())

    def resizeEvent(self, event: object) -> None:
        """Shorten the name to the width there is."""
        room = self.width() - self.iconSize().width() - 20
        middle = Qt.TextElideMode.ElideMiddle
        self.setText(self.fontMetrics().elidedText(self._name, middle, room))
