"""The range of an axis grows in round steps, so that a live plot keeps still between them."""

from math import ceil, floor, isfinite, log10

Range = tuple[float, float]

_STEPS = (1.0, 1.2, 1.4, 1.6, 1.8, 2.0, 2.5, 3.0, 3.5, 4.0, 4.5, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0)
_TICKS = (1.0, 2.0, 5.0, 10.0)
_SHRINK_BELOW = 0.4  # a range stays until the data fill less than this share of it


def round_up(value: float) -> float:
    """Return the first round number, such as 1.2, 2.5 or 40, that is not below the value.

    Zero and negative values give 0.
    """
    if value <= 0:
        return 0.0
    power = 10.0 ** floor(log10(value))
    return next(step * power for step in (*_STEPS, 20.0) if step * power >= value * (1 - 1e-12))


def linear_range(low: float, high: float) -> Range:
    """Return a range that holds low to high, its ends on ticks; from 0 where low is near 0."""
    if 0 <= low <= 0.5 * high:
        return 0.0, round_up(high) or 1.0
    if low == high:
        half = abs(high) / 2 or 0.5
        low, high = low - half, high + half
    span = high - low
    power = 10.0 ** floor(log10(span))
    step = 0.2 * next(tick * power for tick in _TICKS if tick * power >= span * (1 - 1e-12))
    return step * floor(low / step), step * ceil(high / step)


def decade_range(low: float, high: float) -> Range:
    """Return quarters of decades, as exponents of ten, that hold the exponents low to high.

    The range spans one decade at least.
    """
    bottom, top = floor(4 * low + 1e-9) / 4, ceil(4 * high - 1e-9) / 4
    missing = max(4 - round(4 * (top - bottom)), 0)
    return bottom - missing // 2 / 4, top + (missing - missing // 2) / 4


def settled(now: Range | None, wanted: Range) -> Range:
    """Return `now` while it holds `wanted` and is well filled, else `wanted`."""
    if now is None or not all(map(isfinite, now)):
        return wanted
    holds = now[0] <= wanted[0] and wanted[1] <= now[1]
    filled = (wanted[1] - wanted[0]) >= _SHRINK_BELOW * (now[1] - now[0])
    return now if holds and filled else wanted
