"""A parcel: a message as bytes, with its length in front, so that a stream can be cut up again."""

import pickle
import struct
from collections.abc import Iterator
from typing import Any

PROTOCOL = 5  # arrays travel as plain buffers
_LENGTH = struct.Struct("!Q")


def packed(message: object) -> bytes:
    """The message as a parcel."""
    content = pickle.dumps(message, PROTOCOL)
    return _LENGTH.pack(len(content)) + content


class Unpacker:
    """Takes a stream of bytes in whatever pieces it comes, and gives the messages in it."""

    def __init__(self) -> None:
        self._stream = bytearray()

    def take(self, piece: bytes) -> Iterator[Any]:
        """Take the next piece; gives the messages that it completes."""
        self._stream += piece
        while (end := self._first_end()) <= len(self._stream):
            content = self._stream[_LENGTH.size : end]
            del self._stream[:end]
            yield pickle.loads(content)

    def _first_end(self) -> int:
        """Where the first parcel ends; if that is not known yet, where its length does."""
        if len(self._stream) < _LENGTH.size:
            return _LENGTH.size
        return _LENGTH.size + _LENGTH.unpack_from(self._stream)[0]
