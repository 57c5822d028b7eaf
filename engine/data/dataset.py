"""A data set in memory: raw columns, targets, the split, and how inputs are prepared."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.data.preparation import Preparation
from engine.experiment.data import Task


@dataclass(frozen=True)
class Facts:
    """What is known of a data set without its numbers."""

    task: Task
    class_names: tuple[str, ...]
    target_names: tuple[str, ...]
    column_names: tuple[str, ...]
    input_names: tuple[str, ...]
    train_samples: int
    test_samples: int
    notes: tuple[str, ...] = ()

    @property
    def class_count(self) -> int:
        """The number of classes; 0 for regression."""
        return len(self.class_names)


@dataclass(frozen=True)
class Dataset:
    """Samples as they are measured, before any preparation.

    `columns` is (samples, columns) float64; `targets` is (samples,) class indices for
    classification and (samples, targets) float64 for regression. `train` and `test` hold the
    sample numbers of the split. `bounds` is (columns, 2): the range over which a column is drawn.
    """

    facts: Facts
    columns: NDArray[np.float64]
    targets: NDArray[np.int64] | NDArray[np.float64]
    train: NDArray[np.int64]
    test: NDArray[np.int64]
    bounds: NDArray[np.float64]
    preparation: Preparation
