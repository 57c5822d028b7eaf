"""Affine maps move images as whole-pixel shifts, quarter turns and mirrors are known to."""

from collections.abc import Callable
from types import ModuleType

import numpy as np
import pytest

from engine.affine import WARPS, flip, moved_images, rotation, shift, zoom
from engine.arrays import to_host
from engine.experiment.augmentation import Flip, Rotate, Shift, Zoom

BACKGROUND = -0.5


def images(rng, height: int = 5, width: int = 5, dtype: str = "float64") -> np.ndarray:
    return rng.normal(size=(3, 2, height, width)).astype(dtype)


@pytest.fixture
def moved(xp: ModuleType) -> Callable[[np.ndarray, np.ndarray], np.ndarray]:
    """Move NumPy's images, whichever module does it."""
    return lambda x, maps: to_host(moved_images(xp.asarray(x), maps, BACKGROUND, xp))


def rolled(image: np.ndarray, down: int, right: int) -> np.ndarray:
    """Return an image (channels, height, width) shifted, background behind it."""
    wide = np.pad(image, ((0, 0), (9, 9), (9, 9)), constant_values=BACKGROUND)
    return np.roll(wide, (down, right), axis=(1, 2))[:, 9:-9, 9:-9]


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_a_shift_by_whole_pixels_is_a_roll_with_background_behind_it(rng, dtype, moved) -> None:
    x = images(rng, 5, 7, dtype)
    places = [(1, -2), (0, 0), (-4, 8)]
    result = moved(x, shift(*np.array(places).T))
    assert result.dtype == x.dtype
    np.testing.assert_array_equal(
        result, [rolled(image, *place) for image, place in zip(x, places, strict=True)]
    )


def test_half_a_pixel_is_the_mean_of_two(rng, moved) -> None:
    x = images(rng)
    result = moved(x, shift(np.zeros(3), np.full(3, 0.5)))
    np.testing.assert_allclose(result[..., 1:], (x[..., 1:] + x[..., :-1]) / 2)
    np.testing.assert_allclose(result[..., 0], (x[..., 0] + BACKGROUND) / 2)


@pytest.mark.parametrize("turns", [0, 1, 2, 3, -1])
@pytest.mark.parametrize("side", [4, 5])
def test_quarter_turns_are_those_of_numpy(rng, turns, side, moved) -> None:
    x = images(rng, side, side)
    result = moved(x, rotation(np.full(3, 90.0 * turns)))
    np.testing.assert_allclose(result, np.rot90(x, turns, axes=(2, 3)), atol=1e-9)


def test_mirrors_are_those_of_numpy_for_those_that_are_chosen(rng, moved) -> None:
    x = images(rng, 5, 6)
    for axis in (0, 1):
        result = moved(x, flip(np.array([True, False, True]), axis))
        expected = np.stack([np.flip(x[0], axis + 1), x[1], np.flip(x[2], axis + 1)])
        np.testing.assert_array_equal(result, expected)


def test_zoom_by_two_shows_the_middle_twice_as_large(moved) -> None:
    ramp = np.tile(np.arange(9.0), (1, 1, 9, 1))
    larger = moved(ramp, zoom(np.array([2.0])))
    np.testing.assert_allclose(larger[0, 0], np.tile(4 + (np.arange(9) - 4) / 2, (9, 1)))
    smaller = moved(ramp, zoom(np.array([0.5])))
    np.testing.assert_allclose(smaller[0, 0, 4], [-0.5, -0.5, 0, 2, 4, 6, 8, -0.5, -0.5])


def test_bilinear_interpolation_keeps_what_is_linear(rng, moved) -> None:
    rows, columns = np.indices((21, 21)) - 10
    plane = (3.0 * rows - 2.0 * columns)[np.newaxis, np.newaxis]
    angle = 33.0
    result = moved(plane, rotation(np.array([angle])))[0, 0, 6:15, 6:15]
    (a, b, _), (c, d, _), _ = rotation(np.array([angle]))[0]
    expected = 3 * (a * rows + b * columns) - 2 * (c * rows + d * columns)
    np.testing.assert_allclose(result, expected[6:15, 6:15], atol=1e-9)


def test_combined_maps_are_one_move_after_the_other(moved) -> None:
    x = np.zeros((1, 1, 7, 7))
    x[0, 0, 3, 4] = 1  # right of the middle
    turn, move = rotation(np.array([90.0])), shift(np.array([0]), np.array([2]))
    both = moved(x, turn @ move)  # turned to above the middle, then moved to the right
    assert np.unravel_index(both.argmax(), both.shape)[2:] == (2, 5)


@pytest.mark.parametrize(
    ("step", "measure", "low", "high"),
    [
        (Shift(3), lambda maps: maps[:, 0, 2], -3, 3),
        (Shift(3), lambda maps: maps[:, 1, 2], -3, 3),
        (Rotate(20), lambda maps: np.rad2deg(np.arcsin(maps[:, 0, 1])), -20, 20),
        (Zoom(0.3), lambda maps: 1 / maps[:, 1, 1], 0.7, 1.3),
        (Flip(), lambda maps: maps[:, 1, 1], -1, 1),
        (Flip(upside_down=True), lambda maps: maps[:, 0, 0], -1, 1),
    ],
)
def test_random_moves_fill_their_range(rng, step, measure, low, high) -> None:
    values = measure(WARPS[type(step)](step, 2_000, rng))
    assert values.min() == pytest.approx(low, abs=0.1)
    assert values.max() == pytest.approx(high, abs=0.1)
    assert values.mean() == pytest.approx((low + high) / 2, abs=0.05 * (high - low))
