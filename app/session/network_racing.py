"""The race on the network of a session: trained in the background, watched as it goes on."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from app.jobs.job import Done, Failed, News
from app.jobs.race_on_network import RaceOnNetwork
from app.session.job_watch import ExperimentJob
from app.session.rate_finding import subject_of
from engine.experiment.experiment import Experiment
from engine.experiment.optimizers import AnyOptimizer
from engine.network_race import RaceProgress
from engine.pooled_paths import RaceOutlook, RacePicture


class NetworkRacing(ExperimentJob):
    """The last race that was started, as far as it is run. It is dropped with what it trains.

    `losses` (n, R) are those of the mini-batches so far, of `steps` that there will be.
    """

    proposed = Signal(object)  # a race, as plain data, to be shown ready for its start
    poll_ms = 30

    def __init__(self, in_process: bool = False, parent: QObject | None = None) -> None:
        super().__init__(in_process, parent)
        self._forget()

    def _forget(self) -> None:
        self.optimizers: tuple[AnyOptimizer, ...] = ()
        self.steps = 0
        self.losses: NDArray[np.float32] = np.empty((0, 0), dtype=np.float32)
        self.picture: RacePicture | None = None
        self.error = ""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to be shown: no race, or one that has not begun."""
        return not len(self.losses)

    def start(
        self,
        experiment: Experiment,
        optimizers: Sequence[AnyOptimizer],
        steps: int,
        outlook: RaceOutlook | None = None,
    ) -> None:
        """Race from the experiment's first weights; the race before is dropped."""
        self.follow(experiment)
        self._forget()
        self.optimizers, self.steps = tuple(optimizers), steps
        self.losses = np.empty((0, len(self.optimizers)), dtype=np.float32)
        self._begin(RaceOnNetwork(experiment, self.optimizers, steps, outlook or RaceOutlook()))
        self.changed.emit()

    def _subject_of(self, experiment: Experiment) -> object:
        return subject_of(experiment)

    @property
    def _is_untouched(self) -> bool:
        return not (self.running or self.optimizers or self.error)

    def _take(self, news: News) -> bool:
        if isinstance(news, Failed):
            self.error = news.message
        elif not isinstance(news, Done):
            progress: RaceProgress = news.value
            self.losses = np.concatenate([self.losses, progress.losses])
            if progress.picture is not None:
                self.picture = _steady(self.picture, progress.picture)
        return True


def _steady(old: RacePicture | None, new: RacePicture) -> RacePicture:
    """The new picture with the surface of the old one, where that is the same: drawn once."""
    if old is not None and np.array_equal(old.losses, new.losses, equal_nan=True):
        return replace(new, losses=old.losses)
    return new
