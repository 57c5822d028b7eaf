"""A pace: so many steps a second, evenly spread, or flat out."""

import math

SHORTEST_WAIT = 0.001  # seconds; a system's timers are no finer than this
LONGEST_LAG = 0.1  # seconds by which training may be late before the time is given up


class Pace:
    """Says how many steps are due, and how long to wait for the next. Times are in seconds."""

    def __init__(self) -> None:
        self._interval = 0.0  # seconds between two steps; 0 is flat out
        self._due = 0.0  # when the next step is due

    def change(self, steps_per_second: float | None, now: float) -> None:
        """Another speed; None is flat out. The next step comes an interval after the last."""
        last = self._due - self._interval if self._interval else now
        self._interval = 1 / steps_per_second if steps_per_second else 0.0
        self._due = max(now, last + self._interval)

    def begin(self, now: float) -> None:
        """Training begins: the first step is due at once."""
        self._due = now

    def wait(self, now: float) -> float:
        """The seconds until it is worth looking again; 0 when a step is due."""
        if self._interval == 0 or now >= self._due:
            return 0.0
        return max(self._due - now, SHORTEST_WAIT)

    def due(self, now: float) -> float:
        """The number of steps that are due; infinite when flat out."""
        if self._interval == 0:
            return math.inf
        self._due = max(self._due, now - LONGEST_LAG)
        return math.floor((now - self._due) / self._interval) + 1

    def taken(self, steps: int) -> None:
        """So many steps were trained."""
        self._due += steps * self._interval
