"""What a session has done in the background, one job at a time; a timer looks for news of it."""

from PySide6.QtCore import QObject, QTimer, Signal

from app.jobs.background import Background
from app.jobs.job import Job, News
from engine.experiment.experiment import Experiment


class JobWatch(QObject):
    """One job under way, or none. Who inherits begins it, and takes what is heard of it."""

    changed = Signal()
    poll_ms = 50

    def __init__(self, in_process: bool = False, parent: QObject | None = None) -> None:
        """`in_process`: do the job in a thread, where no process can be started."""
        super().__init__(parent)
        self._background = Background(in_process)
        self._timer = QTimer(self)
        self._timer.setInterval(self.poll_ms)
        self._timer.timeout.connect(self._poll)

    @property
    def running(self) -> bool:
        """Whether there is more to come."""
        return self._background.running

    def cancel(self) -> None:
        """Give the job up; what came of it stays."""
        self._give_up()
        self.changed.emit()

    def close(self) -> None:
        """End the background worker."""
        self._timer.stop()
        self._background.close()

    def _begin(self, job: Job) -> None:
        self._background.begin(job)
        self._timer.start()

    def _give_up(self) -> None:
        self._background.cancel()
        self._timer.stop()

    def _take(self, news: News) -> bool:
        """Keep what was heard; returns whether that changed anything."""
        raise NotImplementedError

    def _poll(self) -> None:
        changes = [self._take(news) for news in self._background.poll()]
        if not self._background.running:
            self._timer.stop()
        if any(changes):
            self.changed.emit()


class ExperimentJob(JobWatch):
    """A job about the present experiment: what came of it is dropped with what it belongs to."""

    def __init__(self, in_process: bool = False, parent: QObject | None = None) -> None:
        super().__init__(in_process, parent)
        self._subject: object = None

    def follow(self, experiment: Experiment) -> None:
        """Keep to this experiment; where it is another for the job, that ends and is forgotten."""
        old, self._subject = self._subject, self._subject_of(experiment)
        if old is not None and old != self._subject and not self._is_untouched:
            self._give_up()
            self._forget()
            self.changed.emit()

    def _subject_of(self, experiment: Experiment) -> object:
        """What of an experiment decides the results."""
        raise NotImplementedError

    @property
    def _is_untouched(self) -> bool:
        """Whether there is nothing to forget."""
        raise NotImplementedError

    def _forget(self) -> None:
        """Drop what came of the job before."""
        raise NotImplementedError
