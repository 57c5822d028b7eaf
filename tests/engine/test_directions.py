"""Directions are as long as the filters, and places on a plane are the nearest ones."""

import importlib.util

import numpy as np
import pytest

from engine.directions import (
    StatePlane,
    line_between,
    norm,
    path_plane,
    random_directions,
    weight_plane,
)
from engine.experiment.network import BatchNorm, Conv2D, Dense, Flatten, ReLU
from tests.engine.experiments import float64_network


def test_filters_of_random_directions_are_as_long_as_the_networks_own(rng) -> None:
    layers = (Conv2D(4, 3), BatchNorm(), ReLU(), Flatten(), Dense(5), Dense(3))
    network = float64_network(layers, (2, 6, 6), "cross_entropy")
    found = random_directions(network, rng)
    count = len(network.parameters)
    assert not found[:, count:].any()
    for name, (place, shape) in network.places.items():
        for direction in found:
            part, own = direction[place].reshape(shape), network.parameters[place].reshape(shape)
            if not name.endswith("weight"):
                assert not part.any()
                continue
            axes = (0,) if len(shape) == 2 else (1, 2, 3)
            assert np.allclose(norm(part, axes), norm(own, axes), rtol=1e-5)


def test_coordinates_on_slanted_directions_are_by_least_squares(rng) -> None:
    origin, directions = rng.normal(size=20), rng.normal(size=(2, 20))
    plane = StatePlane(origin, directions)
    places = rng.normal(size=(7, 2))
    aside = rng.normal(size=20)
    aside -= directions.T @ np.linalg.lstsq(directions.T, aside, rcond=None)[0]
    found, off = plane.project(origin + places @ directions + aside)
    assert np.allclose(found, places)
    assert np.allclose(off, np.linalg.norm(aside))


def test_the_plane_of_a_path_is_that_of_its_principal_components(rng) -> None:
    states = np.cumsum(rng.normal(size=(40, 30)) * np.linspace(3, 0.1, 30), axis=0)
    plane = path_plane(states, states[-1])
    centred = states - states.mean(axis=0)
    _, sizes, directions = np.linalg.svd(centred, full_matrices=False)
    places, _ = plane.project(states)
    expected = (states - states[-1]) @ directions[:2].T
    assert np.allclose(np.abs(places), np.abs(expected), atol=1e-4)
    assert plane.explained == pytest.approx((sizes**2 / (sizes**2).sum())[:2], rel=1e-6)


@pytest.mark.skipif(importlib.util.find_spec("sklearn") is None, reason="optional")
def test_coordinates_equal_scikit_learns(rng) -> None:
    from sklearn.decomposition import PCA

    states = np.cumsum(rng.normal(size=(40, 30)) * np.linspace(3, 0.1, 30), axis=0)
    pca = PCA(2).fit(states)
    plane = path_plane(states, states.mean(axis=0))
    places, _ = plane.project(states)
    assert np.allclose(np.abs(places), np.abs(pca.transform(states)), atol=1e-4)
    assert plane.explained == pytest.approx(pca.explained_variance_ratio_, rel=1e-6)


def test_a_straight_path_still_spans_a_plane(rng) -> None:
    way = rng.normal(size=10)
    states = np.arange(5)[:, None] * way
    plane = path_plane(states, states[-1])
    assert np.allclose(plane.directions @ plane.directions.T, np.eye(2), atol=1e-6)
    places, off = plane.project(states)
    assert np.allclose(off, 0, atol=1e-6)
    assert np.allclose(np.linalg.norm(places, axis=1), np.arange(4, -1, -1) * np.linalg.norm(way))


def test_a_line_and_two_weights_lead_where_they_say(rng) -> None:
    start, end = rng.normal(size=(2, 6))
    line = line_between(start, end)
    places, off = line.project(np.stack([start, end, (start + end) / 2]))
    assert np.allclose(places, [[0, 0], [1, 0], [0.5, 0]])
    assert np.allclose(off, 0)
    both = weight_plane(start, 4, 1)
    moved = start + [0.5, -2] @ both.directions
    assert np.allclose(moved - start, [0, -2, 0, 0, 0.5, 0])
