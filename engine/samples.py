"""The samples as a network sees them: inputs prepared, targets coded, in the memory that trains."""

from dataclasses import dataclass
from types import ModuleType

import numpy as np

from engine.arrays import Array
from engine.data.dataset import Dataset
from engine.inputs import ByteInputs
from engine.targets import TargetCode


@dataclass(frozen=True)
class Samples:
    """Inputs `x` (samples, *input_shape) and coded targets `t` (samples, outputs) of both shares.

    `x` and `t` themselves hold the training samples, then the test samples; the others are views.
    Inputs that are bytes stay bytes until a batch of them is used (ByteInputs).
    """

    x: Array | ByteInputs
    t: Array
    x_train: Array | ByteInputs
    t_train: Array
    x_test: Array | ByteInputs
    t_test: Array

    @property
    def parts(self) -> tuple[slice, slice]:
        """Where in `x` and `t` the training samples are, and where the test samples."""
        count = len(self.t_train)
        return slice(0, count), slice(count, len(self.t))

    @classmethod
    def prepare(cls, data: Dataset, code: TargetCode, xp: ModuleType, dtype: str) -> "Samples":
        """Prepare a data set once, before training; `xp` is NumPy or CuPy."""
        order, count = np.append(data.train, data.test), len(data.train)
        targets = data.targets
        if data.facts.task == "regression":
            targets = data.preparation.targets(targets.astype(np.float64))
        t = xp.asarray(code.encode(targets)[order], dtype=dtype)
        rows, shape = data.columns[order], data.facts.input_shape
        if rows.dtype == np.uint8:
            x = ByteInputs(rows, data.preparation.input_scale, shape, xp, dtype)
            return cls(x, t, x.part(0, count), t[:count], x.part(count, len(x)), t[count:])
        x = xp.asarray(data.preparation.inputs(rows), dtype=dtype).reshape(len(rows), *shape)
        return cls(x, t, x[:count], t[:count], x[count:], t[count:])
