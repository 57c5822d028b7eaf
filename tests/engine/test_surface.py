"""The loss surface is the loss of many networks: each of its places can be computed alone."""

import numpy as np
import pytest

from engine import surface
from engine.experiment.network import AnyLayer, BatchNorm, Dense, ReLU, Tanh
from engine.network import Network
from engine.surface import loss_surface, replicas_at_once
from tests.engine.experiments import float64_network

LAYERS: tuple[AnyLayer, ...] = (Dense(8), ReLU(), Dense(8), Tanh(), Dense(3))


@pytest.fixture
def network(xp) -> Network:
    return float64_network(LAYERS, 2, "cross_entropy", xp)


@pytest.fixture
def samples(rng, xp) -> tuple[np.ndarray, np.ndarray]:
    return xp.asarray(rng.normal(size=(40, 2))), xp.eye(3)[rng.integers(3, size=40)]


@pytest.fixture
def directions(network, rng, xp) -> tuple[np.ndarray, np.ndarray]:
    d1, d2 = rng.normal(size=(2, *network.parameters.shape))
    return xp.asarray(d1), xp.asarray(d2)


def one_by_one(network, samples, directions, a, b) -> np.ndarray:
    """The same surface, a network at a time; not transposed by the way it is written."""
    losses = np.empty((len(b), len(a)))
    for row, column in np.ndindex(losses.shape):
        moved = network.parameters + a[column] * directions[0] + b[row] * directions[1]
        losses[row, column] = float(network.with_parameters(moved).loss(*samples))
    return losses


def test_a_surface_of_another_height_than_width_equals_its_places_one_by_one(
    network, samples, directions, xp
) -> None:
    a, b = np.linspace(-1, 1, 51), np.linspace(-0.5, 2, 25)
    losses = loss_surface(network, *samples, directions, a, b)
    assert losses.shape == (25, 51)
    assert np.allclose(losses, one_by_one(network, samples, directions, a, b), rtol=1e-12)


def test_the_middle_is_the_networks_own_loss(network, samples, directions) -> None:
    before = network.parameters.copy()
    losses = loss_surface(network, *samples, directions, [-1, 0, 1], [-2, 0, 2])
    assert losses[1, 1] == pytest.approx(float(network.loss(*samples)), rel=1e-14)
    assert np.array_equal(network.parameters, before)


def test_one_direction_moves_along_a_row_the_other_along_a_column(
    network, samples, rng, xp
) -> None:
    direction = xp.asarray(rng.normal(size=network.parameters.shape))
    nothing = 0 * network.parameters
    places = [-1.0, 0.5, 3.0]
    along_a = loss_surface(network, *samples, (direction, nothing), places, [0.0, 1.0])
    along_b = loss_surface(network, *samples, (nothing, direction), [0.0, 1.0], places)
    assert np.array_equal(along_a[0], along_a[1])
    assert len(set(along_a[0])) == 3
    assert np.array_equal(along_b, along_a.T)


@pytest.mark.parametrize("numbers", [1, 2000, 1 << 30])
def test_how_many_are_computed_together_does_not_matter(
    network, samples, directions, numbers, monkeypatch, xp
) -> None:
    a, b = np.linspace(-1, 1, 7), np.linspace(-1, 1, 5)
    losses = loss_surface(network, *samples, directions, a, b)
    monkeypatch.setattr(surface, "numbers_at_once", lambda like: numbers)
    others = loss_surface(network, *samples, directions, a, b)
    assert np.allclose(losses, others, rtol=1e-13)


def test_replicas_fit_the_cache_and_are_no_more_than_wanted(network, monkeypatch) -> None:
    monkeypatch.setattr(surface, "numbers_at_once", lambda like: 1 << 15)
    assert replicas_at_once(network, samples=250, wanted=2601) == 16
    assert replicas_at_once(network, samples=250, wanted=9) == 9
    assert replicas_at_once(network, samples=1_000_000, wanted=9) == 1


def test_batch_normalisation_keeps_its_running_statistics(samples, rng, xp) -> None:
    network = float64_network((Dense(4), BatchNorm(), Dense(3)), 2, "cross_entropy", xp)
    network.training_loss(*samples)
    kept = network.statistics.copy()
    direction = xp.asarray(rng.normal(size=network.parameters.shape))
    directions, a, b = (direction, -2 * direction), [0.0, 0.5], [0.0]
    losses = loss_surface(network, *samples, directions, a, b)
    assert np.allclose(losses, one_by_one(network, samples, directions, a, b), rtol=1e-12)
    assert np.array_equal(network.statistics, kept)


def test_a_float32_network_gives_a_float32_surface(network, samples, directions) -> None:
    small = network.with_parameters(network.parameters.astype(np.float32))
    x, t = (part.astype(np.float32) for part in samples)
    losses = loss_surface(small, x, t, directions, [0.0, 1.0], [0.0])
    assert losses.dtype == np.float32
    expected = loss_surface(network, *samples, directions, [0.0, 1.0], [0.0])
    assert np.allclose(losses, expected, rtol=1e-5)
