"""The format of a table, found out from its beginning: delimiter, decimal mark, header, columns."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np

from engine.data.table_cells import columns_of
from engine.data.table_column import Column, is_missing
from engine.data.table_inputs import has_few_texts
from engine.data.table_rows import Rows, all_rows, first_rows
from engine.data.table_target import guess_task
from engine.data.table_text import Beginning, read_beginning
from engine.experiment.data import Task

Decimal = Literal[".", ","]

BEGINNING = 2**16
LONG_BEGINNING = 2**24
SNIFFED_ROWS = 30
SNIFFED_COLUMNS = 30
PREVIEWED_ROWS = 20
# In the order in which they win when they part the rows equally well.
DELIMITERS = ("\t", ";", "|", ",", " ")
POINT_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?", re.ASCII)
COMMA_NUMBER = re.compile(r"[+-]?(\d+,\d*|,\d+)([eE][+-]?\d+)?", re.ASCII)
THOUSANDS = re.compile(r"[+-]?\d{1,3}(,\d{3})+", re.ASCII)


@dataclass(frozen=True)
class TableFormat:
    """How a file is laid out, and what is guessed of it; `preview` holds its first rows as text.

    `numeric_columns` are those that can be inputs, and `text_columns` those that can where text
    becomes columns of 0 and 1. `target` and `task` are the guesses that stand when nothing else is
    chosen: the last column, and what its first rows look like. `missing` tells of the columns that
    lack a value in which of the first `rows` rows they do, which are all of them if `is_whole`.
    """

    delimiter: str
    decimal: Decimal
    header: bool
    encoding: str
    column_names: tuple[str, ...]
    numeric_columns: tuple[str, ...]
    text_columns: tuple[str, ...]
    target: str
    task: Task
    preview: tuple[tuple[str, ...], ...]
    rows: int
    missing: Mapping[str, frozenset[int]]
    is_whole: bool

    def input_columns(self, with_text: bool) -> tuple[str, ...]:
        """The columns that can be inputs, or be the target, in the file's order."""
        usable = {*self.numeric_columns, *(self.text_columns if with_text else ())}
        return tuple(name for name in self.column_names if name in usable)


def inspect(
    path: str | Path,
    delimiter: str | None = None,
    decimal: Decimal | None = None,
    header: bool | None = None,
) -> TableFormat:
    """Find out the format of a file; what is given is taken as it is.

    Reads the first 64 KB (16 MB where that is less than two lines), so it is quick enough to be
    called while somebody waits. Raises DataError when the file cannot be a table.
    """
    source = read_beginning(str(path), BEGINNING)
    if not source.is_whole and source.text.count("\n") < 2:
        source = read_beginning(str(path), LONG_BEGINNING)
    delimiter = delimiter or _find_delimiter(source)
    rows = all_rows(source, delimiter)
    decimal = decimal or _find_decimal(rows, delimiter)
    if header is None:
        header = not any(_is_number(cell.strip()) for cell in rows.cells[0])
    names = _column_names(rows.cells[0], header)
    columns = columns_of([rows], source.file, names, header, decimal)
    target = default_target(columns)
    numbers = [column for column in columns if not column.is_empty and not column.is_text]
    texts = [column for column in columns if column.is_text and has_few_texts(column)]
    return TableFormat(
        delimiter=delimiter,
        decimal=decimal,
        header=header,
        encoding=source.encoding,
        column_names=names,
        numeric_columns=tuple(column.name for column in numbers),
        text_columns=tuple(column.name for column in texts),
        target=target.name,
        task=guess_task(target),
        preview=tuple(tuple(row) for row in rows.cells[header : header + PREVIEWED_ROWS]),
        rows=len(target),
        missing={c.name: _rows_without(c) for c in columns if c.missing_count},
        is_whole=source.is_whole,
    )


def _rows_without(column: Column) -> frozenset[int]:
    return frozenset(np.flatnonzero(column.is_missing).tolist())


def default_target(columns: list[Column]) -> Column:
    """The last column that is not empty: a delimiter at the end of each line makes one that is."""
    return next((column for column in reversed(columns) if not column.is_empty), columns[-1])


def _find_delimiter(source: Beginning) -> str:
    """The delimiter that parts the first rows best; a comma if none parts them."""
    scores = {delimiter: _score(source, delimiter) for delimiter in DELIMITERS}
    best = max(DELIMITERS, key=lambda delimiter: scores[delimiter])
    return best if scores[best] > 0 else ","


def _score(source: Beginning, delimiter: str) -> float:
    """How well a delimiter parts the rows: the share of equally long ones × their cells' worth.

    A number is worth 1 and text ½; text that holds a stronger delimiter was parted wrongly.
    """
    rows = first_rows(source, delimiter, SNIFFED_ROWS)
    lengths = [len(row) for row in rows]
    usual = max(set(lengths), key=lengths.count, default=0)
    if usual < 2:
        return 0.0
    worths = [
        _worth(cell.strip()) for row in rows if len(row) == usual for cell in row[:SNIFFED_COLUMNS]
    ]
    return lengths.count(usual) / len(rows) * sum(worths) / len(worths)


def _worth(cell: str) -> float:
    if _is_number(cell):
        return 1.0
    if is_missing(cell):
        return 0.25
    return 0.0 if any(delimiter in cell for delimiter in "\t;|") else 0.5


def _is_number(cell: str) -> bool:
    """Whether a cell holds a number, with either decimal mark."""
    return bool(POINT_NUMBER.fullmatch(cell) or COMMA_NUMBER.fullmatch(cell))


def _find_decimal(rows: Rows, delimiter: str) -> Decimal:
    """A comma if more cells are numbers with a comma than with a point.

    Between commas, “1,234” is more often a thousand than a quoted decimal.
    """
    sniffed = [row[:SNIFFED_COLUMNS] for row in rows.cells[: 10 * SNIFFED_ROWS]]
    cells = [cell.strip() for row in sniffed for cell in row]
    commas = [cell for cell in cells if COMMA_NUMBER.fullmatch(cell)]
    if delimiter == ",":
        commas = [cell for cell in commas if not THOUSANDS.fullmatch(cell)]
    points = [cell for cell in cells if "." in cell and POINT_NUMBER.fullmatch(cell)]
    return "," if len(commas) > len(points) else "."


def _column_names(first_row: list[str], header: bool) -> tuple[str, ...]:
    """The header's names, each once: “column 3” where there is none, “name (2)” for a second."""
    cells = [" ".join(cell.split()) if header else "" for cell in first_row]
    wishes = [cell or f"column {index + 1}" for index, cell in enumerate(cells)]
    names: dict[str, None] = {}  # a dict keeps the order, and finds a name among hundreds at once
    copies: Counter[str] = Counter()
    wished = set(wishes)
    for wish in wishes:
        name = wish
        while name in names or (name != wish and name in wished):
            copies[wish] += 1
            name = f"{wish} ({copies[wish] + 1})"
        names[name] = None
    return tuple(names)
