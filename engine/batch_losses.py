"""The losses of single mini-batches, noted while somebody watches."""

import numpy as np
from numpy.typing import NDArray

LIMIT = 1024  # mini-batches that are kept, the newest ones
AT_A_TIME = 64  # of those that follow a look, so that training flat out is hardly held up


class BatchLosses:
    """The loss of each mini-batch before its step: of all, or of the first ones after each look.

    Training that takes fewer than AT_A_TIME steps between two looks is noted whole.
    """

    def __init__(self) -> None:
        self._steps = np.empty(LIMIT, dtype=np.int64)
        self._losses = np.empty(LIMIT)
        self._length = 0
        self._room = 0  # mini-batches still to be noted

    @property
    def is_watched(self) -> bool:
        """Whether the next mini-batch is to be noted."""
        return self._room > 0

    def note(self, step: int, loss: float) -> None:
        """Keep the loss of the mini-batch that step number `step` was taken on."""
        if self._length == LIMIT:
            half = LIMIT // 2
            self._steps[:half], self._losses[:half] = self._steps[half:], self._losses[half:]
            self._length = half
        self._steps[self._length], self._losses[self._length] = step, loss
        self._length += 1
        self._room -= 1

    def look(self) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Steps (n,), ascending, and losses (n,) of what is kept; from now on, note more."""
        self._room = AT_A_TIME
        return self._steps[: self._length].copy(), self._losses[: self._length].copy()

    def truncate(self, step: int) -> None:
        """Forget the mini-batches after this step: training goes on from there."""
        self._length = int(np.searchsorted(self._steps[: self._length], step, side="right"))
