"""A colour map turns numbers into pixels: values, classes and magnitudes."""

from functools import cache

import numpy as np
import pyqtgraph
from numpy.typing import ArrayLike, NDArray

from app.look.theme import Theme, class_colours

Pixels = NDArray[np.uint8]

_HALF = 255  # steps from zero to either end of the diverging map; zero has an entry of its own
_CONFIDENCE_STEPS = 256


def diverging_rgba(values: ArrayLike, theme: Theme, limit: float = 1.0) -> Pixels:
    """Colour values from orange (-limit) over the panel's colour (0) to blue (+limit).

    `values`: any shape (...); returns (..., 4) uint8, RGBA. Values beyond the limit take the end
    colours; NaN takes the colour of zero. Raises ValueError unless the limit is positive.
    """
    if not limit > 0:
        raise ValueError(f"the limit of a colour map must be positive; it is {limit}")
    scaled = np.asarray(values, dtype=np.float32) * (_HALF / limit)
    steps = np.nan_to_num(np.clip(scaled, -_HALF, _HALF), copy=False, nan=0.0)
    index = np.rint(steps).astype(np.intp) + _HALF
    return np.take(diverging_table(theme), index, axis=0)


def class_rgba(classes: ArrayLike, confidence: ArrayLike, theme: Theme, count: int) -> Pixels:
    """Colour each class, fading into the panel where the network is undecided.

    `classes`: integers 0 to count - 1, shape (...); `confidence`: 0 (undecided) to 1 (certain),
    the same shape; returns (..., 4) uint8, RGBA.
    """
    certain = np.clip(np.asarray(confidence, dtype=np.float32), 0, 1)
    step = np.rint(np.nan_to_num(certain) * (_CONFIDENCE_STEPS - 1)).astype(np.intp)
    index = np.asarray(classes, dtype=np.intp) * _CONFIDENCE_STEPS + step
    return np.take(_class_table(theme, count), index, axis=0)


@cache
def diverging_table(theme: Theme) -> Pixels:
    """Return the diverging map as (511, 4) uint8; entry 255 is the colour of zero. Read-only."""
    negative, zero, positive = (_rgb(c) for c in (theme.negative, theme.zero, theme.positive))
    share = np.linspace(0, 1, _HALF + 1)[:, None]
    to_negative = zero + share * (negative - zero)
    to_positive = zero + share * (positive - zero)
    return _table(np.concatenate([to_negative[:0:-1], to_positive]))


@cache
def viridis_table() -> Pixels:
    """Return viridis, for magnitudes, as (256, 4) uint8. Read-only.

    Source: van der Walt & Smith, matplotlib (2015).
    """
    table = pyqtgraph.colormap.get("viridis").getLookupTable(nPts=256, alpha=False)
    return _table(np.asarray(table, dtype=np.float64))


@cache
def _class_table(theme: Theme, count: int) -> Pixels:
    """Return (count * steps, 4): for each class the way from the panel's colour to its own."""
    panel = _rgb(theme.panel)
    share = np.linspace(0, 1, _CONFIDENCE_STEPS)[:, None]
    ways = [panel + share * (_rgb(colour) - panel) for colour in class_colours(count)]
    return _table(np.concatenate(ways))


def _rgb(colour: str) -> NDArray[np.float64]:
    """Return "#RRGGBB" as three numbers from 0 to 255."""
    return np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)], dtype=np.float64)


def _table(rgb: NDArray[np.float64]) -> Pixels:
    """Return rows (n, 3) as an opaque, read-only RGBA table (n, 4) uint8."""
    opaque = np.full((len(rgb), 1), 255.0)
    table = np.rint(np.concatenate([rgb, opaque], axis=1)).astype(np.uint8)
    table.setflags(write=False)
    return table
