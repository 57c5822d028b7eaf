"""Background work is done by a thread, so that the window goes on; it is looked at by a timer."""

import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from engine.data.report import Cancelled
from engine.errors import DataError

Tell = Callable[[float], None]
Work = Callable[[Tell], object]

_EVERY_MS = 50


class Background(QObject):
    """One piece of work at a time. Work calls `tell` now and then, which ends it when cancelled.

    `progressed` carries what was told last; then comes `done` with what the work returned, or
    `failed` with a sentence. After `cancel` nothing comes any more.
    """

    progressed = Signal(float)
    done = Signal(object)
    failed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._job: _Job | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self._look)

    @property
    def busy(self) -> bool:
        """Whether work is under way."""
        return self._job is not None

    def start(self, work: Work) -> None:
        """Begin some work in place of what is under way."""
        self.cancel()
        self._job = _Job(work)
        # A daemon: work that waits for a silent server does not keep the program from ending.
        threading.Thread(target=self._job.run, daemon=True, name="background").start()
        self._timer.start()

    def cancel(self) -> None:
        """Let go of the work under way; it ends when it next tells."""
        if self._job is not None:
            self._job.cancelled.set()
            self._job = None
        self._timer.stop()

    def _look(self) -> None:
        job = self._job
        if job is None:
            return
        has_ended = job.ended.is_set()  # first: what was told before is then there too
        if job.told is not None:
            self.progressed.emit(job.told)
        if not has_ended or self._job is not job:
            return
        self._job = None
        self._timer.stop()
        if isinstance(job.error, DataError):
            self.failed.emit(str(job.error))
        elif job.error is not None:
            raise job.error
        else:
            self.done.emit(job.result)


class _Job:
    """What the thread and the window share: plain values, written by the thread alone."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self.cancelled = threading.Event()
        self.ended = threading.Event()
        self.told: float | None = None
        self.result: object = None
        self.error: BaseException | None = None

    def run(self) -> None:
        try:
            self.result = self._work(self._tell)
        except BaseException as error:  # noqa: BLE001  (raised again on the main thread)
            self.error = error
        self.ended.set()

    def _tell(self, value: float) -> None:
        if self.cancelled.is_set():
            raise Cancelled
        self.told = value
