"""The race of a session: optimizers on an analytic surface, computed in the background."""

from PySide6.QtCore import QObject

from app.jobs.job import Done, Failed, News
from app.jobs.race_on_surface import RaceOnSurface, RaceRecord
from app.session.job_watch import JobWatch


class SurfaceRace(JobWatch):
    """The last race that was run, or why there is none. Nothing runs before it is asked for."""

    poll_ms = 16

    def __init__(self, in_process: bool = False, parent: QObject | None = None) -> None:
        super().__init__(in_process, parent)
        self.record: RaceRecord | None = None
        self.error = ""
        self._next: RaceOnSurface | None = None

    @property
    def running(self) -> bool:
        """Whether a race is to come."""
        return super().running or self._next is not None

    def start(self, race: RaceOnSurface) -> None:
        """Run this race; of several that are asked for at once, the last."""
        if super().running:
            self._next = race
        else:
            self._begin(race)

    def close(self) -> None:
        self._next = None
        super().close()

    def _take(self, news: News) -> bool:
        if isinstance(news, Done):
            return False
        if isinstance(news, Failed):
            self.record, self.error = None, news.message
        else:
            self.record, self.error = news.value, ""
        return True

    def _give_up(self) -> None:
        super()._give_up()
        self._next = None

    def _poll(self) -> None:
        super()._poll()
        race = self._next
        if race is not None and not super().running:
            self._next = None
            self.start(race)
