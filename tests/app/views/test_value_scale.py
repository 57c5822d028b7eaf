"""A value scale puts the panel's colour where it means something."""

import numpy as np

from app.look.theme import LIGHT
from app.views.value_scale import ValueScale


def test_targets_on_both_sides_of_zero_keep_zero_in_the_middle() -> None:
    scale = ValueScale.of(np.array([[-0.5], [2.0]]))
    assert (scale.centre, scale.low, scale.high) == (0, -2, 2)


def test_targets_on_one_side_have_their_middle_there() -> None:
    scale = ValueScale.of(np.array([[200.0], [600.0]]))
    assert (scale.centre, scale.low, scale.high) == (400, 200, 600)


def test_equal_targets_have_a_scale_too() -> None:
    assert ValueScale.of(np.array([[3.0], [3.0]])).reach == 1


def test_the_ends_have_the_full_colours() -> None:
    scale = ValueScale(400, 200)
    low, centre, high = scale.rgba(np.array([200, 400, 600], dtype=np.float32), LIGHT)
    assert _name(low) == LIGHT.negative
    assert _name(centre) == LIGHT.zero
    assert _name(high) == LIGHT.positive


def _name(pixel: np.ndarray) -> str:
    return "#" + "".join(f"{channel:02X}" for channel in pixel[:3])
