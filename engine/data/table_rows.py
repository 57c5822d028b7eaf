"""The rows of a table: text taken apart into cells, a block of rows at a time."""

import csv
import re
from _csv import Reader
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from engine.data.table_text import Beginning
from engine.errors import DataError, ExperimentError

UNUSABLE = frozenset('"\r\n\0')
RUNS_OF_SPACES = re.compile(r" {2,}")
SPACE_BEFORE_END = re.compile(r" (?=[\r\n]|$)")
BLOCK_CELLS = 20_000  # few enough to stay in the processor's cache as Python's strings

Row = tuple[int, list[str]]  # the line of the file that it begins in, and its cells


@dataclass(frozen=True)
class Rows:
    """Some rows of equally many cells, and the line of the file that each begins in."""

    cells: Sequence[list[str]]
    lines: Sequence[int]


def all_rows(beginning: Beginning, delimiter: str) -> Rows:
    """All rows of the beginning of a file but blank ones; DataError as in `row_blocks`."""
    rows = _rows(beginning.file, beginning.lines, delimiter, beginning.is_whole)
    return _block(_with_first(rows, beginning.file))


def row_blocks(file: str, lines: Iterable[str], delimiter: str) -> Iterator[Rows]:
    """All rows of a file but blank ones, some at a time.

    DataError when there are none, when they differ in length, or when a quote stays open.
    """
    rows = _with_first(_rows(file, lines, delimiter, is_whole=True), file)
    first = next(rows)
    rows, at_once = chain([first], rows), max(1, BLOCK_CELLS // len(first[1]))
    while block := list(islice(rows, at_once)):
        yield _block(block)


def first_rows(beginning: Beginning, delimiter: str, count: int) -> list[list[str]]:
    """At most so many rows, as well as they can be told: for a guess at the delimiter."""
    reader = _reader(beginning.lines, delimiter, strict=False)
    found: list[list[str]] = []
    try:
        for row in reader:
            if any(map(str.strip, row)):
                found.append(row)
            if len(found) == count:
                break
    except csv.Error:
        return []  # an endless quoted field: this delimiter gives no rows
    return found


def _block(rows: Iterable[Row]) -> Rows:
    lines, cells = zip(*rows, strict=True)
    return Rows(cells, lines)


def _with_first(rows: Iterator[Row], file: str) -> Iterator[Row]:
    """The rows, of which there must be one."""
    first = next(rows, None)
    if first is None:
        raise DataError("holds only blank lines; a table needs rows of numbers", file)
    return chain([first], rows)


def _rows(file: str, lines: Iterable[str], delimiter: str, is_whole: bool) -> Iterator[Row]:
    """Rows that are not blank, each as long as the first."""
    reader = _reader(lines, delimiter, strict=True)
    line, first_line, width = 1, 0, 0
    try:
        for row in reader:
            if any(map(str.strip, row)):
                first_line, width = first_line or line, width or len(row)
                if len(row) != width:
                    raise _ragged(file, line, len(row), first_line, width)
                yield line, row
            line = reader.line_num + 1
    except csv.Error as error:
        if not is_whole and "unexpected end" in str(error):
            return  # the row goes on after the part of the file that was read
        message = f"a quoted field does not end as it should ({error}); mend its quotation marks"
        raise DataError(message, file, line) from error


def _ragged(file: str, line: int, length: int, first_line: int, width: int) -> DataError:
    message = f"has {_fields(length)} where line {first_line} has {width}"
    remedy = "give every line as many, or quote text that holds the delimiter"
    return DataError(f"{message}; {remedy}", file, line)


def _reader(lines: Iterable[str], delimiter: str, strict: bool) -> Reader:
    """Python's own reader of CSV. Several spaces in a row part cells like one."""
    if delimiter in UNUSABLE:
        message = f"must be a character that can part cells; it is {delimiter!r}"
        raise ExperimentError("data.delimiter", message)
    if delimiter == " ":
        lines = map(_evenly_spaced, lines)
    return csv.reader(lines, delimiter=delimiter, strict=strict, skipinitialspace=delimiter != " ")


def _evenly_spaced(line: str) -> str:
    """A line without spaces at its ends, and never two in a row."""
    return SPACE_BEFORE_END.sub("", RUNS_OF_SPACES.sub(" ", line).removeprefix(" "))


def _fields(count: int) -> str:
    return "1 field" if count == 1 else f"{count} fields"
