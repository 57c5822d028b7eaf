"""The placement of the views: where each one stands when the window is opened for the first time.

An area of the window holds places side by side or one below the other; a place holds views as
tabs, of which the first one is in front. To place a view, write its name where it belongs.
"""

from collections.abc import Iterable, Sequence
from itertools import chain

Stack = tuple[str, ...]

CENTRE: Stack = ("network", "maths", "step", "data", "runs", "twin", "race")
RIGHT: tuple[Stack, ...] = (("boundary",), ("surface", "accuracy", "baselines", "rates"))
LOWER: tuple[Stack, ...] = (
    ("loss", "representation"),
    ("gradients", "weights"),
    ("activations", "confusion"),
)

LEAST_WIDTH = 240  # pixels of a place below the centre; where there is less, there are fewer places


def stacks_of(area: Sequence[Stack], names: Iterable[str]) -> list[list[str]]:
    """Return the places of an area with those views that exist, without the empty places."""
    existing = set(names)
    found = [[name for name in stack if name in existing] for stack in area]
    return [stack for stack in found if stack]


def lower_stacks(names: Sequence[str], width: int) -> list[list[str]]:
    """Return the places below the centre, which is so many pixels wide.

    A view without a place comes to the last one. The first places keep their own; what does not
    fit beside them becomes tabs of theirs, always where there are the fewest.
    """
    stacks = stacks_of(LOWER, names)
    placed = {name for stack in (CENTRE, *RIGHT, *LOWER) for name in stack}
    others = [name for name in names if name not in placed]
    if others:
        stacks = [*stacks[:-1], [*(stacks[-1] if stacks else []), *others]]
    fitting = max(width // LEAST_WIDTH, 1)
    stacks, left_out = stacks[:fitting], stacks[fitting:]
    for name in chain(*left_out):
        min(stacks, key=len).append(name)
    return stacks
