"""A mailbox keeps commands while data is read, and ends a reading that is no longer wanted."""

from collections.abc import Iterator
from typing import Any

import pytest

from app.trainer import mailbox as module
from app.trainer.line import Ended, connected
from app.trainer.mailbox import Mailbox
from app.trainer.messages import (
    CancelReading,
    Command,
    Describe,
    Load,
    Pause,
    Play,
    Reading,
    Request,
    Stop,
)
from app.trainer.parcel import Unpacker, packed
from app.trainer.worker_line import WorkerLine
from engine.data.report import Cancelled
from engine.experiment.data import Spiral, Table
from engine.experiment.experiment import Experiment


class Window:
    """The other end of the line: tells the mailbox commands, and hears what it says."""

    def __init__(self) -> None:
        self._here, there = connected()
        self._here.settimeout(5)
        self._line = WorkerLine(there)
        self._unpacker = Unpacker()
        self.mailbox = Mailbox(self._line, lambda request: request.serial)

    def tell(self, *commands: Command) -> None:
        for command in commands:
            self._here.sendall(packed(command))

    def begin(self, command: Command) -> None:
        """Let the mailbox hand out a command, as if it were obeyed from now on."""
        self.tell(command)
        assert self.mailbox.next(5.0) == command

    def hear(self) -> list[Any]:
        return list(self._unpacker.take(self._here.recv(1 << 16)))

    def hang_up(self) -> None:
        self._here.close()

    def close(self) -> None:
        self.hang_up()
        self._line.close()


@pytest.fixture
def window() -> Iterator[Window]:
    made = Window()
    yield made
    made.close()


@pytest.fixture
def describe() -> Describe:
    return Describe(4, Table(path="a.csv"), 0)


@pytest.fixture
def load(experiment: Experiment) -> Load:
    return Load(1, experiment)


def test_what_is_commanded_meanwhile_is_kept_in_order(window: Window, describe: Describe) -> None:
    window.begin(describe)
    window.tell(Play(), Pause())
    window.mailbox.report(0.1)
    window.mailbox.report(0.2)
    assert window.mailbox.next(5.0) == Play()
    assert window.mailbox.next(5.0) == Pause()
    assert window.mailbox.next(0) is None


@pytest.mark.parametrize(
    "newer",
    [CancelReading(), CancelReading(4), Describe(5, Spiral(), 0), Stop()],
    ids=["cancel", "cancel this one", "describe", "stop"],
)
def test_reading_to_describe_is_given_up(window: Window, describe: Describe, newer) -> None:
    window.begin(describe)
    window.tell(Play(), newer, Pause())
    with pytest.raises(Cancelled):
        window.mailbox.report(0.5)
    assert window.mailbox.next(5.0) == Play()
    if not isinstance(newer, CancelReading):
        assert window.mailbox.next(5.0) == newer
    assert window.mailbox.next(5.0) == Pause()


def test_a_run_to_load_comes_first(window: Window, describe: Describe, load: Load) -> None:
    window.begin(describe)
    window.tell(load)
    with pytest.raises(Cancelled):
        window.mailbox.report(0.5)
    assert window.mailbox.next(5.0) == load


def test_reading_for_a_run_is_given_up_for_another_run_and_when_cancelled(
    window: Window, load: Load, experiment: Experiment
) -> None:
    for newer in (Load(2, experiment), CancelReading(), Stop()):
        window.begin(load)
        window.tell(newer)
        with pytest.raises(Cancelled):
            window.mailbox.report(0.5)
        if not isinstance(newer, CancelReading):
            assert window.mailbox.next(5.0) == newer


def test_a_run_is_loaded_to_the_end_before_data_is_described(
    window: Window, load: Load, describe: Describe
) -> None:
    window.begin(load)
    window.tell(describe, CancelReading(describe.token))
    window.mailbox.report(0.5)
    assert window.mailbox.next(5.0) == describe
    with pytest.raises(Cancelled):
        window.mailbox.report(0.1)  # it was cancelled before it began
    assert window.mailbox.next(0) is None


def test_a_window_that_is_gone_ends_the_reading(window: Window, describe: Describe) -> None:
    window.begin(describe)
    window.hang_up()
    with pytest.raises(Cancelled):
        window.mailbox.report(0.5)
    assert window.mailbox.next(5.0) == Ended()


def test_of_a_short_reading_nothing_is_said(window: Window, describe: Describe) -> None:
    window.begin(describe)
    window.mailbox.report(0.5)
    window.mailbox.end_reading()
    window._line.send("the next message")
    assert window.hear() == ["the next message"]


def test_of_a_long_reading_it_is_said_how_far_it_is_and_that_it_ended(
    window: Window, describe: Describe, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = iter([10.0, 10.2, 10.35, 10.38, 10.6])
    monkeypatch.setattr(module, "perf_counter", lambda: next(clock))
    window.begin(describe)
    for share in (0.1, 0.2, 0.3, 0.4):
        window.mailbox.report(share)
    window.mailbox.end_reading()
    assert window.hear() == [Reading(0.2), Reading(0.4), Reading(None)]


def test_a_long_reading_answers_requests_unless_a_command_came_before(
    window: Window, describe: Describe, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "SOON", 0.0)
    window.begin(describe)
    window.tell(Request(7))
    window.mailbox.report(0.1)
    window.tell(Pause(), Request(8))
    monkeypatch.setattr(module, "EVERY", 0.0)
    window.mailbox.report(0.2)
    assert window.hear() == [Reading(0.1), 7, Reading(0.2)]
    assert window.mailbox.next(5.0) == Pause()
    assert window.mailbox.next(5.0) == Request(8)
