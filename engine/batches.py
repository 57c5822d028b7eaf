"""Mini-batches: the training samples in a new random order each epoch, a few at a time."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class BatchesState:
    """Where in which order a run stands, and what decides the orders to come."""

    generator: dict[str, Any]
    order: NDArray[np.int64]
    position: int


class Batches:
    """Deals out sample numbers; the last mini-batch of an epoch may be smaller."""

    def __init__(self, samples: int, batch_size: int, rng: np.random.Generator) -> None:
        self.samples = samples
        self.batch_size = batch_size
        self._rng = rng
        self._order = rng.permutation(samples)
        self._position = 0

    @property
    def per_epoch(self) -> int:
        """The number of mini-batches in an epoch."""
        return -(-self.samples // self.batch_size)

    @property
    def progress(self) -> float:
        """The share of the epoch that has been dealt out, from 0 to below 1."""
        return self._position / self.samples

    @property
    def share(self) -> float:
        """The share of an epoch that a mini-batch takes."""
        return self.batch_size / self.samples

    def next(self) -> tuple[NDArray[np.int64], bool]:
        """The sample numbers of the next mini-batch, and whether it is the epoch's last."""
        start = self._position
        self._position = start + self.batch_size
        batch = self._order[start : self._position]
        ends_epoch = self._position >= self.samples
        if ends_epoch:
            self._order = self._rng.permutation(self.samples)
            self._position = 0
        return batch, ends_epoch

    def state(self) -> BatchesState:
        """Everything that decides the mini-batches to come."""
        return BatchesState(dict(self._rng.bit_generator.state), self._order.copy(), self._position)

    def restore(self, state: BatchesState) -> None:
        """Go on exactly where `state` was taken."""
        self._rng.bit_generator.state = state.generator
        self._order = state.order.copy()
        self._position = state.position
