"""A paint watch notes the moment when a widget is painted for the first time."""

import time

from PySide6.QtCore import QDeadlineTimer, QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget


class PaintWatch(QObject):
    """Watches one widget until it has been painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.moment: float | None = None  # seconds since the epoch, as time.time() gives them
        self._widget = widget
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.moment = time.time()
            self._widget.removeEventFilter(self)
        return False

    def wait(self, milliseconds: int) -> None:
        """Handle events until the widget has been painted, or the time is over."""
        deadline = QDeadlineTimer(milliseconds)
        while self.moment is None and not deadline.hasExpired():
            QApplication.processEvents()
