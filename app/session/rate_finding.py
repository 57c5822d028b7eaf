"""The learning rates of a session: what each optimizer does with many of them, on request."""

from collections.abc import Sequence

from msgspec.structs import replace
from PySide6.QtCore import QObject, QTimer, Signal

from app.jobs.background import Background
from app.jobs.job import Done, Failed, News
from app.jobs.search_rates import RateProgress, SearchRates
from engine.experiment.experiment import Experiment
from engine.experiment.optimizers import SGD, AnyOptimizer
from engine.experiment.schedules import Constant
from engine.rate_search import RateCurve

_POLL_MS = 50


class RateFinding(QObject):
    """The curves that were found for the present experiment, and how far the search is.

    Curves belong to all of the experiment but its optimizer, schedule and length; where anything
    else changes, they are dropped and the search ends.
    """

    changed = Signal()

    def __init__(self, in_process: bool = False, parent: QObject | None = None) -> None:
        """`in_process`: search in a thread, where no process can be started."""
        super().__init__(parent)
        self.curves: dict[type, RateCurve] = {}
        self.error = ""
        self.progress: float | None = None  # None: nothing is under way
        self._subject: Experiment | None = None
        self._background = Background(in_process)
        self._timer = QTimer(self)
        self._timer.setInterval(_POLL_MS)
        self._timer.timeout.connect(self._poll)

    @property
    def running(self) -> bool:
        """Whether there are curves to come."""
        return self.progress is not None

    def follow(self, experiment: Experiment) -> None:
        """Keep to this experiment; where its runs would be others, what was found is dropped."""
        subject = subject_of(experiment)
        old, self._subject = self._subject, subject
        if old is not None and old != subject and (self.running or self.curves or self.error):
            self._background.cancel()
            self._stop()
            self.curves, self.error = {}, ""
            self.changed.emit()

    def start(self, experiment: Experiment, optimizers: Sequence[AnyOptimizer], steps: int) -> None:
        """Search with these optimizers in the background; what was found before is dropped."""
        self.follow(experiment)
        self.curves, self.error, self.progress = {}, "", 0.0
        self._background.begin(SearchRates(experiment, tuple(optimizers), steps))
        self._timer.start()
        self.changed.emit()

    def cancel(self) -> None:
        """Search no further; the curves that are there stay."""
        self._background.cancel()
        self._stop()
        self.changed.emit()

    def close(self) -> None:
        """End the background worker."""
        self._timer.stop()
        self._background.close()

    def _stop(self) -> None:
        self.progress = None
        self._timer.stop()

    def _poll(self) -> None:
        news = self._background.poll()
        for each in news:
            self._take(each)
        if news:
            self.changed.emit()

    def _take(self, news: News) -> None:
        if isinstance(news, Failed):
            self.error = news.message
        if isinstance(news, Failed | Done):
            self._stop()
        elif isinstance(news.value, RateProgress):
            self.progress = news.value.share
        else:
            self.curves[type(news.value.optimizer)] = news.value


def subject_of(experiment: Experiment) -> Experiment:
    """What of an experiment decides its runs, apart from the optimizer and how long they are."""
    training = replace(
        experiment.training,
        optimizer=SGD(),
        schedule=Constant(),
        epochs=1,
        early_stopping=None,
    )
    return replace(experiment, name="", training=training)
