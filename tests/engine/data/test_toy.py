"""The classification sets of TensorFlow Playground keep to its formulas."""

import numpy as np
import pytest

from engine.data import toy
from engine.experiment.data import Circle, Gauss, Plane, Spiral, Xor

MAKERS = [(Circle, toy.circle), (Xor, toy.xor), (Gauss, toy.gauss), (Spiral, toy.spiral)]


def rng() -> np.random.Generator:
    return np.random.default_rng(3)


@pytest.mark.parametrize(("kind", "make"), MAKERS)
@pytest.mark.parametrize("samples", [4, 5, 500])
def test_points_and_classes_have_their_shapes(kind: type[Plane], make, samples: int) -> None:
    points, classes = make(kind(samples=samples, noise=0.2), rng())
    assert points.shape == (samples, 2)
    assert points.dtype == np.float64
    assert classes.shape == (samples,)
    assert classes.dtype == np.int64
    assert set(classes.tolist()) <= {0, 1}


@pytest.mark.parametrize(("kind", "make"), [MAKERS[0], MAKERS[2], MAKERS[3]])
def test_classes_are_balanced(kind: type[Plane], make) -> None:
    _, classes = make(kind(samples=500), rng())
    assert np.bincount(classes).tolist() == [250, 250]


def test_circle_without_noise_is_a_disc_in_a_ring() -> None:
    points, classes = toy.circle(Circle(samples=2000), rng())
    radius = np.linalg.norm(points, axis=1)
    assert np.all(radius[classes == 1] <= 2.5)
    assert np.all((radius[classes == 0] >= 3.5) & (radius[classes == 0] <= 5))
    # r is uniform in [0, R/2] and [0.7 R, R], not the area: the mean radii are the middles.
    assert radius[classes == 1].mean() == pytest.approx(1.25, abs=0.06)
    assert radius[classes == 0].mean() == pytest.approx(4.25, abs=0.06)


def test_circle_noise_changes_labels_but_moves_no_point() -> None:
    clean_points, clean = toy.circle(Circle(samples=2000), rng())
    points, noisy = toy.circle(Circle(samples=2000, noise=0.5), rng())
    np.testing.assert_array_equal(points, clean_points)
    changed = np.linalg.norm(points[noisy != clean], axis=1)
    # Jitter reaches at most ν·R along each axis.
    assert len(changed) > 50
    assert np.all(np.abs(changed - 2.5) <= 0.5 * 5 * np.sqrt(2))


def test_xor_is_the_sign_of_the_product_and_keeps_off_the_axes() -> None:
    points, classes = toy.xor(Xor(samples=2000), rng())
    np.testing.assert_array_equal(classes, points[:, 0] * points[:, 1] >= 0)
    assert np.abs(points).min() >= 0.3
    assert np.abs(points).max() <= 5.3
    assert np.abs(points).max() > 5.2


def test_xor_noise_changes_only_labels_near_an_axis() -> None:
    points, classes = toy.xor(Xor(samples=2000, noise=0.2), rng())
    wrong = classes != (points[:, 0] * points[:, 1] >= 0)
    assert 0 < wrong.sum() < 1000
    assert np.abs(points[wrong]).min(axis=1).max() <= 0.2 * 5


@pytest.mark.parametrize("noise", [0.0, 0.1, 0.5])
def test_gauss_has_its_centres_and_its_variance(noise: float) -> None:
    points, classes = toy.gauss(Gauss(samples=20_000, noise=noise), rng())
    for label, centre in ((1, 2.0), (0, -2.0)):
        cloud = points[classes == label]
        np.testing.assert_allclose(cloud.mean(axis=0), centre, atol=0.08)
        np.testing.assert_allclose(cloud.var(axis=0), 0.5 + 7 * noise, rtol=0.05)


def test_spiral_goes_through_worked_points() -> None:
    points, classes = toy.spiral(Spiral(samples=8), rng())
    np.testing.assert_array_equal(classes, [1, 1, 1, 1, 0, 0, 0, 0])
    # i = 2 of 4: r = 2.5, t = 1.75 · ½ · 2π = 1.75 π; i = 1: r = 1.25, t = 0.875 π.
    half = 2.5 * np.sqrt(0.5)
    np.testing.assert_allclose(points[0], [0, 0], atol=1e-12)
    np.testing.assert_allclose(points[2], [-half, half], atol=1e-12)
    angle = 0.875 * np.pi
    np.testing.assert_allclose(points[1], [1.25 * np.sin(angle), 1.25 * np.cos(angle)])
    # The other arm is the same one, turned by π.
    np.testing.assert_allclose(points[4:], -points[:4], atol=1e-12)


def test_spiral_noise_is_uniform_and_bounded() -> None:
    clean, _ = toy.spiral(Spiral(samples=2000), rng())
    noisy, _ = toy.spiral(Spiral(samples=2000, noise=0.3), rng())
    moved = noisy - clean
    assert np.abs(moved).max() <= 0.3
    assert np.abs(moved).max() > 0.29
    assert moved.var() == pytest.approx(0.3**2 / 3, rel=0.05)


@pytest.mark.parametrize(("kind", "make"), MAKERS[2:])
def test_noise_moves_the_same_points_further(kind: type[Plane], make) -> None:
    little, _ = make(kind(noise=0.1), rng())
    slightly_more, _ = make(kind(noise=0.101), rng())
    assert np.abs(slightly_more - little).max() < 0.05
