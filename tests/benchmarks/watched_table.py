"""A window in which a table is opened, and that tells how it went: see `open_table`."""

import json
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import islice, pairwise
from pathlib import Path

import psutil
from msgspec.structs import replace
from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QApplication

from app.examples import load_example
from app.session.session import Session
from app.trainer.client import Trainer
from app.trainer.messages import Phase
from engine.experiment.data import Table
from tests.benchmarks.whole_window import whole_window

FRAME_MS = 16
FEW = 1000  # rows, that are read at once
MEGABYTE = 2**20
SETTLED = 2.0  # seconds until the first pictures are drawn


class Watch:
    """Looks sixty times a second, on the main thread, at the clock and at the worker's memory."""

    def __init__(self, process_id: int | None) -> None:
        self._worker = psutil.Process(process_id)
        self._timer = QTimer(interval=FRAME_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._look)
        self.moments: list[float] = []
        self.worked: list[float] = []
        self.memory = 0.0

    def start(self) -> None:
        """Begin to look."""
        self._timer.start()

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()

    def _look(self) -> None:
        self.moments.append(time.perf_counter())
        self.worked.append(time.thread_time())
        if len(self.moments) % 8 == 0:
            self.memory = max(self.memory, self._worker.memory_info().rss / MEGABYTE)

    @property
    def longest(self) -> float:
        """The longest time from one look to the next, in milliseconds."""
        return 1000 * _longest(self.moments)

    @property
    def most_work(self) -> float:
        """The most that the main thread itself did from one look to the next, in milliseconds."""
        return 1000 * _longest(self.worked)


def main(path: str) -> int:
    """Open the window, open the table in it, write the figures; before it a few rows of it."""
    trainer = Trainer()
    with (
        tempfile.TemporaryDirectory() as folder,
        whole_window(load_example("spiral"), trainer, size=None) as (_, window),
    ):
        session = window.session
        window.start()
        _wait(lambda: session.phase is Phase.PAUSED)
        settled = time.perf_counter() + SETTLED
        _wait(lambda: time.perf_counter() > settled)
        few = _open(session, trainer, _few_rows(path, Path(folder) / "few.csv"))
        session.undo_stack.undo()
        _wait(lambda: not isinstance(session.experiment.data, Table) and session.resting)
        result = _open(session, trainer, path)
        result |= {"longest_of_few": few["longest"], "work_of_few": few["work"]}
        result |= {"platform": QApplication.platformName(), "cancelled": _cancel(session)}
    sys.stdout.write(json.dumps(result) + "\n")
    return 0


def _few_rows(path: str, place: Path) -> str:
    with Path(path).open(encoding="utf-8") as lines:
        place.write_text("".join(islice(lines, FEW)), encoding="utf-8")
    return str(place)


def _open(session: Session, trainer: Trainer, path: str) -> dict[str, object]:
    """Open the table, and go on until its run is shown."""
    watch, shares = Watch(trainer.process_id), []
    session.reading_changed.connect(shares.append)
    watch.start()
    started = time.perf_counter()
    session.edit_data(Table(path=path), "Open")
    _wait(lambda: isinstance(session.experiment.data, Table) and session.phase is Phase.PAUSED)
    seconds = time.perf_counter() - started
    watch.stop()
    return {
        "seconds": seconds,
        "shares": sum(share is not None for share in shares),
        "memory": watch.memory,
        "longest": watch.longest,
        "work": watch.most_work,
        "frames": len(watch.moments),
    }


def _cancel(session: Session) -> float:
    """Have the table read in another way, cancel that, and return the milliseconds it takes."""
    data = session.experiment.data
    session.edit_data(replace(data, target="x0"), "Another target")
    _wait(lambda: session.reading is not None)
    started = time.perf_counter()
    session.cancel_reading()
    _wait(lambda: session.reading is None)
    return 1000 * (time.perf_counter() - started)


def _longest(moments: list[float]) -> float:
    return max(after - before for before, after in pairwise(moments))


def _wait(is_so: Callable[[], bool]) -> None:
    """Let the window live until something is so."""
    loop, timer = QEventLoop(), QTimer(interval=2)
    timer.timeout.connect(lambda: loop.quit() if is_so() else None)
    timer.start()
    loop.exec()
    timer.stop()
