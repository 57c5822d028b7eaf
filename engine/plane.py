"""The plane that pictures are drawn over: a grid on two columns of the data, the others at rest."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.data.dataset import Dataset

Range = tuple[float, float]


@dataclass(frozen=True)
class InputGrid:
    """The points of a grid over two of the data's columns, the other columns at their mean.

    `columns` is (height · width, columns), row by row, the lowest row first. Data of one column
    has a grid of one row.
    """

    x_range: Range
    y_range: Range
    height: int
    width: int
    columns: NDArray[np.float64]

    @classmethod
    def over(cls, dataset: Dataset, resolution: int, x_axis: int, y_axis: int) -> "InputGrid":
        """A grid of resolution × resolution points over the bounds of the two columns."""
        last = len(dataset.bounds) - 1
        x_axis, y_axis = min(x_axis, last), min(y_axis, last)
        height = resolution if last > 0 else 1
        x_range, y_range = _range(dataset, x_axis), _range(dataset, y_axis)
        columns = np.tile(dataset.preparation.column_means, (height * resolution, 1))
        columns[:, y_axis] = np.repeat(cell_centres(y_range, height), resolution)
        columns[:, x_axis] = np.tile(cell_centres(x_range, resolution), height)
        return cls(x_range, y_range, height, resolution, columns)


def cell_centres(over: Range, count: int) -> NDArray[np.float64]:
    """The centres of `count` equal cells from low to high."""
    low, high = over
    return low + (np.arange(count) + 0.5) * (high - low) / count


def _range(dataset: Dataset, axis: int) -> Range:
    low, high = dataset.bounds[axis]
    return float(low), float(high)
