"""A worker in a process of its own: it shares no interpreter lock with the window."""

import gc
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from socket import socket

from app.trainer.line import Line, connected
from app.trainer.memory import keep_freed_memory
from app.trainer.messages import Stop
from app.trainer.serve import serve
from app.trainer.threads import limit_blas_threads

PATIENCE = 1.0  # seconds that a process is given to end, before it is made to


class WorkerProcess:
    """Starts the process at once; it is up some tenths of a second later.

    Raises OSError where the system refuses a new process.
    """

    def __init__(self, work: Callable[[socket], None] = serve) -> None:
        """The process does `work` with its end of the line, and ends with it."""
        limit_blas_threads()
        keep_freed_memory()
        # A forked process would share the window's display connection and locks held by threads.
        context = get_context("spawn")
        here, there = connected()
        self._process = context.Process(
            target=run_worker, args=(work, there), name=work.__name__, daemon=True
        )
        try:
            with _interrupts_ignored():
                self._process.start()
        except OSError:
            here.close()
            raise
        finally:
            there.close()  # so that the line ends when the worker does
        self.line = Line(here)

    @property
    def process_id(self) -> int | None:
        """The number under which the system knows the process."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether the process runs."""
        return self._process.is_alive()

    def ending(self) -> str:
        """How the process ended, in words."""
        self._process.join(PATIENCE)
        code = self._process.exitcode
        if code is None:
            return "it no longer answers"
        return f"signal {-code}" if code < 0 else f"exit status {code}"

    def give_up(self) -> None:
        """Make the process end at once, whatever it does; `close` then waits for nothing."""
        self._process.terminate()

    def close(self) -> None:
        """Ask the process to end, then make it. May be called more than once."""
        self.line.send(Stop())
        self.line.hang_up()
        self._process.join(PATIENCE)
        for make_it_end in (self._process.terminate, self._process.kill):
            if self._process.is_alive():
                make_it_end()
                self._process.join(PATIENCE)
        self.line.close()


def run_worker(work: Callable[[socket], None], connection: socket) -> None:
    """What the process does. Ctrl+C is meant for the window, which then ends the worker."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # What was imported stays to the end. To look at it in every search for unreachable objects,
    # which a drawing with its thousands of points sets off, would hold training and frames up.
    gc.freeze()
    work(connection)


@contextmanager
def _interrupts_ignored() -> Iterator[None]:
    """Let a process started herein ignore Ctrl+C from its first moment: it inherits that."""
    in_main_thread = threading.current_thread() is threading.main_thread()
    if not in_main_thread or signal.getsignal(signal.SIGINT) is None:
        yield  # only the main thread may set this, and only what Python set can be set back
        return
    usual = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, usual)
