"""A history keeps what a view has measured of a run over its steps, while it could be seen.

Nothing is measured for a view that is hidden, so the history has a gap there: a row of NaN, which
a plot leaves open.
"""

from time import perf_counter

import numpy as np
from numpy.typing import NDArray

from app.trainer.messages import Snapshot

Floats = NDArray[np.float64]

INTERVAL = 0.1  # seconds from one measurement that is kept to the next
LIMIT = 2048  # measurements; when they are too many, every second of the older half goes


class History:
    """Rows of values, each measured at one step of one run."""

    def __init__(self, interval: float = INTERVAL, limit: int = LIMIT) -> None:
        self._interval = interval
        self._limit = limit
        self._run_id: int | None = None
        self._is_interrupted = False
        self._kept_at = 0.0
        self._steps: list[float] = []
        self._rows: list[Floats] = []

    def __len__(self) -> int:
        return len(self._steps)

    @property
    def steps(self) -> Floats:
        """At which step each row was measured, (rows,), ascending."""
        return np.array(self._steps)

    @property
    def values(self) -> Floats:
        """What was measured, (rows, quantities); a row of NaN is a gap."""
        return np.array(self._rows).reshape(len(self), -1)

    def follow(self, snapshot: Snapshot, values: Floats) -> bool:
        """Keep a row of values that a snapshot measured; of a moment gone back to, nothing."""
        return not snapshot.is_past and self.add(snapshot.run_id, snapshot.step, values)

    def add(self, run_id: int, step: int, values: Floats) -> bool:
        """Keep a row of values (quantities,), unless one was kept a moment ago; True if kept.

        Another run begins anew; a run that was set back forgets what came after.
        """
        if run_id != self._run_id or (self._rows and len(values) != len(self._rows[0])):
            self._forget_all(run_id)
        while self._steps and self._steps[-1] > step:
            self._steps.pop()
            self._rows.pop()
        now = perf_counter()
        is_known = bool(self._steps) and self._steps[-1] == step
        if is_known or (self._steps and now - self._kept_at < self._interval):
            return False
        if self._is_interrupted and self._steps:
            self._keep(self._steps[-1], np.full(len(values), np.nan))
        self._is_interrupted = False
        self._kept_at = now
        self._keep(step, values)
        return True

    def interrupt(self) -> None:
        """Leave a gap before the next row: nothing is measured for a while."""
        self._is_interrupted = True

    def _keep(self, step: float, values: Floats) -> None:
        self._steps.append(float(step))
        self._rows.append(values)
        if len(self._steps) > self._limit:
            half = self._limit // 2
            kept = [i for i in range(half) if i % 2 == 0 or np.isnan(self._rows[i]).all()]
            self._steps = [*(self._steps[i] for i in kept), *self._steps[half:]]
            self._rows = [*(self._rows[i] for i in kept), *self._rows[half:]]

    def _forget_all(self, run_id: int) -> None:
        self._run_id = run_id
        self._is_interrupted = False
        self._steps, self._rows = [], []
