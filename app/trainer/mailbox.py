"""The worker's mailbox: commands in their order, looked at also while data is being read."""

from collections import deque
from collections.abc import Callable
from time import perf_counter

from app.trainer.line import Ended
from app.trainer.messages import (
    Answer,
    CancelReading,
    Command,
    Describe,
    Load,
    Reading,
    Request,
    Stop,
)
from app.trainer.worker_line import WorkerLine
from engine.data.report import Cancelled

SOON = 0.3  # seconds that a reading may take before anything is said of it
EVERY = 0.1  # seconds from one word on it to the next


class Mailbox:
    """Takes commands from the line and hands them out one by one.

    Reading data is a command that can last. `report`, which it calls now and then, tells the
    window how far it is, answers requests by `answer` unless another command came before them,
    keeps what else is commanded, and gives the reading up where it is no longer wanted: it was
    cancelled, the worker is to stop, or something newer counts.
    """

    def __init__(self, line: WorkerLine, answer: Callable[[Request], Answer]) -> None:
        self._line = line
        self._answer = answer
        self._kept: deque[Command | Ended] = deque()
        self._obeyed: Command | Ended | None = None
        self._since = 0.0  # when that command was handed out
        self._told = 0.0  # when it was said last how far it is; 0: never

    def next(self, timeout: float | None) -> Command | Ended | None:
        """The next command; None if there is none within `timeout` seconds (None: no limit)."""
        self._obeyed = self._kept.popleft() if self._kept else self._line.receive(timeout)
        self._since = perf_counter()
        return self._obeyed

    def report(self, share: float) -> None:
        """Say how much of the data is read. Raises Cancelled where it is no longer wanted."""
        while (command := self._line.receive(0)) is not None:
            self._kept.append(command)
            if isinstance(command, Ended):
                break
        for command in self._kept:
            if _outdates(command, self._obeyed):
                if isinstance(command, CancelReading):
                    self._kept.remove(command)
                raise Cancelled
        now = perf_counter()
        if now >= max(self._since + SOON, self._told + EVERY):
            self._told = now
            self._line.send(Reading(share))
            self._answer_request()

    def end_reading(self) -> None:
        """Say that nothing is being read any more, if it was said that something is."""
        if self._told:
            self._told = 0.0
            self._line.send(Reading(None))

    def _answer_request(self) -> None:
        """Show the run as it stands; not at every frame, for that would delay the reading."""
        request = self._kept[0] if self._kept else None
        if isinstance(request, Request):
            self._kept.popleft()
            self._line.send(self._answer(request))


def _outdates(newer: Command | Ended, reading: Command | Ended | None) -> bool:
    """Whether a command ends the reading that an earlier one asked for.

    A run that is being loaded is not given up for data that is to be described: that may turn out
    to be unusable.
    """
    match newer:
        case Stop() | Ended() | Load():
            return True
        case CancelReading(token=None):
            return True
        case CancelReading(token=token):
            return isinstance(reading, Describe) and reading.token == token
        case Describe():
            return isinstance(reading, Describe)
    return False
