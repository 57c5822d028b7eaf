"""Images as samples: their pixels are the columns, and what they show are the classes."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.data.raw_samples import RawSamples

MOST_BYTES = 2**32  # that the pixels of a data set may take
COLOURS = ("red", "green", "blue")


def image_samples(
    pixels: NDArray[Any],
    classes: NDArray[np.int64],
    class_names: tuple[str, ...],
    shape: tuple[int, int, int],
    own_test: int = 0,
    notes: tuple[str, ...] = (),
) -> RawSamples:
    """Images with a class each, as samples to learn from.

    `pixels` is (samples, channels·height·width), bytes or float64; `shape` is (channels, height,
    width); `classes` is (samples,). The last `own_test` samples are the data's own test samples.
    """
    return RawSamples(
        task="classification",
        class_names=class_names,
        target_names=("class",),
        column_names=pixel_names(shape),
        columns=pixels,
        targets=classes,
        bounds=pixel_bounds(pixels),
        notes=notes,
        kind="images",
        shape=shape,
        own_test=own_test,
    )


def pixel_names(shape: tuple[int, int, int]) -> tuple[str, ...]:
    """A name for each pixel of an image (channels, height, width), such as “pixel 3, 14”."""
    channels, height, width = shape
    if channels == 1:
        kinds: Sequence[str] = ("pixel",)
    elif channels == len(COLOURS):
        kinds = COLOURS
    else:
        kinds = tuple(f"channel {channel + 1}" for channel in range(channels))
    places = [f"{row + 1}, {column + 1}" for row in range(height) for column in range(width)]
    return tuple(f"{kind} {place}" for kind in kinds for place in places)


def pixel_bounds(pixels: NDArray[Any]) -> NDArray[np.float64]:
    """The range over which each pixel is drawn, (pixels, 2): the same for all of them."""
    if pixels.dtype == np.uint8:
        low, high = 0.0, 255.0
    else:
        low, high = float(pixels.min()), float(pixels.max())
    return np.tile([low, high if high > low else low + 1], (pixels.shape[1], 1))
