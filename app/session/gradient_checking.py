"""A gradient check on request, done in the background beside the training."""

from PySide6.QtCore import QObject, QTimer, Signal

from app.jobs.background import Background
from app.jobs.check_gradient import CheckGradient
from app.jobs.job import Failed, Result
from engine.experiment.experiment import Experiment

_POLL_MS = 50


class GradientChecking(QObject):
    """`done` carries a GradientCheck; `failed` a sentence. One check at a time."""

    done = Signal(object)
    failed = Signal(str)

    def __init__(self, in_process: bool = False, parent: QObject | None = None) -> None:
        """`in_process`: check in a thread, where no process can be started."""
        super().__init__(parent)
        self._background = Background(in_process)
        self._timer = QTimer(self)
        self._timer.setInterval(_POLL_MS)
        self._timer.timeout.connect(self._poll)

    @property
    def running(self) -> bool:
        """Whether a check is under way."""
        return self._background.running

    def start(self, experiment: Experiment) -> None:
        """Check this experiment's network; a check under way is given up."""
        self._background.begin(CheckGradient(experiment))
        self._timer.start()

    def cancel(self) -> None:
        """Give the check up; nothing more is heard of it."""
        self._background.cancel()
        self._timer.stop()

    def _poll(self) -> None:
        for news in self._background.poll():
            if isinstance(news, Result):
                self.done.emit(news.value)
            elif isinstance(news, Failed):
                self.failed.emit(news.message)
        if not self._background.running:
            self._timer.stop()
