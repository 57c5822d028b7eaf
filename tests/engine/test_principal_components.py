"""Principal components against the eigenvectors of the covariance, and at the edges."""

import numpy as np
import pytest

from engine.principal_components import PrincipalComponents, leading_directions


@pytest.fixture
def points() -> np.ndarray:
    rng = np.random.default_rng(0)
    return 3 + rng.normal(size=(60, 4)) * [1, 5, 0.1, 2] @ rng.normal(size=(4, 4))


def test_directions_are_eigenvectors_of_the_covariance(points: np.ndarray) -> None:
    found = PrincipalComponents.of(points, 3)
    covariance = np.cov(points.T)
    variances = found.explained * covariance.trace()
    assert np.allclose(covariance @ found.directions.T, found.directions.T * variances)
    assert np.allclose(found.directions @ found.directions.T, np.eye(3))
    assert (np.diff(found.explained) <= 0).all()
    assert np.allclose(found.coordinates.var(axis=0, ddof=1), variances)


def test_all_components_together_are_the_points(points: np.ndarray) -> None:
    found = PrincipalComponents.of(points, 4)
    assert found.explained.sum() == pytest.approx(1)
    assert np.allclose(found.coordinates @ found.directions + points.mean(axis=0), points)


def test_the_largest_entry_of_each_direction_is_positive(points: np.ndarray) -> None:
    for turned in (points, -points, points[::-1], points[:, ::-1]):
        directions = PrincipalComponents.of(turned, 4).directions
        largest = np.abs(directions).argmax(axis=1)
        assert (directions[np.arange(4), largest] > 0).all()
    found, again = PrincipalComponents.of(points, 4), PrincipalComponents.of(points + 1e-9, 4)
    assert np.allclose(found.coordinates, again.coordinates, atol=1e-6)


def test_points_on_a_line_and_a_single_point() -> None:
    line = np.outer(np.arange(5.0), [3, 4])
    found = PrincipalComponents.of(line, 3)
    assert found.explained == pytest.approx([1, 0, 0])
    assert found.directions[0] == pytest.approx([0.6, 0.8])
    assert found.coordinates[:, 0] == pytest.approx([-10, -5, 0, 5, 10])
    assert found.coordinates.shape == (5, 3)
    single = PrincipalComponents.of(np.ones((1, 2)), 2)
    assert single.explained.tolist() == [0, 0]
    assert single.coordinates.tolist() == [[0, 0]]


def test_the_leading_directions_of_wide_points_are_those_of_the_whole_decomposition() -> None:
    rng = np.random.default_rng(3)
    wide = rng.normal(size=(80, 4)) * [9, 6, 3, 1] @ rng.normal(size=(4, 300))
    whole = PrincipalComponents.of(wide, 2)
    directions, shares = leading_directions(wide, 2)
    assert np.allclose(directions, whole.directions, atol=1e-6)
    assert np.allclose(shares, whole.explained[:2])


@pytest.mark.parametrize("points", [np.ones((5, 4)), np.array([[1.0, 2.0, 3.0]])])
def test_points_without_a_direction_have_none(points: np.ndarray) -> None:
    directions, shares = leading_directions(points, 2)
    assert directions.shape == (2, points.shape[1])
    assert not directions.any()
    assert shares.tolist() == [0, 0]
