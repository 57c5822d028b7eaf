"""The checks that every value of an experiment passes when it is made."""

import math

import msgspec

from engine.errors import ExperimentError


class Frozen(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A value of an experiment: never changed, compared by content, refusing unknown fields."""


def between(field: str, value: object, low: float, high: float, why: str = "") -> None:
    """Refuse a number outside [low, high], naming the field."""
    reason = f", {why}" if why else ""
    allowed = f"between {low:g} and {high:g}{reason}"
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise ExperimentError(field, f"must be a number {allowed}; it is {value!r}")
    if not low <= value <= high:
        raise ExperimentError(field, f"must be {allowed}; it is {value:g}")


def whole_between(field: str, value: object, low: int, high: int, why: str = "") -> None:
    """Refuse anything but a whole number in [low, high], naming the field."""
    reason = f", {why}" if why else ""
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        allowed = f"a whole number between {low} and {high}{reason}"
        raise ExperimentError(field, f"must be {allowed}; it is {value!r}")


def one_of(field: str, value: object, allowed: tuple[str, ...]) -> None:
    """Refuse a name outside the allowed ones, naming the field."""
    if value not in allowed:
        raise ExperimentError(field, f"must be one of {', '.join(allowed)}; it is {value!r}")
