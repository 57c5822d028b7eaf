"""The frame clock: it goes on whatever happens, and leaves room for input."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QTimer, Signal
from pytestqt.qtbot import QtBot

from app.trainer.messages import Phase, Snapshot
from app.window.frame_clock import FrameClock
from engine.curve import Curve

FRAME = 1 / 60
SNAPSHOT = Snapshot(1, Phase.PLAYING, 0, 0, None, Curve(), 0.0, None)


class FakeSession(QObject):
    """A session that has a snapshot at every tick, but when it is late."""

    stirred = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.resting = False
        self.is_late = False
        self.asked: list[object] = []

    def tick(self, probes: object) -> Snapshot | None:
        self.asked.append(probes)
        return None if self.is_late else SNAPSHOT


@pytest.fixture
def session(qapp: object) -> FakeSession:
    return FakeSession()


@pytest.fixture
def drawn() -> list[Snapshot]:
    return []


@pytest.fixture
def clock(session: FakeSession, drawn: list[Snapshot]) -> Iterator[FrameClock]:
    made = FrameClock(session, lambda: (), drawn.append, lambda: FRAME)  # type: ignore[arg-type]
    yield made
    made.stop()


def test_it_draws_until_it_is_stopped(
    qtbot: QtBot, clock: FrameClock, session: FakeSession, drawn: list[Snapshot]
) -> None:
    clock.start()
    qtbot.waitUntil(lambda: len(drawn) >= 5)
    assert drawn[0] is SNAPSHOT
    clock.stop()
    ticks = len(session.asked)
    later: list[bool] = []
    QTimer.singleShot(50, lambda: later.append(True))  # three frames' time
    qtbot.waitUntil(lambda: bool(later))
    assert len(session.asked) == ticks


def test_it_counts_its_frames(qtbot: QtBot, clock: FrameClock) -> None:
    clock.start()
    with qtbot.waitSignal(clock.fps_changed, timeout=10_000) as told:
        pass
    assert told.args is not None
    assert 1 <= told.args[0] <= 1.1 / FRAME


def test_it_rests_with_the_session_and_wakes_at_once(
    qtbot: QtBot, clock: FrameClock, session: FakeSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.window.frame_clock.REST", 3600.0)
    session.resting = True
    clock.start()
    qtbot.waitUntil(lambda: clock.is_resting)
    ticks = len(session.asked)
    session.stirred.emit()
    qtbot.waitUntil(lambda: len(session.asked) > ticks)


def test_an_answer_that_is_late_is_not_waited_for_a_frame_long(
    qtbot: QtBot,
    clock: FrameClock,
    session: FakeSession,
    drawn: list[Snapshot],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("tests.app.window.test_frame_clock.FRAME", 3600.0)
    session.is_late = True
    clock.start()
    qtbot.waitUntil(lambda: len(session.asked) >= 3)
    session.is_late = False
    qtbot.waitUntil(lambda: bool(drawn))
