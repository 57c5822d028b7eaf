"""The page of samples that is looked at: what has to be measured, and what is known of a row."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.data.dataset import Facts
from engine.probes import Said, SamplePage, SampleRows

NO_VALUES: NDArray[Any] = np.empty(0)

_MARGIN = 48  # rows that are known above and below those that can be seen
_MOST_NUMBERS = 24_000  # that one page holds beyond what can be seen
_LEAST = 40  # rows of a page


@dataclass(frozen=True)
class Row:
    """One sample as it is listed; `said` is its class or values, None while there is no answer."""

    number: int
    values: NDArray[Any]
    target: Any
    said: Any
    confidence: float
    loss: float
    is_test: bool
    is_wrong: bool


def row_of(said: Said, index: int, values: NDArray[Any] = NO_VALUES) -> Row:
    """One of several samples as a row."""
    return Row(
        number=int(said.numbers[index]),
        values=values,
        target=said.targets[index],
        said=said.said[index] if said.is_known else None,
        confidence=float(said.confidence[index]),
        loss=float(said.losses[index]),
        is_test=bool(said.is_test[index]),
        is_wrong=bool(said.wrong[index]),
    )


class Pages:
    """The rows around those that can be seen, as they were measured last.

    `choice` says which samples are listed, and in which order.
    """

    def __init__(self) -> None:
        self.choice = SampleRows()
        self.page: SamplePage | None = None
        self._seen = range(_LEAST)
        self._columns = 1

    def forget(self, facts: Facts) -> None:
        """Begin with other data."""
        self.page = None
        self._seen = range(_LEAST)
        self._columns = max(len(facts.column_names), 1)

    def choose(self, **choice: Any) -> None:
        """List others: `share`, `order`, `wrong_only` and `confused` as in SampleRows."""
        self.choice = replace(self.choice, **choice)
        self.page = None

    def look_at(self, first: int, count: int) -> None:
        """These rows can be seen now."""
        self._seen = range(max(first, 0), max(first, 0) + max(count, 1))

    @property
    def probe(self) -> SampleRows:
        """What has to be measured: the rows that can be seen, and some around them."""
        margin = min(_MARGIN, _MOST_NUMBERS // self._columns)
        first = max(self._seen.start - margin, 0)
        count = max(self._seen.stop + margin - first, _LEAST)
        return replace(self.choice, start=first, count=count)

    def take(self, page: SamplePage) -> bool:
        """Keep what was measured; returns whether anything in it is new."""
        old, self.page = self.page, page
        return old is None or not _same(old, page)

    @property
    def total(self) -> int:
        """The number of rows altogether."""
        return self.page.total if self.page else 0

    def row(self, place: int) -> Row | None:
        """The row at a place of the list; None where it is not measured yet."""
        page = self.page
        if page is None or not 0 <= place - page.start < len(page.values):
            return None
        index = place - page.start
        return row_of(page.said, index, page.values[index])

    def number_at(self, place: int) -> int | None:
        """The number of the sample at a place of the list, where it is known."""
        row = self.row(place)
        return row.number if row else None

    def place_of(self, number: int) -> int | None:
        """The place of a sample on the page; None where it is not on it."""
        if self.page is None:
            return None
        found = np.flatnonzero(self.page.said.numbers == number)
        return self.page.start + int(found[0]) if len(found) else None


def _same(old: SamplePage, new: SamplePage) -> bool:
    steps = [(page.said.first_step, page.said.last_step) for page in (old, new)]
    places = [(page.start, page.total, len(page.values)) for page in (old, new)]
    numbers = np.array_equal(old.said.numbers, new.said.numbers)
    return steps[0] == steps[1] and places[0] == places[1] and numbers
