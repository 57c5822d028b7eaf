"""A line between two sides: to speak on it never waits, since one thread sends and one listens."""

import pickle
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any

PROTOCOL = 5  # arrays travel as plain buffers
HANG_UP = b"hang up"  # no pickle begins like this


@dataclass(frozen=True)
class Ended:
    """The last thing heard on a line: the other side hung up, or its process is gone."""


class Line:
    """One end of a line.

    A pipe holds little (8 kB on some systems), so whoever writes a picture to it waits until the
    other side reads. Here a thread waits instead, and the trainer trains on; the listener likewise
    spares the window. Both need the interpreter only for moments.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._outgoing: SimpleQueue[bytes] = SimpleQueue()
        self._received: SimpleQueue[Any] = SimpleQueue()
        self._sender = Thread(target=_send_all, args=(connection, self._outgoing), daemon=True)
        self._listener = Thread(target=_listen, args=(connection, self._received), daemon=True)
        self._sender.start()
        self._listener.start()

    def send(self, message: object) -> None:
        """Send a message, now or as soon as the other side reads. Lost once the line has ended."""
        self._outgoing.put(pickle.dumps(message, PROTOCOL))

    def receive(self, timeout: float | None) -> Any:
        """The next message; None where none came within `timeout` seconds (None: wait for it)."""
        # To ask `empty` costs a twentieth of the exception.
        if timeout == 0 and self._received.empty():
            return None
        try:
            return self._received.get(timeout=timeout)
        except Empty:
            return None

    def hang_up(self) -> None:
        """Send what is still to be sent, then tell the other side that nothing follows."""
        self._outgoing.put(HANG_UP)

    def close(self, patience: float = 1.0) -> None:
        """Hang up, and wait at most `patience` seconds for the other side to do the same."""
        self.hang_up()
        self._sender.join(patience)
        self._listener.join(patience)
        # Where a thread is still reading or writing, the connection closes with it.
        if not (self._sender.is_alive() or self._listener.is_alive()):
            self._connection.close()


def _send_all(connection: Connection, outgoing: "SimpleQueue[bytes]") -> None:
    """Send until the line is hung up or broken; a broken one is noticed by its listener."""
    with suppress(OSError):
        message = b""
        while message != HANG_UP:
            message = outgoing.get()
            connection.send_bytes(message)


def _listen(connection: Connection, received: "SimpleQueue[Any]") -> None:
    """Pass on what is heard; where the line ends, for whatever reason, say so by `Ended`."""
    try:
        with suppress(EOFError, OSError):
            while (message := connection.recv_bytes()) != HANG_UP:
                received.put(pickle.loads(message))
    finally:
        received.put(Ended())
