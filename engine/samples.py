"""The samples as a network sees them: inputs prepared, targets coded, in the memory that trains."""

from dataclasses import dataclass
from types import ModuleType

import numpy as np

from engine.arrays import Array
from engine.data.dataset import Dataset
from engine.targets import TargetCode


@dataclass(frozen=True)
class Samples:
    """Inputs `x` (samples, inputs) and coded targets `t` (samples, outputs) of both shares."""

    x_train: Array
    t_train: Array
    x_test: Array
    t_test: Array

    @classmethod
    def prepare(cls, data: Dataset, code: TargetCode, xp: ModuleType, dtype: str) -> "Samples":
        """Prepare a data set once, before training; `xp` is NumPy or CuPy."""
        x = data.preparation.inputs(data.columns)
        targets = data.targets
        if data.facts.task == "regression":
            targets = data.preparation.targets(targets.astype(np.float64))
        t = code.encode(targets)
        parts = (x[data.train], t[data.train], x[data.test], t[data.test])
        return cls(*(xp.asarray(part, dtype=dtype) for part in parts))
