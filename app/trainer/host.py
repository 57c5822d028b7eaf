"""Where the worker lives: in a process of its own, or in a thread where that cannot be."""

from collections.abc import Callable
from socket import socket

from app.trainer.line import Line
from app.trainer.serve import serve
from app.trainer.worker_process import WorkerProcess
from app.trainer.worker_thread import WorkerThread


class Host:
    """Starts a worker, and another one where that ended."""

    def __init__(self, in_process: bool, work: Callable[[socket], None] = serve) -> None:
        """`in_process`: always a thread of this process. `work` is what the worker does."""
        self._in_process = in_process
        self._work = work
        self.refusal = ""
        self._worker = self._start()

    def _start(self) -> WorkerProcess | WorkerThread:
        if not self._in_process:
            try:
                return WorkerProcess(self._work)
            except OSError as error:
                self._in_process = True
                self.refusal = error.strerror or str(error)
        return WorkerThread(self._work)

    @property
    def line(self) -> Line:
        """The line to the present worker."""
        return self._worker.line

    @property
    def alive(self) -> bool:
        """Whether the present worker runs."""
        return self._worker.alive

    @property
    def process_id(self) -> int | None:
        """The worker's process; None where it is a thread of this one."""
        return self._worker.process_id

    def ending(self) -> str:
        """How the present worker ended, in words."""
        return self._worker.ending()

    def restart(self) -> None:
        """Start another worker in place of one that ended."""
        self._worker.close()
        self._worker = self._start()

    def give_up(self) -> bool:
        """End the worker at once, whatever it does. False where it is a thread: none can be."""
        if isinstance(self._worker, WorkerThread):
            return False
        self._worker.give_up()
        self._worker.close()
        return True

    def close(self) -> None:
        """End the worker, by force if need be; within a few seconds. May be called again."""
        self._worker.close()
