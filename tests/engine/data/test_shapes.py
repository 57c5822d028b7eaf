"""Moons, blobs, checkerboard and rings lie where their docstrings say."""

import numpy as np
import pytest

from engine.data import shapes
from engine.experiment.data import Blobs, Checkerboard, Moons, Rings


def rng() -> np.random.Generator:
    return np.random.default_rng(3)


def test_moons_are_two_half_circles_hooked_into_each_other() -> None:
    points, classes = shapes.moons(Moons(samples=401), rng())
    assert np.bincount(classes).tolist() == [201, 200]
    upper, lower = points[classes == 0], points[classes == 1]
    centre = np.array([-1.5, -0.75])
    np.testing.assert_allclose(np.linalg.norm(upper - centre, axis=1), 3)
    np.testing.assert_allclose(np.linalg.norm(lower + centre, axis=1), 3)
    assert upper[:, 1].min() == pytest.approx(-0.75)
    assert lower[:, 1].max() == pytest.approx(0.75)


def test_moons_noise_is_normal_with_three_times_the_deviation() -> None:
    clean, _ = shapes.moons(Moons(samples=5000), rng())
    noisy, _ = shapes.moons(Moons(samples=5000, noise=0.2), rng())
    assert (noisy - clean).std() == pytest.approx(0.6, rel=0.05)


@pytest.mark.parametrize("classes", [2, 3, 6])
def test_blobs_lie_around_a_circle(classes: int) -> None:
    points, found = shapes.blobs(Blobs(samples=6000 * classes, classes=classes, noise=0.1), rng())
    assert np.bincount(found).tolist() == [6000] * classes
    for label in range(classes):
        cloud = points[found == label]
        angle = 2 * np.pi * label / classes
        centre = [3.5 * np.sin(angle), 3.5 * np.cos(angle)]
        np.testing.assert_allclose(cloud.mean(axis=0), centre, atol=0.07)
        np.testing.assert_allclose(cloud.var(axis=0), 0.5 + 0.7, rtol=0.1)


@pytest.mark.parametrize("cells", [2, 3, 4, 8])
def test_checkerboard_changes_colour_from_square_to_square(cells: int) -> None:
    points, classes = shapes.checkerboard(Checkerboard(samples=5000, cells=cells), rng())
    side = 10 / cells
    column, row = np.floor((points + 5) / side).T
    np.testing.assert_array_equal(classes, (column + row) % 2 == 0)
    assert set(column.astype(int).tolist()) == set(range(cells))


def test_a_board_of_two_by_two_is_xor() -> None:
    points, classes = shapes.checkerboard(Checkerboard(samples=1000, cells=2), rng())
    np.testing.assert_array_equal(classes, points[:, 0] * points[:, 1] >= 0)


def test_checkerboard_noise_reaches_half_a_square_at_most() -> None:
    data = Checkerboard(samples=5000, noise=0.2)
    points, classes = shapes.checkerboard(data, rng())
    column, row = np.floor((points + 5) / 2.5).T
    wrong = classes != ((column + row) % 2 == 0)
    to_edge = np.abs(points / 2.5 - np.round(points / 2.5)).min(axis=1) * 2.5
    assert wrong.sum() > 100
    assert to_edge[wrong].max() <= 0.2 * 2.5


@pytest.mark.parametrize("classes", [2, 3, 6])
def test_rings_lie_one_in_the_other_with_gaps(classes: int) -> None:
    points, found = shapes.rings(Rings(samples=600, classes=classes), rng())
    band = np.linalg.norm(points, axis=1) * classes / 5
    np.testing.assert_array_equal(np.floor(band), found)
    assert (band - found).min() >= 0.15
    assert (band - found).max() <= 0.85
    assert np.bincount(found).tolist() == [600 // classes] * classes
