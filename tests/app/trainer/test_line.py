"""A line carries messages whole and in order, makes nobody wait, and tells when it ends."""

from collections.abc import Iterator
from multiprocessing import Pipe

import numpy as np
import pytest

from app.trainer.line import Ended, Line

LIMIT = 10.0


@pytest.fixture
def lines() -> Iterator[tuple[Line, Line]]:
    """Two ends of one line."""
    here, there = Pipe()
    ends = Line(here), Line(there)
    yield ends
    for end in ends:
        end.hang_up()
    for end in ends:
        end.close()


def test_messages_arrive_in_order(lines: tuple[Line, Line]) -> None:
    here, there = lines
    for number in range(100):
        here.send(number)
    assert [there.receive(LIMIT) for _ in range(100)] == list(range(100))


def test_a_message_larger_than_any_pipe_does_not_hold_up_its_sender(
    lines: tuple[Line, Line],
) -> None:
    here, there = lines
    picture = np.arange(4_000_000, dtype=np.float32)
    here.send(picture)
    there.send(picture)  # neither side has read yet
    assert np.array_equal(here.receive(LIMIT), picture)
    assert np.array_equal(there.receive(LIMIT), picture)


def test_no_message_is_none(lines: tuple[Line, Line]) -> None:
    assert lines[0].receive(0) is None
    assert lines[0].receive(0.01) is None


def test_hanging_up_is_heard_after_the_last_message(lines: tuple[Line, Line]) -> None:
    here, there = lines
    here.send("last")
    here.hang_up()
    assert there.receive(LIMIT) == "last"
    assert there.receive(LIMIT) == Ended()


def test_a_connection_that_breaks_is_heard() -> None:
    here, there = Pipe()
    line = Line(here)
    there.close()
    assert line.receive(LIMIT) == Ended()
    line.close()
