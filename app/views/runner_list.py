"""The list of a race's runners: a colour, a name and the settings of each."""

from PySide6.QtCore import QCoreApplication, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QKeyEvent, QKeySequence, QPixmap
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from app.views.runner_looks import runner_colours, settings_text
from app.views.runner_rows import Runners

_SWATCH = QSize(12, 12)


class RunnerList(QListWidget):
    """One row is chosen. `asked` carries what keys ask for: copy or remove."""

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        tr = QCoreApplication.translate
        name = tr("RunnerEditor", "Runners")
        tip = tr("RunnerEditor", "The optimizers that race: Del removes one, Ctrl+D copies it")
        self.setAccessibleName(name)
        self.setToolTip(tip)
        self.setIconSize(_SWATCH)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)

    def show_runners(self, runners: Runners) -> None:
        """Show these rows; the chosen place stays, as far as there is one."""
        place = min(max(self.currentRow(), 0), len(runners) - 1)
        with QSignalBlocker(self):
            while self.count() > len(runners):
                self.takeItem(self.count() - 1)
            while self.count() < len(runners):
                self.addItem(QListWidgetItem())
            for at, (runner, colour) in enumerate(
                zip(runners, runner_colours(runners), strict=True)
            ):
                item, text = self.item(at), settings_text(runner)
                item.setText(f"{type(runner).__name__}   {text}")
                item.setToolTip(f"{type(runner).__name__}\n{text}")
                item.setIcon(_swatch(colour))
            self.setCurrentRow(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if event.matches(QKeySequence.StandardKey.Delete):
            self.asked.emit("remove")
        elif is_control and event.key() == Qt.Key.Key_D:
            self.asked.emit("copy")
        else:
            super().keyPressEvent(event)


def _swatch(colour: str) -> QIcon:
    picture = QPixmap(_SWATCH)
    picture.fill(QColor(colour))
    icon = QIcon(picture)
    icon.addPixmap(picture, QIcon.Mode.Selected)
    return icon
