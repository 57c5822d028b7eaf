"""Bounds: the range over which each column of a data set is drawn."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

MARGIN = 0.05


def column_bounds(values: NDArray[Any]) -> NDArray[np.float64]:
    """The range of each column of values (samples, columns), and a margin of 5 %: (columns, 2).

    NaN is no value.
    """
    edges = np.fmin.reduce(values, axis=0), np.fmax.reduce(values, axis=0)
    low, high = (edge.astype(np.float64) for edge in edges)
    margin = np.where(high > low, MARGIN * (high - low), 1.0)
    return np.stack([low - margin, high + margin], axis=1)
