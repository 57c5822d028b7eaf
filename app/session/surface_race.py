"""The race of a session: optimizers on an analytic surface, computed in the background."""

from PySide6.QtCore import QObject, QTimer, Signal

from app.jobs.background import Background
from app.jobs.job import Done, Failed
from app.jobs.race_on_surface import RaceOnSurface, RaceRecord

_POLL_MS = 16


class SurfaceRace(QObject):
    """The last race that was run, or why there is none. Nothing runs before it is asked for."""

    changed = Signal()

    def __init__(self, in_process: bool = False, parent: QObject | None = None) -> None:
        """`in_process`: race in a thread, where no process can be started."""
        super().__init__(parent)
        self.record: RaceRecord | None = None
        self.error = ""
        self._background = Background(in_process)
        self._next: RaceOnSurface | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_POLL_MS)
        self._timer.timeout.connect(self._poll)

    @property
    def running(self) -> bool:
        """Whether a race is to come."""
        return self._background.running or self._next is not None

    def start(self, race: RaceOnSurface) -> None:
        """Run this race; of several that are asked for at once, the last."""
        if self._background.running:
            self._next = race
            return
        self._background.begin(race)
        self._timer.start()

    def close(self) -> None:
        """End the background worker."""
        self._timer.stop()
        self._next = None
        self._background.close()

    def _poll(self) -> None:
        has_changed = False
        for news in self._background.poll():
            if isinstance(news, Failed):
                self.record, self.error, has_changed = None, news.message, True
            elif not isinstance(news, Done):
                self.record, self.error, has_changed = news.value, "", True
        if not self._background.running:
            self._timer.stop()
            if self._next is not None:
                race, self._next = self._next, None
                self.start(race)
        if has_changed:
            self.changed.emit()
