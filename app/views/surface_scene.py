"""A surface scene: what is drawn of a loss over two directions, and of the tracks across it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.look.plot_range import Range

Floats = NDArray[np.floating]


@dataclass(frozen=True)
class Track:
    """The places (n, 2) that training or an optimizer went through, the present one last.

    `losses` (n,) are the true ones; `colour` draws the line, or each place has the colour of its
    own loss where there is none. `off` (n,) are the distances off the plane. `arrow` is the way
    down the gradient from the last place, (2,), `velocity` that of the optimizer; `rates` (2, 2)
    turns a gradient into a step by the learning rates of its own that each direction has. A track
    that `is_apart` had no part in laying the plane.
    """

    name: str
    places: Floats
    losses: Floats
    colour: str = ""
    off: Floats | None = None
    stories: tuple[str, ...] = ()
    arrow: Floats | None = None
    velocity: Floats | None = None
    rates: Floats | None = None
    is_apart: bool = False


@dataclass(frozen=True)
class SurfaceScene:
    """A field (h, w), the lowest row first, over two ranges; NaN where it has no value.

    A field of one row is a line, drawn as a curve. `note` is written below, in one line or two, as
    a warning where it is one. `minima` are marked.
    """

    values: Floats
    x_range: Range
    y_range: Range
    x_name: str
    y_name: str
    value_name: str
    tracks: tuple[Track, ...] = ()
    minima: tuple[tuple[float, float], ...] = ()
    note: str = ""
    is_warning: bool = False

    @property
    def is_line(self) -> bool:
        return self.values.shape[0] == 1

    def value_at(self, x: float, y: float) -> float:
        """The value of the field's place nearest to (x, y)."""
        height, width = self.values.shape
        column = _nearest(x, self.x_range, width)
        row = 0 if self.is_line else _nearest(y, self.y_range, height)
        return float(self.values[row, column])


def _nearest(value: float, within: Range, count: int) -> int:
    low, high = within
    return int(np.clip(round((value - low) / (high - low) * (count - 1)), 0, count - 1))
