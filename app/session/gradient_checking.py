"""A gradient check on request, done in the background beside the training."""

from PySide6.QtCore import Signal

from app.jobs.check_gradient import CheckGradient
from app.jobs.job import Failed, News, Result
from app.session.job_watch import JobWatch
from engine.experiment.experiment import Experiment


class GradientChecking(JobWatch):
    """`done` carries a GradientCheck; `failed` a sentence. One check at a time."""

    done = Signal(object)
    failed = Signal(str)

    def start(self, experiment: Experiment) -> None:
        """Check this experiment's network; a check under way is given up."""
        self._begin(CheckGradient(experiment))

    def _take(self, news: News) -> bool:
        if isinstance(news, Result):
            self.done.emit(news.value)
        elif isinstance(news, Failed):
            self.failed.emit(news.message)
        return True
