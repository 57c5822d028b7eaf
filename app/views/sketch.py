"""A sketch is a drawing under the mouse: its points as arrays that tools change at once."""

from itertools import compress

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from app.views.shown_samples import ShownSamples
from engine.data.drawn import drawing_facts, kept_for_testing, ranges
from engine.experiment.data import Drawn
from engine.experiment.data.drawn import MOST_POINTS, Drawing

Place = tuple[float, float]
_ROOM = 256  # points for which there is room at first


class Sketch:
    """The points of a drawing, and the way back to the frozen value.

    Places are (x, y) on the square; a point's value is its class or the number to be predicted,
    which in a drawn curve is its height. Distances are measured in units of a reach (rx, ry), so
    that a circle on the screen is one here too.
    """

    def __init__(self, drawing: Drawing) -> None:
        self._drawing = drawing
        self._rows: list[tuple[float, ...]] = list(drawing.points)
        self._width = 3 if isinstance(drawing, Drawn) else 2
        self._is_changed = False
        self._lows, self._highs = ranges(drawing)[:2].T
        count = len(self._rows)
        self._numbers = np.empty((max(_ROOM, 2 * count), self._width))
        if count:
            self._numbers[:count] = self._rows

    def __len__(self) -> int:
        return len(self._rows)

    @property
    def drawing(self) -> Drawing:
        """The drawing as it is now."""
        if self._is_changed:
            self._is_changed = False
            self._drawing = replace(self._drawing, points=tuple(self._rows))
        return self._drawing

    @property
    def is_curve(self) -> bool:
        """Whether a point's height is its value."""
        return self._width == 2

    @property
    def places(self) -> NDArray[np.float64]:
        """Where the points lie, (points, 2); a view."""
        return self._numbers[: len(self._rows), :2]

    @property
    def values(self) -> NDArray[np.float64]:
        """The points' classes or values, (points,); a view."""
        return self._numbers[: len(self._rows), -1]

    @property
    def value_range(self) -> tuple[float, float] | None:
        """The least and the greatest value that a point can have; None where it has a class."""
        axes = self._drawing.shown_axes
        is_class = self._drawing.task == "classification"
        return None if is_class else (axes[-1].low, axes[-1].high)

    def samples(self, seed: int) -> ShownSamples:
        """The points as the boundary shows them, with those marked that are kept for testing."""
        drawing, count = self._drawing, len(self._rows)
        facts = drawing_facts(drawing)
        columns = self._width - 1
        values = self.values.copy()
        is_class = facts.task == "classification"
        return ShownSamples(
            facts=facts,
            points=self.places[:, :columns].copy(),
            targets=values.astype(np.int64) if is_class else values[:, None],
            is_test=kept_for_testing(drawing, values, seed) if count else np.empty(0, dtype=bool),
            bounds=ranges(drawing)[:columns],
            is_square=isinstance(drawing, Drawn) and drawing.is_square,
            is_drawn=True,
            value_range=self.value_range if self.is_curve or drawing.axes else None,
        )

    def add(self, places: NDArray[np.float64], value: float) -> int:
        """Add points at places (n, 2) within the square; returns how many there was room for."""
        inside = places[((places >= self._lows) & (places <= self._highs)).all(axis=1)]
        inside = inside[: MOST_POINTS - len(self._rows)]
        start, end = len(self._rows), len(self._rows) + len(inside)
        if end > len(self._numbers):
            grown = np.empty((2 * end, self._width))
            grown[:start] = self._numbers[:start]
            self._numbers = grown
        self._numbers[start:end, :2] = inside
        if not self.is_curve:
            self._numbers[start:end, 2] = value
        self._rows += map(tuple, self._numbers[start:end].tolist())
        self._is_changed |= end > start
        return len(inside)

    def erase(self, at: Place, reach: Place) -> int:
        """Erase the points within reach of a place; returns how many they were."""
        kept = self._distances(at, reach) > 1
        count = len(kept) - int(np.count_nonzero(kept))
        if count:
            self._numbers = np.concatenate(
                [self._numbers[: len(kept)][kept], self._numbers[:_ROOM]]
            )
            self._rows = list(compress(self._rows, kept.tolist()))
            self._is_changed = True
        return count

    def nearest(self, at: Place, reach: Place) -> int | None:
        """The number of the point nearest to a place; None where none is within reach."""
        if not self._rows:
            return None
        distances = self._distances(at, reach)
        index = int(distances.argmin())
        return index if distances[index] <= 1 else None

    def move(self, index: int, to: Place) -> None:
        """Put a point somewhere else within the square."""
        self._numbers[index, :2] = np.clip(to, self._lows, self._highs)
        self._rows[index] = tuple(self._numbers[index].tolist())
        self._is_changed = True

    def _distances(self, at: Place, reach: Place) -> NDArray[np.float64]:
        """How far the points are from a place, in reaches, squared."""
        return np.square((self.places - at) / reach).sum(axis=1)
