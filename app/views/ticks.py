"""Ticks are the round numbers along an axis."""

from math import ceil, floor, log10

_ROUND = (1, 2, 5, 10)
_TIMES = ((1, 2, 3, 4, 5, 6, 7, 8, 9), (1, 2, 3, 5, 7), (1, 2, 5), (1,))
_ROOM = 1e-9  # relative, for the ends of the range


def ticks(low: float, high: float, most: int) -> list[float]:
    """Return at most `most` (at least 2) round numbers, evenly spaced, from low to high."""
    if not high > low:
        return [low]
    rough = (high - low) / max(most - 1, 1)
    decade = 10.0 ** floor(log10(rough))
    step = next((f * decade for f in _ROUND if f * decade >= rough * (1 - _ROOM)), 10 * decade)
    first, last = ceil(low / step - _ROOM), floor(high / step + _ROOM)
    return [number * step for number in range(first, last + 1)]


def decade_ticks(low: float, high: float, most: int) -> list[float]:
    """Return at most `most` exponents of ten from low to high, and of times of it where they fit.

    At the most all times from 1 to 9; where not even each decade fits, every second one or fewer.
    """
    first, last = floor(low + _ROOM), floor(high + _ROOM)
    for times in _TIMES:
        found = [decade + log10(time) for decade in range(first, last + 1) for time in times]
        found = [value for value in found if low - _ROOM <= value <= high + _ROOM]
        if len(found) <= most:
            return found
    first = ceil(low - _ROOM)
    every = max(-(-(last - first + 1) // max(most, 1)), 1)
    return [float(decade) for decade in range(first, last + 1, every)]


def tick_text(value: float) -> str:
    """Return a tick's number as it is written beside the axis."""
    return f"{value:.6g}".replace("-", "−")
