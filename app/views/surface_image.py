"""A decision surface as an image: classes fading where the network is undecided, or values."""

import numpy as np
from numpy.typing import NDArray

from app.look.colour_maps import Pixels, class_rgba, diverging_rgba
from app.look.theme import Theme
from app.views.value_scale import ValueScale

Values = NDArray[np.float32]

# Pixels along each axis that an image has at least, so that a boundary does not show the cells.
_PIXELS = 300
_PIXELS_OF_MANY = 200  # each class costs as much again


def class_pixels(probabilities: Values, theme: Theme) -> Pixels:
    """Colour each place by its class, (height, width, classes) -> pixels, at least one per cell.

    The confidence is the lead of the most probable class over the second: zero on every boundary.
    """
    count = probabilities.shape[-1]
    if count == 2:
        return diverging_rgba(_enlarged(_lead_of_second(probabilities), _PIXELS), theme)
    two_best = np.partition(probabilities, count - 2, axis=-1)[..., -2:]
    confidence = two_best[..., 1] - two_best[..., 0]
    return class_rgba(probabilities.argmax(axis=-1), confidence, theme, count)


def hard_class_pixels(probabilities: Values, theme: Theme) -> Pixels:
    """Colour each place fully by its class, (height, width, classes) -> pixels."""
    count = probabilities.shape[-1]
    if count == 2:
        return diverging_rgba(np.sign(_enlarged(_lead_of_second(probabilities), _PIXELS)), theme)
    fields = np.ascontiguousarray(np.moveaxis(probabilities, -1, 0))
    classes = _enlarged(fields, _PIXELS_OF_MANY).argmax(axis=0)
    return class_rgba(classes, np.ones(classes.shape), theme, count)


def value_pixels(values: Values, scale: ValueScale, theme: Theme) -> Pixels:
    """Colour predicted values, (height, width, targets) -> (height, width, 4): the first target."""
    return scale.rgba(values[..., 0], theme)


def _lead_of_second(probabilities: Values) -> Values:
    """Return how far class 1 is ahead of class 0, (height, width) from -1 to 1."""
    return probabilities[..., 1] - probabilities[..., 0]


def _enlarged(fields: Values, pixels: int) -> Values:
    """Return (..., height, width) with more cells, interpolated between the old ones' centres."""
    times = -(-pixels // fields.shape[-1])
    if times == 1:
        return fields
    for axis in (-2, -1):
        count = fields.shape[axis]
        place = (np.arange(count * times) + 0.5) / times - 0.5
        place = np.clip(place, 0, count - 1).astype(np.float32)
        below = place.astype(np.intp)
        above = np.minimum(below + 1, count - 1)
        share = place - below
        if axis == -2:
            share = share[:, None]
        fields = (1 - share) * fields.take(below, axis) + share * fields.take(above, axis)
    return fields
