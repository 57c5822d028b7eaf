"""The text of a file, mostly a table: found, opened and decoded, or refused with the remedy."""

import codecs
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from engine.errors import DataError

MAX_BYTES = 2**30
WIDE_CODES = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
Content = Literal["table", "text"]
SAVED_AS = {"table": "save the table as CSV text", "text": "save it as plain text"}
NEEDED = {
    "table": "a table needs a column of numbers and a target",
    "text": "choose a file with something to read",
}


@dataclass(frozen=True)
class TableText:
    """The text of a file, or of its beginning, which then ends with a whole line."""

    file: str
    text: str
    encoding: str
    is_whole: bool


def read_text(file: str, max_bytes: int = MAX_BYTES, what: Content = "table") -> TableText:
    """Read a file of UTF-8 text, or as many whole lines of it as `max_bytes` hold.

    `what` it is to be decides which remedies are named. Raises DataError when the file is missing,
    not a file, unreadable, too large, binary, empty or in another encoding.
    """
    content, is_whole = _read(file, max_bytes)
    if content.startswith(WIDE_CODES):
        raise DataError("is UTF-16 text; save it as UTF-8", file)
    if b"\0" in content:
        line = content.count(b"\n", 0, content.index(b"\0")) + 1
        raise DataError(f"is a binary file; {SAVED_AS[what]}", file, line)
    encoding = "UTF-8 with BOM" if content.startswith(codecs.BOM_UTF8) else "UTF-8"
    text = _decode(file, content, is_whole)
    if is_whole and not text.strip():
        raise DataError(f"is empty; {NEEDED[what]}", file)
    return TableText(file, text, encoding, is_whole)


def _read(file: str, max_bytes: int) -> tuple[bytes, bool]:
    """The first bytes of a file, and whether they are all of it."""
    try:
        path = Path(file)
        if not path.exists():
            raise DataError("there is no such file; check its path", file)
        if not path.is_file():
            raise DataError("is not a file; choose a CSV or TSV file", file)
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise DataError(f"is {size / 2**30:.1f} GB large; at most 1 GB can be read", file)
        with path.open("rb") as stream:
            content = stream.read(max_bytes + 1)
    except OSError as error:
        reason = error.strerror or str(error)
        raise DataError(f"cannot be read ({reason}); check its permissions", file) from error
    if len(content) <= max_bytes:
        return content, True
    end = 1 + max(content.rfind(b"\n", 0, max_bytes), content.rfind(b"\r", 0, max_bytes))
    return content[: end or max_bytes], False


def _decode(file: str, content: bytes, is_whole: bool) -> str:
    """The text without a byte-order mark; a character cut off at the end of a beginning is left."""
    try:
        text = codecs.getincrementaldecoder("utf-8")().decode(content, final=is_whole)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        found = f"byte {error.start + 1:,} (0x{content[error.start]:02X}) is not UTF-8 text"
        message = f"{found}; open the file in the program that made it and save it as UTF-8"
        raise DataError(message, file, line) from error
    return text.removeprefix("\ufeff")
