"""A worker in a thread of the window's process: for tests, and where a process is refused."""

from collections.abc import Callable
from socket import socket
from threading import Thread

from app.trainer.line import Line, connected
from app.trainer.messages import Stop
from app.trainer.serve import serve

PATIENCE = 1.0  # seconds that the thread is given to end; a thread cannot be made to


class WorkerThread:
    """Starts the thread. It ends with the process at the latest."""

    process_id = None

    def __init__(self, work: Callable[[socket], None] = serve) -> None:
        """The thread does `work` with its end of the line, and ends with it."""
        here, there = connected()
        self._thread = Thread(target=work, args=(there,), name=work.__name__, daemon=True)
        self._thread.start()
        self.line = Line(here)

    @property
    def alive(self) -> bool:
        """Whether the thread runs."""
        return self._thread.is_alive()

    def ending(self) -> str:
        """How the thread ended, in words."""
        return "an error in the worker itself"

    def close(self) -> None:
        """Ask the thread to end. May be called more than once."""
        self.line.send(Stop())
        self.line.hang_up()
        self._thread.join(PATIENCE)
        self.line.close()
