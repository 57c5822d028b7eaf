"""Raw samples: what was measured, before it is split and scaled."""

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from engine.experiment.data import Task

# What a sample is: a row of features, an image (channels, height, width), a sequence
# (time, features), or a row of whole numbers that stand for characters (time).
Kind = Literal["rows", "images", "sequences", "codes"]


@dataclass(frozen=True, eq=False)
class RawSamples:
    """Raw columns and targets, and what they are called.

    `columns` is (samples, columns), float64, or uint8 where a number fits into a byte, which takes
    an eighth of the memory; the network sees each row in the shape `shape`, None: as a row.
    `targets` is (samples,) class indices for classification and (samples, targets) float64 for
    regression; `bounds` is (columns, 2), the range over which a column is drawn. The last
    `own_test` samples are the data's own test samples; 0: it has none. With `has_gaps` a value of
    `columns` that is missing is NaN, and is to be filled in once the samples are split.
    """

    task: Task
    class_names: tuple[str, ...]
    target_names: tuple[str, ...]
    column_names: tuple[str, ...]
    columns: NDArray[Any]
    targets: NDArray[np.int64] | NDArray[np.float64]
    bounds: NDArray[np.float64]
    notes: tuple[str, ...] = ()
    kind: Kind = "rows"
    shape: tuple[int, ...] | None = None
    own_test: int = 0
    has_gaps: bool = False
