"""The baselines of a session: simple methods on the present data, fitted in the background."""

from collections.abc import Sequence

from PySide6.QtCore import QObject

from app.jobs.fit_baselines import FitBaselines, Refused
from app.jobs.job import Done, Failed, News
from app.session.job_watch import ExperimentJob
from engine.baseline import BASELINES, Baseline, BaselineName, BaselineResult
from engine.experiment.experiment import Experiment


class Baselines(ExperimentJob):
    """What was fitted to the data of the present experiment, and what is still to come.

    Results belong to the data and the seed that splits it; other ones drop them.
    """

    def __init__(self, in_process: bool = False, parent: QObject | None = None) -> None:
        super().__init__(in_process, parent)
        self.results: dict[BaselineName, BaselineResult] = {}
        self.refusals: dict[BaselineName, str] = {}
        self.waiting: tuple[BaselineName, ...] = ()
        self._experiment: Experiment | None = None

    @property
    def running(self) -> bool:
        """Whether there are results to come."""
        return bool(self.waiting)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was fitted to the present data, and nothing is under way."""
        return not (self.results or self.refusals or self.waiting)

    def follow(self, experiment: Experiment) -> None:
        self._experiment = experiment
        super().follow(experiment)

    def start(self, names: Sequence[BaselineName] = BASELINES) -> None:
        """Fit these in the background, one after the other; what they had is dropped."""
        if self._experiment is None:
            return
        self._drop(names)
        self.waiting = tuple(names)
        self._begin(FitBaselines(self._experiment, tuple(Baseline(name) for name in names)))
        self.changed.emit()

    def _subject_of(self, experiment: Experiment) -> object:
        return experiment.data, experiment.seed

    @property
    def _is_untouched(self) -> bool:
        return self.is_empty

    def _forget(self) -> None:
        self._drop(BASELINES)

    def _drop(self, names: Sequence[BaselineName]) -> None:
        for name in names:
            self.results.pop(name, None)
            self.refusals.pop(name, None)

    def _give_up(self) -> None:
        super()._give_up()
        self.waiting = ()

    def _take(self, news: News) -> bool:
        if isinstance(news, Failed):
            self.refusals.update(dict.fromkeys(self.waiting, news.message))
        if isinstance(news, Failed | Done):
            self.waiting = ()
            return True
        value = news.value
        if isinstance(value, Refused):
            self.refusals[value.name] = value.message
            name = value.name
        else:
            name = value.baseline.name
            self.results[name] = value
        self.waiting = tuple(other for other in self.waiting if other != name)
        return True
