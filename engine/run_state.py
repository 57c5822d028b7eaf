"""A run's state: everything that decides how a run goes on, at one moment."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.batches import BatchesState
from engine.early_stopping import Best
from engine.held import NOTHING
from engine.schedules import Plateau


@dataclass(frozen=True)
class RunState:
    """Counters, parameters and all memories of a run. Arrays are NumPy copies."""

    epoch: int
    step_count: int
    parameters: NDArray
    statistics: NDArray
    generator: dict[str, Any]
    optimizer: str
    optimizer_steps: int
    buffers: dict[str, NDArray]
    batches: BatchesState
    augmentation: dict[str, Any]
    seconds: float
    plateau: Plateau
    best: Best | None
    held: NDArray[np.int64] = field(default_factory=NOTHING.copy)  # parameters that are frozen

    @property
    def nbytes(self) -> int:
        """About how much memory the state takes, in bytes.

        The best parameters so far are left out: all states of a run share them.
        """
        vectors = [self.parameters, self.statistics, *self.buffers.values()]
        kept = [*vectors, self.batches.order, self.held]
        return sum(array.nbytes for array in kept)
