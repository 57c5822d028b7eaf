"""The baselines of a session: simple methods on the present data, fitted in the background."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from app.jobs.background import Background
from app.jobs.fit_baselines import FitBaselines, Refused
from app.jobs.job import Done, Failed, News
from engine.baseline import BASELINES, Baseline, BaselineName, BaselineResult
from engine.experiment.experiment import Experiment

_POLL_MS = 50


class Baselines(QObject):
    """What was fitted to the data of the present experiment, and what is still to come.

    Results belong to the data and the seed that splits it; other ones drop them.
    """

    changed = Signal()

    def __init__(self, in_process: bool = False, parent: QObject | None = None) -> None:
        """`in_process`: fit in a thread, where no process can be started."""
        super().__init__(parent)
        self.results: dict[BaselineName, BaselineResult] = {}
        self.refusals: dict[BaselineName, str] = {}
        self.waiting: tuple[BaselineName, ...] = ()
        self._experiment: Experiment | None = None
        self._background = Background(in_process)
        self._timer = QTimer(self)
        self._timer.setInterval(_POLL_MS)
        self._timer.timeout.connect(self._poll)

    @property
    def running(self) -> bool:
        """Whether there are results to come."""
        return bool(self.waiting)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was fitted to the present data, and nothing is under way."""
        return not (self.results or self.refusals or self.waiting)

    def follow(self, experiment: Experiment) -> None:
        """Keep to this experiment; where its data is another, what was fitted is dropped."""
        old, self._experiment = self._experiment, experiment
        if old is not None and (old.data, old.seed) != (experiment.data, experiment.seed):
            self._background.cancel()
            self._forget(BASELINES)

    def start(self, names: Sequence[BaselineName] = BASELINES) -> None:
        """Fit these in the background, one after the other; what they had is dropped."""
        if self._experiment is None:
            return
        self._forget(names)
        self.waiting = tuple(names)
        wanted = tuple(Baseline(name) for name in names)
        self._background.begin(FitBaselines(self._experiment, wanted))
        self._timer.start()
        self.changed.emit()

    def cancel(self) -> None:
        """Fit no further; what is there already stays."""
        self._background.cancel()
        self._stop()
        self.changed.emit()

    def close(self) -> None:
        """End the background worker."""
        self._timer.stop()
        self._background.close()

    def _forget(self, names: Sequence[BaselineName]) -> None:
        was_empty = self.is_empty
        for name in names:
            self.results.pop(name, None)
            self.refusals.pop(name, None)
        self._stop()
        if not was_empty:
            self.changed.emit()

    def _stop(self) -> None:
        self.waiting = ()
        self._timer.stop()

    def _poll(self) -> None:
        news = self._background.poll()
        for each in news:
            self._take(each)
        if news:
            self.changed.emit()

    def _take(self, news: News) -> None:
        if isinstance(news, Failed):
            self.refusals.update(dict.fromkeys(self.waiting, news.message))
        if isinstance(news, Failed | Done):
            self._stop()
            return
        value = news.value
        if isinstance(value, Refused):
            self.refusals[value.name] = value.message
            name = value.name
        else:
            name = value.baseline.name
            self.results[name] = value
        self.waiting = tuple(other for other in self.waiting if other != name)
