"""A file label shows a file's name, shortened in its middle; the whole path is its tooltip."""

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLabel


class FileLabel(QLabel):
    """One line: as much of the name's beginning and end as there is room for."""

    def show_path(self, path: str) -> None:
        """Name a file."""
        self.setText(Path(path).name)
        self.setToolTip(path)
        self.setAccessibleDescription(path)

    def minimumSizeHint(self) -> QSize:
        return QSize(48, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        middle = Qt.TextElideMode.ElideMiddle
        shown = self.fontMetrics().elidedText(self.text(), middle, self.width())
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        painter.drawText(self.rect(), int(self.alignment()), shown)
