"""Qt objects end on the main thread, as in the program itself; sessions tick while tests wait."""

import gc
import time
from collections.abc import Callable, Iterator
from threading import Event

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.look.appearance import Appearance
from app.session.session import Session
from app.trainer import last_dataset, mailbox
from engine.data import read_data
from engine.data.raw_samples import RawSamples
from engine.data.report import Report
from engine.experiment.data import AnyData, Table


@pytest.fixture
def appearance(qapp: QApplication) -> Iterator[Appearance]:
    """Dress the application in the light theme, and undress it afterwards."""
    dressed = Appearance(qapp, "light")
    yield dressed
    dressed.set_mode("system")
    dressed.deleteLater()
    qapp.setStyleSheet("")


@pytest.fixture(scope="session", autouse=True)
def no_collection_on_other_threads() -> Iterator[None]:
    """Keep Python's collector from ending Qt objects on whichever thread it happens to run."""
    gc.disable()
    gc.freeze()
    yield
    gc.enable()


@pytest.fixture(autouse=True)
def collection_after_each_test(no_collection_on_other_threads: None) -> Iterator[None]:
    """Collect what a test left behind, here on the main thread."""
    yield
    gc.collect()


@pytest.fixture
def settle(session: Session, qtbot: QtBot) -> Callable[[Callable[[], bool]], None]:
    """Let the session's clock tick until something is so."""

    def wait(is_so: Callable[[], bool]) -> None:
        def ticked() -> bool:
            session.tick(())
            return is_so()

        qtbot.waitUntil(ticked, timeout=20_000)

    return wait


@pytest.fixture
def slow_tables(monkeypatch: pytest.MonkeyPatch) -> Iterator[Event]:
    """Let the reading of a table last until the event is set, 40 % of it being read.

    For trainers whose worker is a thread.
    """
    go_on = Event()

    def read(data: AnyData, seed: int, report: Report) -> RawSamples:
        while isinstance(data, Table) and not go_on.is_set():
            report(0.4)
            time.sleep(0.001)
        return read_data(data, seed, report)

    monkeypatch.setattr(last_dataset, "read_data", read)
    monkeypatch.setattr(mailbox, "SOON", 0.0)
    yield go_on
    go_on.set()
