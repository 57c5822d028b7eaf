"""The race on the network of a session: trained in the background, watched as it goes on."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QTimer, Signal

from app.jobs.background import Background
from app.jobs.job import Done, Failed, News
from app.jobs.race_on_network import RaceOnNetwork
from app.session.rate_finding import subject_of
from engine.experiment.experiment import Experiment
from engine.experiment.optimizers import AnyOptimizer
from engine.network_race import RaceProgress
from engine.pooled_paths import RacePicture

_POLL_MS = 30


class NetworkRacing(QObject):
    """The last race that was started, as far as it is run. Another experiment drops it.

    `losses` (n, R) are those of the mini-batches so far, of `steps` that there will be.
    """

    changed = Signal()
    proposed = Signal(object)  # a race, as plain data, to be shown ready for its start

    def __init__(self, in_process: bool = False, parent: QObject | None = None) -> None:
        """`in_process`: race in a thread, where no process can be started."""
        super().__init__(parent)
        self._background = Background(in_process)
        self._timer = QTimer(self)
        self._timer.setInterval(_POLL_MS)
        self._timer.timeout.connect(self._poll)
        self._subject: Experiment | None = None
        self._forget()

    def _forget(self) -> None:
        self.optimizers: tuple[AnyOptimizer, ...] = ()
        self.steps = 0
        self.losses: NDArray[np.float32] = np.empty((0, 0), dtype=np.float32)
        self.picture: RacePicture | None = None
        self.error = ""

    @property
    def running(self) -> bool:
        """Whether there is more to come."""
        return self._background.running

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to be shown: no race, or one that has not begun."""
        return not len(self.losses)

    def follow(self, experiment: Experiment) -> None:
        """Keep to this experiment; where it is trained otherwise, the race ends and is dropped."""
        subject = subject_of(experiment)
        old, self._subject = self._subject, subject
        if old is not None and old != subject and (self.running or self.optimizers or self.error):
            self._background.cancel()
            self._timer.stop()
            self._forget()
            self.changed.emit()

    def start(self, experiment: Experiment, optimizers: Sequence[AnyOptimizer], steps: int) -> None:
        """Race from the experiment's first weights; the race before is dropped."""
        self.follow(experiment)
        self._forget()
        self.optimizers, self.steps = tuple(optimizers), steps
        self.losses = np.empty((0, len(self.optimizers)), dtype=np.float32)
        self._background.begin(RaceOnNetwork(experiment, self.optimizers, steps))
        self._timer.start()
        self.changed.emit()

    def cancel(self) -> None:
        """Race no further; what there is can still be watched."""
        self._background.cancel()
        self._timer.stop()
        self.changed.emit()

    def close(self) -> None:
        """End the background worker."""
        self._timer.stop()
        self._background.close()

    def _poll(self) -> None:
        news = self._background.poll()
        for each in news:
            self._take(each)
        if not self._background.running:
            self._timer.stop()
        if news:
            self.changed.emit()

    def _take(self, news: News) -> None:
        if isinstance(news, Failed):
            self.error = news.message
        elif not isinstance(news, Done):
            progress: RaceProgress = news.value
            self.losses = np.concatenate([self.losses, progress.losses])
            if progress.picture is not None:
                self.picture = _steady(self.picture, progress.picture)


def _steady(old: RacePicture | None, new: RacePicture) -> RacePicture:
    """The new picture with the surface of the old one, where that is the same: drawn once."""
    if old is not None and np.array_equal(old.losses, new.losses, equal_nan=True):
        return replace(new, losses=old.losses)
    return new
