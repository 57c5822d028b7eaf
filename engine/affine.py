"""Affine maps move images: where each pixel comes from, and what is found there.

A map is (batch, 3, 3): it takes (row, column, 1), counted from an image's centre, of a pixel of
the new image to the place in the old image that it comes from. It is the inverse of the move.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType, ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.arrays import Array
from engine.experiment.augmentation import Flip, Rotate, Shift, Step, Zoom

Maps = NDArray[np.float64]
Generator = np.random.Generator


def shift(rows: NDArray, columns: NDArray) -> Maps:
    """Down by so many rows and right by so many columns, (batch,) each."""
    maps = _identities(len(rows))
    maps[:, 0, 2], maps[:, 1, 2] = -rows, -columns
    return maps


def rotation(degrees: NDArray) -> Maps:
    """About the centre, anticlockwise as an image is seen, (batch,)."""
    angle = np.deg2rad(degrees)
    maps = _identities(len(angle))
    maps[:, 0, 0] = maps[:, 1, 1] = np.cos(angle)
    maps[:, 0, 1], maps[:, 1, 0] = np.sin(angle), -np.sin(angle)
    return maps


def zoom(factors: NDArray) -> Maps:
    """About the centre, larger where a factor (batch,) is above 1."""
    maps = _identities(len(factors))
    maps[:, 0, 0] = maps[:, 1, 1] = 1 / factors
    return maps


def flip(chosen: NDArray[np.bool_], axis: int) -> Maps:
    """Those chosen, (batch,), are mirrored along axis 0 (upside down) or 1 (left to right)."""
    maps = _identities(len(chosen))
    maps[:, axis, axis] = np.where(chosen, -1.0, 1.0)
    return maps


def _identities(batch: int) -> Maps:
    return np.tile(np.eye(3), (batch, 1, 1))


def _shift(step: Shift, batch: int, rng: Generator) -> Maps:
    """By whole pixels, each from -pixels to pixels equally often."""
    rows, columns = rng.integers(-step.pixels, step.pixels + 1, (2, batch))
    return shift(rows, columns)


def _rotate(step: Rotate, batch: int, rng: Generator) -> Maps:
    return rotation(rng.uniform(-step.degrees, step.degrees, batch))


def _zoom(step: Zoom, batch: int, rng: Generator) -> Maps:
    return zoom(1 + rng.uniform(-step.share, step.share, batch))


def _flip(step: Flip, batch: int, rng: Generator) -> Maps:
    return flip(rng.random(batch) < 0.5, axis=0 if step.upside_down else 1)


# Step -> random maps of it: (step, batch, rng) → (batch, 3, 3).
WARPS: Mapping[type[Step], Callable[[Any, int, Generator], Maps]] = MappingProxyType(
    {Shift: _shift, Rotate: _rotate, Zoom: _zoom, Flip: _flip}
)


def moved_images(x: Array, maps: Maps, background: float, xp: ModuleType) -> Array:
    """Images (batch, channels, height, width) after a move, by bilinear interpolation.

    `maps` (batch, 3, 3) says where pixels come from; beyond its edge an image is `background`.
    """
    batch, channels, height, width = x.shape
    rows, columns = _sources(maps, height, width, xp, x.dtype)  # (batch, pixels) each
    framed = xp.full((batch, channels, height + 2, width + 2), background, dtype=x.dtype)
    framed[:, :, 1:-1, 1:-1] = x
    (top, down), (left, right) = _parted(rows, height), _parted(columns, width)
    planes = xp.arange(batch * channels).reshape(batch, channels, 1) * (height + 2) * (width + 2)
    corner = planes + (top * (width + 2) + left)[:, np.newaxis]  # (batch, channels, pixels)
    pixels = framed.reshape(-1)
    below = corner + width + 2
    upper = _between(pixels.take(corner), pixels.take(corner + 1), right)
    lower = _between(pixels.take(below), pixels.take(below + 1), right)
    return _between(upper, lower, down).reshape(x.shape)


def _sources(
    maps: Maps, height: int, width: int, xp: ModuleType, dtype: Any
) -> tuple[Array, Array]:
    """Where each pixel comes from, in rows and columns of the image with a frame of one pixel."""
    middle, centre = (height - 1) / 2, (width - 1) / 2
    row, column = np.indices((height, width)).reshape(2, -1) - np.array([[middle], [centre]])
    places = xp.asarray(np.stack([row, column, np.ones_like(row)]), dtype=dtype)  # (3, pixels)
    found = xp.asarray(maps[:, :2], dtype=dtype) @ places  # (batch, 2, pixels)
    rows = xp.clip(found[:, 0] + (middle + 1), 0, height + 1)
    columns = xp.clip(found[:, 1] + (centre + 1), 0, width + 1)
    return rows, columns


def _parted(places: Array, length: int) -> tuple[Array, Array]:
    """The pixel 0 … length before each place, (batch, pixels), and how far behind it that is.

    The latter is from 0 to 1, (batch, 1, pixels), for all channels.
    """
    before = places.astype(np.int64).clip(0, length)
    return before, (places - before.astype(places.dtype))[:, np.newaxis]


def _between(one: Array, other: Array, share: Array) -> Array:
    """Linear interpolation: (1 - s) a + s b."""
    return (1 - share) * one + share * other
