"""Cells become a column's numbers block by block, so that a large table is never all text."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from engine.data.table_column import (
    HUGE,
    MAX_MAGNITUDE,
    MISSING,
    NUMBER,
    TEXT,
    Column,
    is_missing,
)
from engine.data.table_rows import Rows
from engine.errors import DataError

Numbers = NDArray[np.float64]
Marks = NDArray[np.uint8]
Item = TypeVar("Item", bound=np.generic)

# So many different cells can be classes or categories; a column that has more is kept as numbers.
MOST_TEXTS = 10_000


def columns_of(
    blocks: Iterable[Rows], file: str, names: Sequence[str], header: bool, decimal: str
) -> list[Column]:
    """The columns of a table, without the header. DataError when no row is left below it."""
    readers = [ColumnReader(decimal) for _ in names]
    lines: list[NDArray[np.int64]] = []
    header_line = None
    for block in blocks:
        skipped = int(header and header_line is None)
        header_line = header_line or block.lines[0]
        if len(block.lines) > skipped:
            lines.append(np.array(block.lines[skipped:], dtype=np.int64))
            for reader, cells in zip(
                readers, zip(*block.cells[skipped:], strict=True), strict=True
            ):
                reader.take(cells)
    if not lines:
        message = "holds a header but no data; add a line for every sample"
        raise DataError(message, file, header_line)
    all_lines = np.concatenate(lines)
    return [
        reader.finished(name, file, all_lines) for reader, name in zip(readers, names, strict=True)
    ]


class ColumnReader:
    """Takes the cells of one column, a block at a time.

    While a column is written in few different ways it keeps those, and for each row a number that
    says which: that is exact for whatever they turn out to be, and quicker than to read the same
    number again and again. A column with too many goes over to numbers.
    """

    def __init__(self, decimal: str) -> None:
        self._decimal = decimal
        self._places: dict[str, int] | None = {}
        self._codes: list[NDArray[np.int32]] = []
        self._numbers: list[Numbers] = []
        self._marks: list[Marks] = []
        self._examples: dict[int, tuple[int, str]] = {}  # mark -> row and cell
        self._row = 0

    def take(self, cells: Sequence[str]) -> None:
        """Take the next cells."""
        if self._places is not None:
            self._take_texts(self._places, cells)
        else:
            self._take_numbers(*read_cells(cells, self._decimal), cells.__getitem__)

    def finished(self, name: str, file: str, lines: NDArray[np.int64]) -> Column:
        """The column of all cells that were taken; `lines`, (rows,), are those they stand in.

        The reader gives away what it holds, and can be used no more.
        """
        if self._places is None:
            numbers, marks = _joined(self._numbers), _joined(self._marks)
            examples = {int(lines[row]): cell for row, cell in self._examples.values()}
            return Column(name, file, lines, numbers, marks, (), None, examples)
        texts, codes = tuple(self._places), _joined(self._codes)
        numbers, marks = read_cells(texts, self._decimal)
        return Column(name, file, lines, numbers[codes], marks[codes], texts, codes, {})

    def _take_texts(self, places: dict[str, int], cells: Sequence[str]) -> None:
        for cell in dict.fromkeys(cells):
            places.setdefault(cell, len(places))
        self._codes.append(np.fromiter(map(places.__getitem__, cells), np.int32, len(cells)))
        if len(places) > MOST_TEXTS:
            self._go_over_to_numbers(tuple(places))

    def _go_over_to_numbers(self, texts: tuple[str, ...]) -> None:
        numbers, marks = read_cells(texts, self._decimal)
        for codes in self._codes:
            self._take_numbers(numbers[codes], marks[codes], _texts_at(texts, codes))
        self._places = None
        self._codes.clear()

    def _take_numbers(self, numbers: Numbers, marks: Marks, cell_at: Callable[[int], str]) -> None:
        self._numbers.append(numbers)
        self._marks.append(marks)
        if marks.any():
            for mark in {TEXT, MISSING, HUGE} - self._examples.keys():
                row = int(np.argmax(marks == mark))
                if marks[row] == mark:
                    self._examples[mark] = (self._row + row, cell_at(row))
        self._row += len(numbers)


def read_cells(cells: Sequence[str], decimal: str) -> tuple[Numbers, Marks]:
    """The cells' values, NaN where one is missing or holds text, and what each holds."""
    numbers = _all_numbers(cells, decimal)
    if numbers is None:
        values = {cell: to_number(cell, decimal) for cell in dict.fromkeys(cells)}
        numbers = np.fromiter(map(values.__getitem__, cells), np.float64, len(cells))
    marks = np.full(len(cells), NUMBER, dtype=np.uint8)
    odd = np.flatnonzero(~(np.abs(numbers) <= MAX_MAGNITUDE)).tolist()  # NaN is not ≤ either
    if odd:
        kinds = {cells[row]: _mark(cells[row], float(numbers[row])) for row in odd}
        marks[odd] = [kinds[cells[row]] for row in odd]
    return numbers, marks


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


def _all_numbers(cells: Sequence[str], decimal: str) -> Numbers | None:
    """The quick way, for cells that are all numbers; None where one of them is none."""
    together = "\0".join(cells)  # a text file holds no NUL, so it parts the cells safely
    if "_" in together or (decimal == "," and "." in together):
        return None
    if decimal != ".":
        cells = together.replace(decimal, ".").split("\0")
    try:
        return np.fromiter(map(float, cells), np.float64, len(cells))
    except ValueError:
        return None


def _mark(cell: str, number: float) -> int:
    if not np.isnan(number):
        return HUGE
    return MISSING if is_missing(cell) else TEXT


def _texts_at(texts: tuple[str, ...], codes: NDArray[np.int32]) -> Callable[[int], str]:
    return lambda row: texts[codes[row]]


def _joined(blocks: list[NDArray[Item]]) -> NDArray[Item]:
    """The blocks one after another; they are let go, so that there is only one copy."""
    joined = np.concatenate(blocks)
    blocks.clear()
    return joined
