"""A line carries messages whole and in order, makes nobody wait, and tells when it ends."""

import time
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest

from app.trainer.line import Ended, Line, connected
from app.trainer.worker_line import WorkerLine

LIMIT = 10.0
Ends = tuple[Line, WorkerLine]


@pytest.fixture
def ends() -> Iterator[Ends]:
    """The window's and the worker's end of one line."""
    here, there = connected()
    window, worker = Line(here), WorkerLine(there)
    yield window, worker
    worker.close()
    window.close()


def heard(worker: WorkerLine, meanwhile: Callable[[], object] = lambda: None) -> Any:
    """Return the worker's next message, which may take more than one call."""
    limit = time.monotonic() + LIMIT
    while (message := worker.receive(0.01)) is None:
        meanwhile()
        assert time.monotonic() < limit
    return message


def test_messages_arrive_in_order(ends: Ends) -> None:
    window, worker = ends
    for number in range(1, 101):
        window.send(number)
        worker.send(-number)
    assert [heard(worker) for _ in range(100)] == list(range(1, 101))
    assert [window.receive(LIMIT) for _ in range(100)] == list(range(-1, -101, -1))


def test_a_message_larger_than_any_connection_holds_up_neither_side(ends: Ends) -> None:
    window, worker = ends
    picture = np.arange(4_000_000, dtype=np.float32)
    window.send(picture)
    worker.send(picture)  # neither side has read yet
    worker.send("then this")
    assert np.array_equal(heard(worker), picture)
    answers: list[Any] = []

    def read() -> None:
        if (answer := window.receive(0)) is not None:
            answers.append(answer)
        if len(answers) == 2:
            window.send("done")

    assert heard(worker, meanwhile=read) == "done"
    assert np.array_equal(answers[0], picture)
    assert answers[1] == "then this"


def test_no_message_is_none(ends: Ends) -> None:
    for end in ends:
        assert end.receive(0) is None
        assert end.receive(0.01) is None


def test_the_worker_wakes_when_a_message_comes(ends: Ends) -> None:
    window, worker = ends
    window.send("wake up")
    assert worker.receive(None) == "wake up"


def test_hanging_up_is_heard_after_the_last_message(ends: Ends) -> None:
    window, worker = ends
    window.send("last")
    window.hang_up()
    assert heard(worker) == "last"
    assert heard(worker) == Ended()
    assert heard(worker) == Ended()


def test_the_end_of_the_worker_is_heard(ends: Ends) -> None:
    window, worker = ends
    worker.send("last")
    worker.close()
    assert window.receive(LIMIT) == "last"
    assert window.receive(LIMIT) == Ended()
    window.send("into the void")


def test_the_end_of_the_window_is_heard_by_a_worker_that_speaks() -> None:
    here, there = connected()
    worker = WorkerLine(there)
    here.close()
    worker.send(np.zeros(1_000_000))
    assert worker.receive(None) == Ended()
    worker.close()


def test_closing_does_not_wait_for_a_side_that_does_not_answer() -> None:
    here, there = connected()
    line = Line(here)
    line.send(np.zeros(1_000_000))  # more than fits, and nobody reads
    began = time.monotonic()
    line.close(patience=0.05)
    assert time.monotonic() - began < LIMIT / 2
    assert line.receive(LIMIT) == Ended()
    there.close()
