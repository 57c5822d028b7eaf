"""The learning rates of a session: what each optimizer does with many of them, on request."""

from collections.abc import Sequence

from msgspec.structs import replace
from PySide6.QtCore import QObject

from app.jobs.job import Done, Failed, News
from app.jobs.search_rates import RateProgress, SearchRates
from app.session.job_watch import ExperimentJob
from engine.experiment.experiment import Experiment
from engine.experiment.optimizers import SGD, AnyOptimizer
from engine.experiment.schedules import Constant
from engine.rate_search import RateCurve


class RateFinding(ExperimentJob):
    """The curves that were found for the present experiment, and how far the search is.

    Curves belong to all of the experiment but its optimizer, schedule and length; where anything
    else changes, they are dropped and the search ends.
    """

    def __init__(self, in_process: bool = False, parent: QObject | None = None) -> None:
        super().__init__(in_process, parent)
        self._share = 0.0
        self._forget()

    @property
    def progress(self) -> float | None:
        """The share of the search that is done; None where nothing is under way."""
        return self._share if self.running else None

    def start(self, experiment: Experiment, optimizers: Sequence[AnyOptimizer], steps: int) -> None:
        """Search with these optimizers in the background; what was found before is dropped."""
        self.follow(experiment)
        self._forget()
        self._share = 0.0
        self._begin(SearchRates(experiment, tuple(optimizers), steps))
        self.changed.emit()

    def _subject_of(self, experiment: Experiment) -> object:
        return subject_of(experiment)

    @property
    def _is_untouched(self) -> bool:
        return not (self.running or self.curves or self.error)

    def _forget(self) -> None:
        self.curves: dict[type, RateCurve] = {}
        self.error = ""

    def _take(self, news: News) -> bool:
        if isinstance(news, Failed):
            self.error = news.message
        elif isinstance(news, Done):
            pass
        elif isinstance(news.value, RateProgress):
            self._share = news.value.share
        else:
            self.curves[type(news.value.optimizer)] = news.value
        return True


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
