"""A learning curve: loss and accuracy on training and test data, one point an epoch."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Metrics:
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
    """All metrics of a run so far, kept as columns that grow."""

    COLUMNS: ClassVar[tuple[str, ...]] = tuple(Metrics.__dataclass_fields__)

    def __init__(self) -> None:
        self._values: NDArray[np.float64] = np.empty((256, len(self.COLUMNS)))
        self._length = 0

    def __len__(self) -> int:
        return self._length

    def append(self, metrics: Metrics) -> None:
        """Add one point."""
        row = [getattr(metrics, name) for name in self.COLUMNS]
        self.extend(np.array([row]))

    def extend(self, rows: NDArray[np.float64]) -> None:
        """Add points: an array (points, columns) as `since` gives it."""
        wanted = self._length + len(rows)
        if wanted > len(self._values):
            grown = np.empty((max(wanted, 2 * len(self._values)), len(self.COLUMNS)))
            grown[: self._length] = self._values[: self._length]
            self._values = grown
        self._values[self._length : wanted] = rows
        self._length = wanted

    def since(self, start: int) -> NDArray[np.float64]:
        """A copy (points, columns) of the points from number `start` on."""
        return self._values[start : self._length].copy()

    def truncate(self, length: int) -> None:
        """Forget all points from number `length` on."""
        self._length = min(self._length, length)

    def column(self, name: str) -> NDArray[np.float64]:
        """One quantity over the run, (points,); a view that stays valid until the next append."""
        return self._values[: self._length, self.COLUMNS.index(name)]

    def at(self, index: int) -> Metrics:
        """One point; index -1 is the newest."""
        row = self._values[: self._length][index]
        return Metrics(int(row[0]), int(row[1]), *(float(value) for value in row[2:]))
