"""A table of numbers is what a view shows, written down: a header and rows, for a spreadsheet."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.views.history import History

Cell = str | int | float


@dataclass(frozen=True)
class NumberTable:
    """`rows` have as many cells as the `header` has names; NaN is a number that is not there."""

    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @classmethod
    def of(cls, header: Iterable[str], rows: Iterable[Sequence[Cell]]) -> "NumberTable":
        """The table of a header and rows."""
        return cls(tuple(header), tuple(tuple(row) for row in rows))

    @classmethod
    def of_history(cls, names: Iterable[str], history: History) -> "NumberTable | None":
        """One row for each step that a history has measured; None where it has none."""
        if not len(history):
            return None
        steps = history.steps.astype(int).tolist()
        rows = zip(steps, history.values.tolist(), strict=True)
        return cls.of(("step", *names), ((step, *values) for step, values in rows))

    def to_csv(self) -> bytes:
        """Comma-separated UTF-8; every number has all the digits that it takes to read it back."""
        text = io.StringIO()
        table = csv.writer(text, lineterminator="\n")
        table.writerow(self.header)
        table.writerows([["" if cell != cell else cell for cell in row] for row in self.rows])
        return text.getvalue().encode()
