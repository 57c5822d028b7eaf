"""The window's end of the line to the worker: two threads of its own send and listen."""

from contextlib import suppress
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from socket import AF_INET, IPPROTO_TCP, SHUT_RDWR, SHUT_WR, TCP_NODELAY, socket, socketpair
from threading import Thread
from typing import Any

from app.trainer.parcel import Unpacker, packed

PIECE = 1 << 18  # bytes that are read at once: a usual answer


@dataclass(frozen=True)
class Ended:
    """The last thing heard on a line: the other side hung up, or its process is gone."""


def connected() -> tuple[socket, socket]:
    """Two sockets, each of which hears what the other is told."""
    here, there = socketpair()
    for end in (here, there):
        if end.family == AF_INET:  # on Windows; it would hold back small messages
            end.setsockopt(IPPROTO_TCP, TCP_NODELAY, 1)
    return here, there


class Line:
    """An end of a line on which neither speaking nor listening ever waits.

    A connection holds little, so whoever writes a large message to it waits until the other side
    reads. Here a thread waits instead; another one reads as soon as there is something, so that
    the worker need not wait for the window's next frame either.
    """

    def __init__(self, connection: socket) -> None:
        self._connection = connection
        self._outgoing: SimpleQueue[bytes | None] = SimpleQueue()
        self._received: SimpleQueue[Any] = SimpleQueue()
        self._sender = Thread(target=_send_all, args=(connection, self._outgoing), daemon=True)
        self._listener = Thread(target=_listen, args=(connection, self._received), daemon=True)
        self._sender.start()
        self._listener.start()

    def send(self, message: object) -> None:
        """Send a message, now or as soon as the other side reads. Lost once the line has ended."""
        self._outgoing.put(packed(message))

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
        self._outgoing.put(None)

    def close(self, patience: float = 1.0) -> None:
        """Hang up, wait at most `patience` seconds for the other side to do so, and end."""
        self.hang_up()
        for thread in (self._sender, self._listener):
            thread.join(patience)
        with suppress(OSError):  # it may have ended by itself
            self._connection.shutdown(SHUT_RDWR)
        for thread in (self._sender, self._listener):
            thread.join(patience)
        self._connection.close()


def _send_all(connection: socket, outgoing: "SimpleQueue[bytes | None]") -> None:
    """Send until the line is hung up or broken; a broken one is noticed by its listener."""
    with suppress(OSError):
        while (parcel := outgoing.get()) is not None:
            connection.sendall(parcel)
        connection.shutdown(SHUT_WR)


def _listen(connection: socket, received: "SimpleQueue[Any]") -> None:
    """Pass on what is heard; where the line ends, for whatever reason, say so by `Ended`."""
    unpacker = Unpacker()
    try:
        with suppress(OSError):
            while piece := connection.recv(PIECE):
                for message in unpacker.take(piece):
                    received.put(message)
    finally:
        received.put(Ended())
