"""Background work leaves the main thread alone, and ends when it is cancelled."""

import threading

import pytest
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from app.session.background import Background, Tell
from engine.errors import DataError


@pytest.fixture
def background(qapp) -> Background:
    return Background()


def test_the_result_arrives_on_the_main_thread(background: Background, qtbot: QtBot) -> None:
    threads: list[threading.Thread] = []

    def work(tell: Tell) -> str:
        tell(0.5)
        threads.append(threading.current_thread())
        return "result"

    told: list[float] = []
    background.progressed.connect(told.append)
    with qtbot.waitSignal(background.done) as done:
        background.start(work)
        assert background.busy
    assert done.args == ["result"]
    assert told == [0.5]
    assert threads != [threading.main_thread()]
    assert not background.busy


def test_a_data_error_is_a_sentence(background: Background, qtbot: QtBot) -> None:
    def work(tell: Tell) -> None:
        raise DataError("is damaged", "a.gz")

    with qtbot.waitSignal(background.failed) as failed:
        background.start(work)
    assert failed.args == ["a.gz: is damaged"]


def test_any_other_error_is_raised_where_the_window_sees_it(
    background: Background, qtbot: QtBot
) -> None:
    def work(tell: Tell) -> None:
        raise ZeroDivisionError("a mistake")

    with capture_exceptions() as caught:
        background.start(work)
        qtbot.waitUntil(lambda: bool(caught))
    assert [kind for kind, _, _ in caught] == [ZeroDivisionError]
    assert not background.busy


def test_cancelled_work_ends_when_it_next_tells_and_nothing_comes(
    background: Background, qtbot: QtBot
) -> None:
    begun, go_on, ended = threading.Event(), threading.Event(), threading.Event()

    def work(tell: Tell) -> None:
        try:
            begun.set()
            go_on.wait(10)
            tell(1)
        finally:
            ended.set()

    came: list[object] = []
    for signal in (background.done, background.failed, background.progressed):
        signal.connect(came.append)
    background.start(work)
    assert begun.wait(10)
    background.cancel()
    assert not background.busy
    go_on.set()
    qtbot.waitUntil(ended.is_set)
    with qtbot.waitSignal(background.done):
        background.start(lambda tell: "next")
    assert came == ["next"]
