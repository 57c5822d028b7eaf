"""Contours: a field of numbers as bands of colour, with a line and a label at each level."""

from dataclasses import dataclass
from math import ceil, floor, log10

import numpy as np
from numpy.typing import NDArray

from app.look.colour_maps import Pixels, viridis_table
from app.views.ticks import ticks

Field = NDArray[np.floating]

_BANDS = 14
_FINEST = 1e-12  # of the greatest value: what lies below is not told from 0 on a logarithmic scale
_LOWEST = 0.004  # of the places may lie below all lines: a minimum of 0 has no logarithm
_LINE = 0.82  # how bright a line is beside its band
_DARK = 0.86  # how bright all is in the dark theme


@dataclass(frozen=True)
class Levels:
    """Heights (n,) at which lines are drawn, ascending; n + 1 bands lie between them."""

    heights: tuple[float, ...]
    is_log: bool

    @classmethod
    def of(cls, field: Field, log: bool) -> "Levels":
        """Levels for the finite values of a field, on a logarithmic scale where that can be."""
        finite = np.asarray(field, dtype=np.float64)
        finite = finite[np.isfinite(finite)]
        if not len(finite) or not finite.max() > finite.min():
            return cls((), log)
        low, high = float(finite.min()), float(finite.max())
        if log and high > 0:
            low = max(low, float(np.quantile(finite, _LOWEST)), _FINEST * high)
            return cls(_log_levels(low, high), True) if low < high else cls((), True)
        return cls(tuple(t for t in ticks(low, high, _BANDS) if low < t < high), False)

    def bands(self, field: Field) -> NDArray[np.intp]:
        """The number of the band that each value lies in, of the field's shape."""
        return np.searchsorted(np.array(self.heights), field)

    def colours(self, bands: NDArray[np.intp]) -> Pixels:
        """The colours of bands: bright where the loss is low, dark where it is high."""
        count = max(len(self.heights), 1)
        places = np.rint(235 - bands * (215 / count)).astype(np.intp)
        return viridis_table()[np.clip(places, 0, 255)]


def contour_pixels(field: Field, levels: Levels, width: int, height: int, dark: bool) -> Pixels:
    """A field (h, w), the lowest row first, as (height, width, 4) uint8, the top row first.

    Where the field has no value, the pixels are transparent.
    """
    fine = enlarged(np.asarray(field, dtype=np.float32), width, height)[::-1]
    bands = levels.bands(fine)
    pixels = levels.colours(bands).copy()
    edge = np.zeros(bands.shape, dtype=bool)
    edge[:-1] |= bands[:-1] != bands[1:]
    edge[:, :-1] |= bands[:, :-1] != bands[:, 1:]
    if dark:
        pixels[..., :3] = (pixels[..., :3] * _DARK).astype(np.uint8)
    pixels[edge, :3] = (pixels[edge, :3] * _LINE).astype(np.uint8)
    pixels[~np.isfinite(fine)] = 0
    return np.ascontiguousarray(pixels)


def enlarged(field: Field, width: int, height: int) -> Field:
    """A field (h, w) over (height, width) places, linear between its own; the corners stay."""
    for axis, count in ((0, height), (1, width)):
        size = field.shape[axis]
        place = np.linspace(0, size - 1, count, dtype=np.float32)
        below = np.minimum(place.astype(np.intp), max(size - 2, 0))
        share = place - below
        share = share[:, None] if axis == 0 else share
        above = np.minimum(below + 1, size - 1)
        field = (1 - share) * field.take(below, axis) + share * field.take(above, axis)
    return field


def label_places(
    field: Field, levels: Levels, width: int, height: int, least: float
) -> list[tuple[float, float, float]]:
    """Where levels are labelled, (x, y, level) in pixels: along lines from the lowest place.

    No two labels are nearer than `least` pixels.
    """
    known = np.where(np.isfinite(field), field, np.inf)
    row, column = np.unravel_index(int(np.argmin(known)), known.shape)
    start = np.array([column / (field.shape[1] - 1), 1 - row / max(field.shape[0] - 1, 1)])
    found: list[tuple[float, float, float]] = []
    used: set[float] = set()
    for corner in ((1.0, 0.0), (0.0, 1.0), (0.0, 0.0), (1.0, 1.0)):
        way = start + np.linspace(0, 0.97, 160)[:, None] * (np.array(corner) - start)
        rows = np.rint((1 - way[:, 1]) * (field.shape[0] - 1)).astype(int)
        columns = np.rint(way[:, 0] * (field.shape[1] - 1)).astype(int)
        bands = levels.bands(field[rows, columns])
        for place in np.flatnonzero(bands[1:] > bands[:-1]).tolist():
            level = levels.heights[int(bands[place])]
            x, y = float(way[place, 0] * width), float(way[place, 1] * height)
            near = any(abs(x - u) < 1.6 * least and abs(y - v) < least for u, v, _ in found)
            inside = least < x < width - least and least / 2 < y < height - least / 2
            if level not in used and inside and not near:
                found.append((x, y, level))
                used.add(level)
    return found


def _log_levels(low: float, high: float) -> tuple[float, ...]:
    """Round numbers where the range has decades, else steps of equal ratio."""
    decades = log10(high / low)
    if decades >= 1.5:
        steps = (1, 1.4, 2, 3, 5, 7) if decades < 2.5 else (1, 2, 5) if decades <= 4 else (1,)
        powers = range(floor(log10(low)), ceil(log10(high)) + 1)
        every = max(1, round(decades / _BANDS))
        round_ones = [s * 10.0**p for p in powers if p % every == 0 for s in steps]
        return tuple(level for level in round_ones if low < level < high)
    inner = np.geomspace(low, high, _BANDS)[1:-1].tolist()
    return tuple(dict.fromkeys(float(f"{level:.2g}") for level in inner))
