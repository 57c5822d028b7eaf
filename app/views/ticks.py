"""Ticks are the round numbers along an axis."""

from math import ceil, floor, log10

_ROUND = (1, 2, 5, 10)
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
    """Return at most `most` exponents of ten from low to high; 2 and 5 times it where they fit."""
    first, last = ceil(low - _ROOM), floor(high + _ROOM)
    every = max(-(-(last - first + 1) // max(most, 1)), 1)
    decades = [float(number) for number in range(first, last + 1, every)]
    parts = (0.0, log10(2), log10(5))
    finer = [number + part for number in range(floor(low), last + 1) for part in parts]
    finer = [number for number in finer if low - _ROOM <= number <= high + _ROOM]
    return finer if len(finer) <= most or not decades else decades


def tick_text(value: float) -> str:
    """Return a tick's number as it is written beside the axis."""
    return f"{value:.6g}".replace("-", "−")
