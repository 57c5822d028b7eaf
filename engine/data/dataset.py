"""A data set in memory: raw columns, targets, the split, and how inputs are prepared."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.data.preparation import Preparation
from engine.data.raw_samples import Kind
from engine.experiment.data import Task


@dataclass(frozen=True)
class Facts:
    """What is known of a data set without its numbers.

    `shape` is the shape in which the network sees a sample, None for a row of inputs;
    `has_own_test` tells whether the test samples came with the data rather than being split off.
    `class_counts` holds the number of samples of each class, in training and in test samples; both
    are empty for regression.
    """

    task: Task
    class_names: tuple[str, ...]
    target_names: tuple[str, ...]
    column_names: tuple[str, ...]
    input_names: tuple[str, ...]
    train_samples: int
    test_samples: int
    notes: tuple[str, ...] = ()
    kind: Kind = "rows"
    shape: tuple[int, ...] | None = None
    has_own_test: bool = False
    class_counts: tuple[tuple[int, ...], tuple[int, ...]] = ((), ())

    @property
    def input_shape(self) -> tuple[int, ...]:
        """The shape of one sample as the network sees it."""
        return (len(self.input_names),) if self.shape is None else self.shape

    @property
    def class_count(self) -> int:
        """The number of classes; 0 for regression."""
        return len(self.class_names)


@dataclass(frozen=True)
class Dataset:
    """Samples as they are measured, before any preparation.

    `columns` is (samples, columns), float64 or uint8; `targets` is (samples,) class indices for
    classification and (samples, targets) float64 for regression. `train` and `test` hold the
    sample numbers of the split. `bounds` is (columns, 2): the range over which a column is drawn.
    """

    facts: Facts
    columns: NDArray[Any]
    targets: NDArray[np.int64] | NDArray[np.float64]
    train: NDArray[np.int64]
    test: NDArray[np.int64]
    bounds: NDArray[np.float64]
    preparation: Preparation
    _kept: dict[Hashable, Any] = field(default_factory=dict, repr=False, compare=False)

    def once(self, key: Hashable, make: Callable[[], Any]) -> Any:
        """What `make` gives, made at the first call with this key: the samples never change."""
        if key not in self._kept:
            self._kept[key] = make()
        return self._kept[key]
