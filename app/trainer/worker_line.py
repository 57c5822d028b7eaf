"""The worker's end of the line to the window: served between two slices of training."""

from collections import deque
from contextlib import suppress
from selectors import EVENT_READ, EVENT_WRITE, DefaultSelector
from socket import SO_SNDBUF, SOL_SOCKET, socket
from typing import Any

from app.trainer.line import Ended
from app.trainer.parcel import Unpacker, packed

PIECE = 1 << 16  # bytes that are read at once
ROOM = 1 << 20  # bytes that the system is asked to keep for the window, if it will


class WorkerLine:
    """An end of a line that has no thread and never waits, unless it is asked to.

    A thread of its own would have to get the interpreter from the training for every piece that it
    reads or writes, which took 0.2 ms each time, and a tenth of the training altogether. So what
    the connection does not take at once is sent on at the next call.
    """

    def __init__(self, connection: socket) -> None:
        connection.setblocking(False)
        connection.setsockopt(SOL_SOCKET, SO_SNDBUF, ROOM)
        self._connection = connection
        self._selector = DefaultSelector()
        self._selector.register(connection, EVENT_READ)
        self._outgoing: deque[memoryview] = deque()
        self._received: deque[Any] = deque()
        self._unpacker = Unpacker()

    def send(self, message: object) -> None:
        """Send a message, as far as the other side reads; the rest with the calls to come."""
        self._outgoing.append(memoryview(packed(message)))
        self._write()

    def receive(self, timeout: float | None) -> Any:
        """The next message; None after `timeout` seconds (None: no limit), or if one was sent."""
        self._write()
        if not self._received:
            if timeout != 0:
                self._wait(timeout)
            self._read()
        return self._received.popleft() if self._received else None

    def close(self) -> None:
        """End the line, whatever is still to be sent."""
        self._selector.close()
        self._connection.close()

    def _wait(self, timeout: float | None) -> None:
        """Wait until there is something to read, or a rest can be sent."""
        events = EVENT_READ | EVENT_WRITE if self._outgoing else EVENT_READ
        self._selector.modify(self._connection, events)
        self._selector.select(timeout)

    def _read(self) -> None:
        """Take in what there is; `Ended` where nothing more will come."""
        while piece := self._piece():
            self._received.extend(self._unpacker.take(piece))
        if piece is not None:
            self._received.append(Ended())

    def _piece(self) -> bytes | None:
        """What is there to be read; None if that is nothing yet, no bytes if the line ended."""
        try:
            return self._connection.recv(PIECE)
        except BlockingIOError:
            return None
        except ConnectionError:  # the window's process is gone
            return b""

    def _write(self) -> None:
        """Send what the connection takes; that it is broken is noticed in reading."""
        with suppress(OSError):
            while self._outgoing:
                sent = self._connection.send(self._outgoing[0])
                rest = self._outgoing.popleft()[sent:]
                if rest:
                    self._outgoing.appendleft(rest)
