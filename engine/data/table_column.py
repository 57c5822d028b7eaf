"""A column of a table: its cells as numbers where they are numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from engine.data.table_rows import Rows
from engine.errors import DataError

# What people and programs write where a value is missing.
MISSING = frozenset({"", "?", "-", "na", "n/a", "#n/a", "nan", "null", "none"})
MAX_MAGNITUDE = 1e30  # squares of it are still finite, and float32 holds it
MISTAKES_AT_MOST = 0.1


@dataclass(frozen=True, eq=False)
class Column:
    """One column: its name, its cells as they are written, and the lines that they stand in."""

    name: str
    cells: Sequence[str]
    lines: Sequence[int]
    file: str
    decimal: str

    @cached_property
    def numbers(self) -> NDArray[np.float64]:
        """The cells' values, (rows,); NaN where a cell is missing or holds text."""
        together = "\0".join(self.cells)  # a text file holds no NUL, so it parts the cells safely
        if "_" in together or (self.decimal == "," and "." in together):
            return self._each_number()
        try:
            cells = together.replace(self.decimal, ".").split("\0")
            return np.fromiter(map(float, cells), np.float64, len(cells))
        except ValueError:
            return self._each_number()

    def _each_number(self) -> NDArray[np.float64]:
        """The slower way, for columns that do not hold numbers alone."""
        values = {cell: to_number(cell, self.decimal) for cell in set(self.cells)}
        return np.array([values[cell] for cell in self.cells])

    @cached_property
    def text_rows(self) -> list[int]:
        """The rows that hold text, neither a number nor a missing value."""
        missing = set(self.missing_rows)
        return [row for row in self._rows_without_number if row not in missing]

    @cached_property
    def missing_rows(self) -> list[int]:
        """The rows whose value is missing."""
        rows = self._rows_without_number
        missing = {cell for cell in {self.cells[row] for row in rows} if is_missing(cell)}
        return [row for row in rows if self.cells[row] in missing]

    @cached_property
    def _rows_without_number(self) -> list[int]:
        rows: list[int] = np.flatnonzero(np.isnan(self.numbers)).tolist()
        return rows

    @property
    def is_empty(self) -> bool:
        """Whether every value is missing."""
        return len(self.missing_rows) == len(self.cells)

    @property
    def is_text(self) -> bool:
        """Whether it holds text; a few slips among numbers make no text column."""
        values = len(self.cells) - len(self.missing_rows)
        return len(self.text_rows) > MISTAKES_AT_MOST * values

    def checked_numbers(self) -> NDArray[np.float64]:
        """The numbers, (rows,), all there and finite; DataError names the first that is not."""
        if self.text_rows:
            row = self.text_rows[0]
            raise self.fault(row, f"“{shown(self.cells[row])}” is not a number; correct it")
        self.check_complete()
        for row in np.flatnonzero(np.abs(self.numbers) > MAX_MAGNITUDE).tolist():
            what = "is infinite" if "inf" in self.cells[row].lower() else "is too large"
            limit = f"numbers between -{MAX_MAGNITUDE:g} and {MAX_MAGNITUDE:g} can be used"
            raise self.fault(row, f"{shown(self.cells[row])} {what}; {limit}")
        return self.numbers

    def check_complete(self) -> None:
        """Raise DataError at the first missing value."""
        for row in self.missing_rows:
            written = self.cells[row].strip()
            found = f"a value is missing (“{written}”)" if written else "a value is missing"
            raise self.fault(row, f"{found}; fill it in, or take out the line or the column")

    def fault(self, row: int, message: str) -> DataError:
        """What is wrong with a cell, with its place."""
        return DataError(message, self.file, self.lines[row], self.name)


def columns_of(rows: Rows, names: tuple[str, ...], header: bool, decimal: str) -> list[Column]:
    """The columns of a table, without the header. Raises DataError when no row is left."""
    cells, lines = rows.cells[header:], rows.lines[header:]
    if not cells:
        message = "holds a header but no data; add a line for every sample"
        raise DataError(message, rows.file, rows.lines[0])
    parts = zip(names, zip(*cells, strict=True), strict=True)
    return [Column(name, column, lines, rows.file, decimal) for name, column in parts]


def to_number(cell: str, decimal: str) -> float:
    """The number that a cell holds, NaN if it holds none.

    With a decimal comma a point is no part of a number: “1.500” may then mean 1500.
    """
    if "_" in cell or (decimal == "," and "." in cell):
        return np.nan
    try:
        return float(cell.replace(decimal, "."))
    except ValueError:
        return np.nan


def is_missing(cell: str) -> bool:
    """Whether a cell is empty or says that its value is missing."""
    return cell.strip().lower() in MISSING


def shown(cell: str) -> str:
    """A cell as an error message shows it: on one line, and not too long."""
    text = " ".join(cell.split())
    return text if len(text) <= 40 else f"{text[:39]}…"
