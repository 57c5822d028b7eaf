"""The samples as a network sees them: inputs prepared, targets coded, in the memory that trains."""

from dataclasses import dataclass
from types import ModuleType

import numpy as np
from numpy.typing import NDArray

from engine.arrays import Array
from engine.data.dataset import Dataset
from engine.inputs import ByteInputs
from engine.targets import TargetCode


@dataclass(frozen=True)
class Samples:
    """Inputs `x` (samples, *input_shape) and coded targets `t` (samples, outputs) of both shares.

    Inputs that are bytes stay bytes until a batch of them is used (ByteInputs).
    """

    x_train: Array | ByteInputs
    t_train: Array
    x_test: Array | ByteInputs
    t_test: Array

    @classmethod
    def prepare(cls, data: Dataset, code: TargetCode, xp: ModuleType, dtype: str) -> "Samples":
        """Prepare a data set once, before training; `xp` is NumPy or CuPy."""
        targets = data.targets
        if data.facts.task == "regression":
            targets = data.preparation.targets(targets.astype(np.float64))
        t = code.encode(targets)
        t_train, t_test = (xp.asarray(t[part], dtype=dtype) for part in (data.train, data.test))
        x_train, x_test = (_inputs(data, part, xp, dtype) for part in (data.train, data.test))
        return cls(x_train, t_train, x_test, t_test)


def _inputs(
    data: Dataset, numbers: NDArray[np.int64], xp: ModuleType, dtype: str
) -> Array | ByteInputs:
    """The inputs of the samples of these numbers, (numbers, *input_shape)."""
    rows, shape = data.columns[numbers], data.facts.input_shape
    if rows.dtype == np.uint8:
        return ByteInputs(rows, data.preparation.input_scale, shape, xp, dtype)
    inputs = xp.asarray(data.preparation.inputs(rows), dtype=dtype)
    return inputs.reshape(len(numbers), *shape)
