"""The regression sets of TensorFlow Playground keep to its formulas."""

import numpy as np
import pytest

from engine.data.regression import bumps, slope
from engine.experiment.data import Bumps, Slope


def rng() -> np.random.Generator:
    return np.random.default_rng(3)


@pytest.mark.parametrize(("kind", "make"), [(Slope, slope), (Bumps, bumps)])
def test_points_fill_the_plane(kind, make) -> None:
    points, values = make(kind(), rng())
    assert points.shape == (1200, 2)
    assert values.shape == (1200, 1)
    assert np.abs(points).max() <= 6
    np.testing.assert_allclose(points.var(axis=0), 12**2 / 12, rtol=0.1)


def test_slope_is_a_tenth_of_the_sum() -> None:
    points, values = slope(Slope(), rng())
    np.testing.assert_allclose(values[:, 0], (points[:, 0] + points[:, 1]) / 10)


def test_slope_noise_has_two_uniform_parts() -> None:
    points, values = slope(Slope(samples=20_000, noise=0.5), rng())
    off = values[:, 0] - points.sum(axis=1) / 10
    assert np.abs(off).max() <= 2 * 0.5 * 6 / 10
    # Two independent parts of U(-3, 3) / 10 each.
    assert off.var() == pytest.approx(2 * (6**2 / 12) / 100, rel=0.05)


def test_bumps_are_the_strongest_of_six_signed_cones() -> None:
    centres = {(-4, 2.5): 1, (0, 2.5): -1, (4, 2.5): 1, (-4, -2.5): -1, (0, -2.5): 1, (4, -2.5): -1}
    points, values = bumps(Bumps(), rng())
    for (x, y), value in zip(points[:300], values[:300, 0], strict=True):
        cones = [
            sign * max(0.0, 1 - np.hypot(x - a, y - b) / 2) for (a, b), sign in centres.items()
        ]
        assert value == pytest.approx(max(cones, key=abs))


def test_bumps_are_flat_between_the_cones_and_reach_both_signs() -> None:
    _, values = bumps(Bumps(samples=20_000), rng())
    assert values.min() < -0.95
    assert values.max() > 0.95
    # Six discs of radius 2 that do not overlap, in a square of side 12.
    assert np.mean(values != 0) == pytest.approx(6 * np.pi * 4 / 144, abs=0.02)
