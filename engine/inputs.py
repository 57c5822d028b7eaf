"""Inputs that are kept as bytes, and become numbers a few samples at a time."""

import copy
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.arrays import Array
from engine.data.scale import Scale


class ByteInputs:
    """Inputs of all samples, (samples, *shape), each a byte; what is taken of them are floats.

    60,000 images of 28 × 28 are 47 MB so, instead of 188 MB as float32. It does what a network
    and its training ask of an array of inputs: length, shape, rows, and the rows of a mini-batch.
    """

    def __init__(
        self,
        rows: NDArray[np.uint8],
        scale: Scale,
        shape: tuple[int, ...],
        xp: ModuleType,
        dtype: str,
    ) -> None:
        """`rows` (samples, columns), of which `scale` makes inputs; `xp` is NumPy or CuPy."""
        self._rows = xp.asarray(rows)
        # (value - offset) / spread, as one factor and one shift of a byte
        self._factor = xp.asarray(1 / scale.spread, dtype=dtype)
        self._shift = xp.asarray(-scale.offset / scale.spread, dtype=dtype)
        self.shape = (len(rows), *shape)
        self.ndim = len(self.shape)

    def part(self, start: int, end: int) -> "ByteInputs":
        """The samples from `start` to before `end`, in the same memory."""
        part = copy.copy(self)
        part._rows = self._rows[start:end]
        part.shape = (end - start, *self.shape[1:])
        return part

    def __len__(self) -> int:
        return self.shape[0]

    def __getitem__(self, rows: Any) -> Array:
        """The inputs of some samples, by a slice or by their numbers: (chosen, *shape)."""
        return self._scaled(self._rows[rows])

    def take(self, numbers: NDArray[np.int64], axis: int = 0) -> Array:
        """The inputs of the samples of these numbers, (numbers, *shape); `axis` must be 0."""
        if axis != 0:
            raise ValueError(f"samples are taken along axis 0, not {axis}")
        return self._scaled(self._rows.take(numbers, axis=0))

    def _scaled(self, rows: Array) -> Array:
        scaled = rows * self._factor
        scaled += self._shift
        return scaled.reshape(len(rows), *self.shape[1:])
