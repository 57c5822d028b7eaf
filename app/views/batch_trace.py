"""A batch trace keeps the losses of mini-batches that a view was told of, over the whole run."""

import numpy as np
from numpy.typing import NDArray

from app.trainer.messages import Snapshot
from engine.curve import Curve, extremes
from engine.probes import RecentBatches

LIMIT = 16_384  # points; when there are more, the older half keeps its extremes only
_GROUPS = LIMIT // 8


class BatchTrace:
    """Steps and losses of one run; a run that is set back forgets what came after."""

    def __init__(self) -> None:
        self._run_id: int | None = None
        self.steps: NDArray[np.int64] = np.empty(0, dtype=np.int64)
        self.losses: NDArray[np.float64] = np.empty(0)

    def follow(self, snapshot: Snapshot, recent: RecentBatches) -> bool:
        """Keep what is new; True if anything is. Of a moment gone back to, nothing."""
        if snapshot.is_past:
            return False
        if snapshot.run_id != self._run_id:
            self._run_id = snapshot.run_id
            self.steps, self.losses = self.steps[:0], self.losses[:0]
        kept = int(np.searchsorted(self.steps, snapshot.step, side="right"))
        last = self.steps[kept - 1] if kept else 0
        first = int(np.searchsorted(recent.steps, last, side="right"))
        if kept == len(self.steps) and first == len(recent.steps):
            return False
        self.steps = np.concatenate([self.steps[:kept], recent.steps[first:]])
        self.losses = np.concatenate([self.losses[:kept], recent.losses[first:]])
        if len(self.steps) > LIMIT:
            self._thin()
        return True

    def epochs(self, curve: Curve, per_epoch: float) -> NDArray[np.float64]:
        """When each mini-batch was, in epochs: between the curve's points, and behind the last."""
        steps, epochs = curve.column("step"), curve.column("epoch")
        behind = np.maximum(self.steps - steps[-1], 0) / per_epoch
        return np.interp(self.steps, steps, epochs) + behind

    def _thin(self) -> None:
        half = len(self.steps) // 2
        older = self.steps[:half]
        length = max(int(older[-1] - older[0]) // _GROUPS, 1)
        kept = extremes((older - older[0]) // length, self.losses[:half])
        self.steps = np.concatenate([older[kept], self.steps[half:]])
        self.losses = np.concatenate([self.losses[:half][kept], self.losses[half:]])
