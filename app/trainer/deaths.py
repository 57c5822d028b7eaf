"""The deaths of workers: how often one may die before no other is started."""

import time

ENOUGH = 3
WITHIN = 10.0  # seconds


class Deaths:
    """Counts deaths that follow each other fast, or without an answer between them."""

    def __init__(self) -> None:
        self._times: list[float] = []
        self._answered = False

    def answered(self) -> None:
        """The present worker gave an answer: it did not die of being started."""
        self._answered = True

    def count(self) -> int:
        """Another death; returns how many there are that belong together."""
        now = time.monotonic()
        if self._answered:
            self._times = [moment for moment in self._times if now - moment < WITHIN]
        self._times.append(now)
        self._answered = False
        return len(self._times)

    def forget(self) -> None:
        """Begin anew."""
        self._times.clear()
