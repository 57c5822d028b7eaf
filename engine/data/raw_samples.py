"""Raw samples: what was measured, before it is split and scaled."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.experiment.data import Task


@dataclass(frozen=True, eq=False)
class RawSamples:
    """Raw columns and targets, and what they are called.

    `columns` is (samples, columns) float64; `targets` is (samples,) class indices for
    classification and (samples, targets) float64 for regression; `bounds` is (columns, 2).
    """

    task: Task
    class_names: tuple[str, ...]
    target_names: tuple[str, ...]
    column_names: tuple[str, ...]
    columns: NDArray[np.float64]
    targets: NDArray[np.int64] | NDArray[np.float64]
    bounds: NDArray[np.float64]
    notes: tuple[str, ...] = ()
