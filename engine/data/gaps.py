"""A gap is a value that is missing: the mean of the training samples takes its place."""

import numpy as np
from numpy.typing import NDArray

from engine.errors import ExperimentError


def filled(
    columns: NDArray[np.float64], train: NDArray[np.int64], names: tuple[str, ...]
) -> NDArray[np.float64]:
    """The columns, (samples, columns), with the column's mean over `train` in place of each NaN.

    Nothing of the test samples reaches the mean. ExperimentError where a column has no value in
    any training sample, so that there is none.
    """
    means = np.array([_mean(columns[train, number]) for number in range(columns.shape[1])])
    unknown = np.flatnonzero(np.isnan(means))
    if len(unknown):
        message = f"leaves no training sample with a value of “{names[unknown[0]]}”; lower it"
        raise ExperimentError("data.test_share", f"{message}, or leave that column out")
    return np.where(np.isnan(columns), means, columns)


def _mean(values: NDArray[np.float64]) -> float:
    """The mean of what is there; NaN where nothing is."""
    there = values[~np.isnan(values)]
    return float(there.mean()) if len(there) else np.nan
