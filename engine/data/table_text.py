"""The text of a file, mostly a table: found, opened and decoded, or refused with the remedy."""

import codecs
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from engine.errors import DataError

MAX_BYTES = 2**30
PIECE = 2**20  # bytes that are read at once
WIDE_CODES = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
Content = Literal["table", "text"]
SAVED_AS = {"table": "save the table as CSV text", "text": "save it as plain text"}
NEEDED = {
    "table": "a table needs a column of numbers and a target",
    "text": "choose a file with something to read",
}


@dataclass(frozen=True)
class Beginning:
    """The first lines of a file, whole ones; all of them if `is_whole`."""

    file: str
    text: str
    encoding: str
    is_whole: bool

    @property
    def lines(self) -> Iterator[str]:
        """Its lines, each with its end."""
        return io.StringIO(self.text, newline="")


class TextBytes(io.RawIOBase):
    """The bytes of a file on their way to being decoded; `share` of them have passed, 0 to 1.

    DataError where one of them is NUL, which no text holds.
    """

    def __init__(self, stream: io.BufferedReader, file: str, size: int) -> None:
        super().__init__()
        self._stream = stream
        self._file = file
        self._size = size

    @property
    def share(self) -> float:
        return min(1.0, self._stream.tell() / max(1, self._size))

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        before = self._stream.tell()
        count = self._stream.readinto(buffer)
        place = bytes(buffer[:count]).find(b"\0")
        if place >= 0:
            raise _binary(self._file, before + place)
        return count


def read_beginning(file: str, max_bytes: int, what: Content = "table") -> Beginning:
    """Read a file of UTF-8 text, or as many whole lines of it as `max_bytes` hold.

    `what` it is to be decides which remedies are named. Raises DataError when the file is missing,
    not a file, unreadable, too large, binary, empty or in another encoding.
    """
    with _opened(file) as stream:
        content = stream.read(max_bytes + 1)
    is_whole = len(content) <= max_bytes
    if not is_whole:
        end = 1 + max(content.rfind(b"\n", 0, max_bytes), content.rfind(b"\r", 0, max_bytes))
        content = content[: end or max_bytes]
    if content.startswith(WIDE_CODES):
        raise DataError("is UTF-16 text; save it as UTF-8", file)
    if b"\0" in content:
        raise _binary(file, content.index(b"\0"), what)
    encoding = "UTF-8 with BOM" if content.startswith(codecs.BOM_UTF8) else "UTF-8"
    text = _decode(file, content, is_whole)
    if is_whole and not text.strip():
        raise DataError(f"is empty; {NEEDED[what]}", file)
    return Beginning(file, text, encoding, is_whole)


@contextmanager
def open_text(file: str) -> Iterator[tuple[Iterator[str], TextBytes]]:
    """The lines of a file, each with its end, read as they are asked for; and how far that is.

    Raises DataError like `read_beginning`, the later parts of the file when they are reached.
    """
    with _opened(file) as stream:
        content = TextBytes(stream, file, Path(file).stat().st_size)
        buffered = io.BufferedReader(content, PIECE)
        try:
            yield io.TextIOWrapper(buffered, encoding="utf-8-sig", newline=""), content
        except UnicodeDecodeError as error:
            raise _undecodable(file) from error


@contextmanager
def _opened(file: str) -> Iterator[io.BufferedReader]:
    """The file, open; whatever the system refuses, also later on, is a DataError."""
    try:
        path = Path(file)
        if not path.exists():
            raise DataError("there is no such file; check its path", file)
        if not path.is_file():
            raise DataError("is not a file; choose a file of text", file)
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise DataError(f"is {size / 2**30:.1f} GB large; at most 1 GB can be read", file)
        with path.open("rb") as stream:
            yield stream
    except OSError as error:
        reason = error.strerror or str(error)
        raise DataError(f"cannot be read ({reason}); check its permissions", file) from error


def _decode(file: str, content: bytes, is_whole: bool) -> str:
    """The text without a byte-order mark; a character cut off at the end of a beginning is left."""
    try:
        text = codecs.getincrementaldecoder("utf-8")().decode(content, final=is_whole)
    except UnicodeDecodeError as error:
        raise _undecodable(file) from error
    return text.removeprefix("\ufeff")


def _binary(file: str, place: int, what: Content = "table") -> DataError:
    message = f"is a binary file; {SAVED_AS[what]}"
    return DataError(message, file, _line_at(file, place))


def _undecodable(file: str) -> DataError:
    """Where in the file the first byte stands that is no UTF-8; read anew, as nobody counted."""
    decoder, passed = codecs.getincrementaldecoder("utf-8")(), 0
    with Path(file).open("rb") as stream:
        while piece := stream.read(PIECE):
            waiting, _ = decoder.getstate()
            try:
                decoder.decode(piece)
            except UnicodeDecodeError as error:
                place = passed - len(waiting) + error.start
                return _no_letter(file, place, error.object[error.start])
            passed += len(piece)
    waiting, _ = decoder.getstate()
    return _no_letter(file, passed - len(waiting), (waiting or b"\0")[0])


def _no_letter(file: str, place: int, byte: int) -> DataError:
    found = f"byte {place + 1:,} (0x{byte:02X}) is not UTF-8 text"
    message = f"{found}; open the file in the program that made it and save it as UTF-8"
    return DataError(message, file, _line_at(file, place))


def _line_at(file: str, place: int) -> int:
    """The number of the line in which a byte stands, both counted from the file's beginning."""
    line = 0
    with Path(file).open(encoding="latin-1", newline="") as lines:  # a letter is a byte
        for text in lines:
            line += 1
            place -= len(text)
            if place < 0:
                break
    return line
