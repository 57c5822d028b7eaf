"""A meter of speed: steps a second, over the last half second."""

from collections import deque

WINDOW = 0.5  # seconds


class Meter:
    """Measures how fast a counter rises. Times are in seconds."""

    def __init__(self) -> None:
        self._marks: deque[tuple[float, int]] = deque()

    def begin(self, now: float, steps: int) -> None:
        """Forget what was, and measure from here on."""
        self._marks.clear()
        self._marks.append((now, steps))

    def mark(self, now: float, steps: int) -> None:
        """The counter stands at `steps`."""
        self._marks.append((now, steps))
        # Two marks stay whatever their age, so that slow steps have a speed too.
        while len(self._marks) > 2 and self._marks[1][0] <= now - WINDOW:
            self._marks.popleft()

    @property
    def steps_per_second(self) -> float:
        """The speed; 0 before the second mark."""
        if len(self._marks) < 2:
            return 0.0
        (start, first), (end, last) = self._marks[0], self._marks[-1]
        return (last - first) / (end - start) if end > start else 0.0
