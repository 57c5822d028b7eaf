"""A report tells how far a data set is read, and can end the reading."""

from collections.abc import Callable

# Called now and then with the share that is done, 0 to 1. It may raise Cancelled.
Report = Callable[[float], None]


class Cancelled(Exception):
    """Reading was given up because somebody asked for that; nothing is wrong."""


def silent(share: float) -> None:
    """A report for whoever wants none."""
    del share
