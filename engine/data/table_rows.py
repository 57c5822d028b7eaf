"""The rows of a table: text taken apart into cells."""

import csv
import io
import re
from _csv import Reader
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from engine.data.table_text import TableText
from engine.errors import DataError, ExperimentError

UNUSABLE = frozenset('"\r\n\0')
RUNS_OF_SPACES = re.compile(r" {2,}")
SPACE_AT_EDGE = re.compile(r"^ |(?<=[\r\n]) | (?=[\r\n])| $")


@dataclass(frozen=True)
class Rows:
    """Rows of equally many cells, and the line of the file that each begins in."""

    file: str
    cells: Sequence[list[str]]
    lines: Sequence[int]


def split_rows(source: TableText, delimiter: str) -> Rows:
    """All rows but blank ones. DataError when they differ in length or a quote stays open."""
    rows = list(_rows(source, delimiter))
    if not rows:
        raise DataError("holds only blank lines; a table needs rows of numbers", source.file)
    lines, cells = zip(*rows, strict=True)
    width = len(cells[0])
    for line, row in rows:
        if len(row) != width:
            message = f"has {_fields(len(row))} where line {lines[0]} has {width}"
            remedy = "give every line as many, or quote text that holds the delimiter"
            raise DataError(f"{message}; {remedy}", source.file, line)
    return Rows(source.file, cells, lines)


def first_rows(text: str, delimiter: str, count: int) -> list[list[str]]:
    """At most so many rows, as well as they can be told: for a guess at the delimiter."""
    reader = _reader(text, delimiter, strict=False)
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


def _rows(source: TableText, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    reader = _reader(source.text, delimiter, strict=True)
    line = 1
    try:
        for row in reader:
            if any(map(str.strip, row)):
                yield line, row
            line = reader.line_num + 1
    except csv.Error as error:
        if not source.is_whole and "unexpected end" in str(error):
            return  # the row goes on after the part of the file that was read
        message = f"a quoted field does not end as it should ({error}); mend its quotation marks"
        raise DataError(message, source.file, line) from error


def _reader(text: str, delimiter: str, strict: bool) -> Reader:
    """Python's own reader of CSV. Several spaces in a row part cells like one."""
    if delimiter in UNUSABLE:
        message = f"must be a character that can part cells; it is {delimiter!r}"
        raise ExperimentError("data.delimiter", message)
    if delimiter == " ":
        text = SPACE_AT_EDGE.sub("", RUNS_OF_SPACES.sub(" ", text))
    lines = io.StringIO(text, newline="")
    return csv.reader(lines, delimiter=delimiter, strict=strict, skipinitialspace=delimiter != " ")


def _fields(count: int) -> str:
    return "1 field" if count == 1 else f"{count} fields"
