"""A speed is a number of steps a second, from one to flat out, and a place on a slider."""

import math

FASTEST = 10_000.0  # steps a second; what lies beyond is flat out
POSITIONS = 1000  # the places of the slider; the last one is flat out
PRESETS: tuple[float | None, ...] = (1.0, 10.0, 100.0, 300.0, 1000.0, None)

_LAST_NUMBER = POSITIONS - 30  # a little room makes flat out easy to hit


def speed_at(position: int) -> float | None:
    """The steps a second at a place of the slider, to two digits; None is flat out."""
    if position > _LAST_NUMBER:
        return None
    exact = FASTEST ** (max(0, position) / _LAST_NUMBER)
    return float(f"{exact:.1e}") if exact >= 10 else round(exact, 1)


def position_of(speed: float | None) -> int:
    """The place of a speed on the slider."""
    if speed is None:
        return POSITIONS
    share = math.log(min(max(speed, 1.0), FASTEST)) / math.log(FASTEST)
    return round(_LAST_NUMBER * share)
