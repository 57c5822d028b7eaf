"""Timing: several things measured in turn, so that a slow moment of the machine hits them all."""

import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Spread:
    """The median of several measurements, with the lowest and the highest of them."""

    median: float
    low: float
    high: float

    @classmethod
    def of(cls, values: list[float]) -> "Spread":
        """The spread of these values."""
        return cls(statistics.median(values), min(values), max(values))

    def text(self, unit: str, digits: int = 0) -> str:
        """The median and, in brackets, the range."""
        numbers = (f"{value:,.{digits}f}" for value in (self.median, self.low, self.high))
        return "{} {unit} ({}–{})".format(*numbers, unit=unit)


def in_turn(contestants: Mapping[str, Callable[[], float]], rounds: int) -> dict[str, Spread]:
    """Measure each contestant once a round, A B A B, and return the spread of each."""
    values: dict[str, list[float]] = {name: [] for name in contestants}
    for _ in range(rounds):
        for name, measure in contestants.items():
            values[name].append(measure())
    return {name: Spread.of(measured) for name, measured in values.items()}


def rate(work: Callable[[], int], seconds: float) -> float:
    """Return how much is done a second; each call of `work` returns how much it did."""
    started, done = time.perf_counter(), 0
    while (passed := time.perf_counter() - started) < seconds:
        done += work()
    return done / passed


def milliseconds(call: Callable[[], object], seconds: float, at_once: int = 10) -> float:
    """Return how long one call takes, of so many between two looks at the clock."""

    def call_some_times() -> int:
        for _ in range(at_once):
            call()
        return at_once

    return 1000 / rate(call_some_times, seconds)
