"""Autosave writes the unsaved experiment into the recovery file a moment after each edit."""

from PySide6.QtCore import QObject, QTimer, Signal

from app.session.recovery import Recovery
from app.session.session import Session

_MOMENT_MS = 800


class Autosave(QObject):
    """Keeps the recovery file in step with a session; a failure is said once."""

    failed = Signal(str)

    def __init__(self, session: Session, recovery: Recovery) -> None:
        super().__init__(session)
        self._session = session
        self._recovery = recovery
        self._has_failed = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_MOMENT_MS)
        self._timer.timeout.connect(self._write)
        session.experiment_changed.connect(self._timer.start)
        session.file_changed.connect(lambda _: self._timer.start())

    def flush(self) -> None:
        """Write at once."""
        self._timer.stop()
        self._write()

    def discard(self) -> None:
        """Keep nothing: the work is saved, or given up."""
        self._timer.stop()
        self._recovery.clear()

    def _write(self) -> None:
        try:
            if self._session.modified:
                self._recovery.keep(self._session.experiment)
            else:
                self._recovery.clear()
        except OSError as error:
            self._say_once(error)

    def _say_once(self, error: OSError) -> None:
        if not self._has_failed:
            self._has_failed = True
            text = self.tr("Unsaved work cannot be kept for a restart: {fault}.")
            self.failed.emit(text.format(fault=error.strerror or str(error)))
