"""A safety copy of a run: a state from which it can go on when training diverges."""

import time

from engine.run import Run, RunState

INTERVAL = 0.1  # seconds between two copies
SHARE = 0.02  # of the time may be spent on copying


class SafetyCopy:
    """Keeps the two newest copies of a run and goes back to the older.

    The numbers of the newest may be finite and yet on their way out; the older one has trained on
    soundly at least until the newest was made.
    """

    def __init__(self, run: Run) -> None:
        self._run = run
        self._older = self._newer = run.state()
        self._next = time.perf_counter() + INTERVAL

    def renew(self) -> None:
        """Copy the run as it is, unless that was done a moment ago."""
        started = time.perf_counter()
        if started < self._next:
            return
        self._older, self._newer = self._newer, self._run.state()
        ended = time.perf_counter()
        self._next = ended + max(INTERVAL, (ended - started) / SHARE)

    def restore(self) -> RunState:
        """Set the run back to the older copy; returns that."""
        self._run.restore(self._older)
        self._newer = self._older
        return self._older
