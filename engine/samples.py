"""The samples as a network sees them: inputs prepared, targets coded, in the memory that trains."""

from dataclasses import dataclass
from types import ModuleType

import numpy as np

from engine.arrays import Array
from engine.data.dataset import Dataset
from engine.targets import TargetCode


@dataclass(frozen=True)
class Samples:
    """Inputs `x` (samples, inputs) and coded targets `t` (samples, outputs) of both shares.

    `x` and `t` themselves hold the training samples, then the test samples; the others are views.
    """

    x: Array
    t: Array
    x_train: Array
    t_train: Array
    x_test: Array
    t_test: Array

    @classmethod
    def prepare(cls, data: Dataset, code: TargetCode, xp: ModuleType, dtype: str) -> "Samples":
        """Prepare a data set once, before training; `xp` is NumPy or CuPy."""
        order, count = np.append(data.train, data.test), len(data.train)
        targets = data.targets
        if data.facts.task == "regression":
            targets = data.preparation.targets(targets.astype(np.float64))
        x = xp.asarray(data.preparation.inputs(data.columns)[order], dtype=dtype)
        t = xp.asarray(code.encode(targets)[order], dtype=dtype)
        return cls(x, t, x[:count], t[:count], x[count:], t[count:])
