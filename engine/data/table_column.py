"""A column of a table: its cells as numbers where they are numbers, and as texts where few."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from engine.errors import DataError

# What people and programs write where a value is missing.
MISSING_WORDS = frozenset({"", "?", "-", "na", "n/a", "#n/a", "nan", "null", "none"})
MAX_MAGNITUDE = 1e30  # squares of it are still finite, and float32 holds it
MISTAKES_AT_MOST = 0.1

# What a cell holds, as a byte.
NUMBER, TEXT, MISSING, HUGE = range(4)


@dataclass(frozen=True, eq=False)
class Column:
    """One column: its name, and what its cells hold; every array is (rows,).

    `lines` are the lines of the file that the rows begin in, `numbers` the cells' values, NaN
    where one is missing or holds text, and `marks` say which of these each cell is. Where the
    cells are written in few different ways, `codes` say which of `texts` each is; else it is None
    and `examples` hold the first cell of each mark that is no usable number, by its line.
    """

    name: str
    file: str
    lines: NDArray[np.int64]
    numbers: NDArray[np.float64]
    marks: NDArray[np.uint8]
    texts: tuple[str, ...]
    codes: NDArray[np.int32] | None
    examples: Mapping[int, str]

    def __len__(self) -> int:
        return len(self.lines)

    @cached_property
    def text_count(self) -> int:
        """How many cells hold text, neither a number nor a missing value."""
        return int(np.count_nonzero(self.marks == TEXT))

    @property
    def is_missing(self) -> NDArray[np.bool_]:
        """Which cells are missing, (rows,)."""
        return self.marks == MISSING

    @cached_property
    def missing_count(self) -> int:
        """How many cells are missing."""
        return int(np.count_nonzero(self.is_missing))

    @property
    def is_empty(self) -> bool:
        """Whether every value is missing."""
        return self.missing_count == len(self)

    @property
    def is_text(self) -> bool:
        """Whether it holds text; a few slips among numbers make no text column."""
        return self.text_count > MISTAKES_AT_MOST * (len(self) - self.missing_count)

    @cached_property
    def used_texts(self) -> list[str] | None:
        """The different cells that are not missing; None where there are too many to be known."""
        if self.codes is None:
            return None
        occurs = np.bincount(self.codes, minlength=len(self.texts)) > 0
        return [
            text
            for text, is_there in zip(self.texts, occurs.tolist(), strict=True)
            if is_there and not is_missing(text)
        ]

    @property
    def labels(self) -> tuple[str, ...] | None:
        """The different texts in alphabetical order; None where there are too many to be known."""
        if self.used_texts is None:
            return None
        return tuple(sorted({in_one_line(text) for text in self.used_texts}))

    def label_numbers(self) -> NDArray[np.int64]:
        """Which of its `labels` each row holds, -1 where the value is missing."""
        assert self.codes is not None
        place = {label: number for number, label in enumerate(self.labels or ())}
        numbers = [
            -1 if is_missing(text) else place.get(in_one_line(text), -1) for text in self.texts
        ]
        return np.array(numbers, dtype=np.int64)[self.codes]

    def rows(self, keep: NDArray[np.bool_]) -> "Column":
        """The column with some of its rows only; `keep` is (rows,)."""
        codes = None if self.codes is None else self.codes[keep]
        return replace(
            self,
            lines=self.lines[keep],
            numbers=self.numbers[keep],
            marks=self.marks[keep],
            codes=codes,
        )

    def checked_numbers(self, may_miss: bool = False) -> NDArray[np.float64]:
        """The numbers, (rows,), finite, and all there unless they `may_miss`.

        DataError names the first that is not.
        """
        if self.text_count:
            row = self._first(TEXT)
            raise self.fault(row, f"“{shown(self.cell(row))}” is not a number; correct it")
        if not may_miss:
            self.check_complete()
        if np.any(self.marks == HUGE):
            row = self._first(HUGE)
            what = "is infinite" if "inf" in self.cell(row).lower() else "is too large"
            limit = f"numbers between -{MAX_MAGNITUDE:g} and {MAX_MAGNITUDE:g} can be used"
            raise self.fault(row, f"{shown(self.cell(row))} {what}; {limit}")
        return self.numbers

    def check_complete(self) -> None:
        """Raise DataError at the first missing value."""
        if self.missing_count:
            row = self._first(MISSING)
            written = self.cell(row).strip()
            found = f"a value is missing (“{written}”)" if written else "a value is missing"
            remedy = "fill it in, or choose under “Missing values” what to do with such rows"
            raise self.fault(row, f"{found}; {remedy}")

    def cell(self, row: int) -> str:
        """A cell as it is written, where that is known."""
        if self.codes is not None:
            return self.texts[self.codes[row]]
        return self.examples.get(int(self.lines[row]), f"{self.numbers[row]:g}")

    def fault(self, row: int, message: str) -> DataError:
        """What is wrong with a cell, with its place."""
        return DataError(message, self.file, int(self.lines[row]), self.name)

    def _first(self, mark: int) -> int:
        return int(np.argmax(self.marks == mark))


def is_missing(cell: str) -> bool:
    """Whether a cell is empty or says that its value is missing."""
    return cell.strip().lower() in MISSING_WORDS


def in_one_line(cell: str) -> str:
    """A cell without line feeds and superfluous spaces."""
    return " ".join(cell.split())


def shown(cell: str) -> str:
    """A cell as an error message shows it: on one line, and not too long."""
    text = in_one_line(cell)
    return text if len(text) <= 40 else f"{text[:39]}…"
