"""A learning curve: loss and accuracy on training and test data, one point an epoch."""

import copy
from typing import ClassVar

import msgspec
import numpy as np
from numpy.typing import NDArray


class Metrics(msgspec.Struct, frozen=True):
    """What was measured at one moment. NaN where there is nothing to measure.

    `seconds` is the time spent training so far. Accuracy is the share of samples put into the
    right class; for regression it is the coefficient of determination R².
    """

    epoch: int
    step: int
    train_loss: float
    test_loss: float
    train_accuracy: float
    test_accuracy: float
    seconds: float


class Curve:
    """All metrics of a run so far, kept as columns that grow.

    With a limit it never holds more than so many points: when it is full, its older half is
    thinned. Runs of neighbouring epochs there, about limit / 8 and equally long, keep the two
    points with the smallest and the largest training loss, so that spikes stay visible. The first
    point stays, and the newer half is complete; whatever point is left is as it was measured.

    `version` rises whenever points are taken away; as long as it is the same, points were only
    added behind those that were there.
    """

    COLUMNS: ClassVar[tuple[str, ...]] = Metrics.__struct_fields__

    def __init__(self, limit: int | None = None) -> None:
        """`limit`: the most points that are kept, at least 16; None keeps all."""
        self.limit = limit
        self.version = 0
        # A row, once filled, never changes: copies of the curve share this memory.
        self._values: NDArray[np.float64] = np.empty((256, len(self.COLUMNS)))
        self._length = 0

    def __len__(self) -> int:
        return self._length

    def append(self, metrics: Metrics) -> None:
        """Add one point."""
        self._make_room(1)
        self._values[self._length] = msgspec.structs.astuple(metrics)
        self._take_in(1)

    def extend(self, rows: NDArray[np.float64]) -> None:
        """Add points: an array (points, columns) as `since` gives it."""
        self._make_room(len(rows))
        self._values[self._length : self._length + len(rows)] = rows
        self._take_in(len(rows))

    def _make_room(self, points: int) -> None:
        wanted = self._length + points
        if wanted > len(self._values):
            grown = np.empty((max(wanted, 2 * len(self._values)), len(self.COLUMNS)))
            grown[: self._length] = self._values[: self._length]
            self._values = grown

    def _take_in(self, points: int) -> None:
        """Count points in that have been written behind the others."""
        self._length += points
        while self.limit is not None and self._length > self.limit:
            self._thin(self.limit // 8)

    def since(self, start: int) -> NDArray[np.float64]:
        """A copy (points, columns) of the points from number `start` on."""
        return self._values[start : self._length].copy()

    def until(self, step: int) -> NDArray[np.float64]:
        """A copy (points, columns) of the points measured up to this step, and at it."""
        length = int(np.searchsorted(self.column("step"), step, side="right"))
        return self._values[:length].copy()

    def truncate(self, step: int) -> None:
        """Forget all points measured after this step."""
        kept = self.until(step)
        if len(kept) < self._length:
            self._replace(kept)

    def copy(self) -> "Curve":
        """The curve as it is now. What either does later stays out of the other.

        Nothing is copied until then: both share the memory of the points so far.
        """
        twin = copy.copy(self)
        twin._values = self._values[: self._length]  # full, so that more points go elsewhere
        return twin

    def column(self, name: str) -> NDArray[np.float64]:
        """One quantity over the run, (points,), as a view."""
        return self._values[: self._length, self.COLUMNS.index(name)]

    def at(self, index: int) -> Metrics:
        """One point; index -1 is the newest."""
        row = self._values[: self._length][index]
        return Metrics(int(row[0]), int(row[1]), *(float(value) for value in row[2:]))

    def _thin(self, runs: int) -> None:
        """Keep two points of each of at most so many runs of epochs in the older half."""
        half = self._length // 2
        epochs = self.column("epoch")[:half].astype(np.int64)
        # With powers of two, each run is two runs of an earlier thinning, and none is cut.
        length = 1 << int(np.ceil(np.log2((epochs[-1] + 1) / runs)))
        kept = np.union1d(0, extremes(epochs // length, self.column("train_loss")[:half]))
        self._replace(np.concatenate([self._values[kept], self.since(half)]))

    def _replace(self, rows: NDArray[np.float64]) -> None:
        """Hold these points instead, in other memory."""
        self._values, self._length = rows, len(rows)
        self.version += 1


def extremes(groups: NDArray[np.int64], values: NDArray[np.float64]) -> NDArray[np.int64]:
    """Where, in order, the smallest and the largest value of each group stand.

    `groups` (n,) ascends and numbers the group of each value (n,). NaN counts as largest.
    """
    order = np.lexsort((values, groups))
    firsts = np.flatnonzero(np.diff(groups, prepend=-1))
    lasts = np.append(firsts[1:], len(groups)) - 1
    return np.union1d(order[firsts], order[lasts])
