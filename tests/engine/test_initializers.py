"""The spread of first weights."""

import numpy as np
import pytest

from engine.experiment.network import Dense, Normal, Uniform
from engine.initializers import draw
from engine.layers import make_layer


@pytest.mark.parametrize(
    ("init", "std"),
    [
        ("xavier", np.sqrt(1 / 400)),
        ("he", np.sqrt(2 / 400)),
        ("glorot_normal", np.sqrt(2 / (400 + 500))),
        ("glorot_uniform", np.sqrt(2 / (400 + 500))),  # a limit of √3 σ
        (Normal(0.3), 0.3),
        (Uniform(0.5), 0.5 / np.sqrt(3)),
    ],
    ids=str,
)
def test_the_standard_deviation_is_the_stated_one(init, std: float, rng) -> None:
    weight = draw(init, (400, 500), rng)
    assert weight.shape == (400, 500)
    assert weight.std() == pytest.approx(std, rel=0.01)
    assert abs(weight.mean()) < std / 50


def test_uniform_stays_within_its_limit(rng) -> None:
    weight = draw(Uniform(0.5), (100, 100), rng)
    assert 0.49 < np.abs(weight).max() <= 0.5


def test_glorot_uniform_stays_within_its_limit(rng) -> None:
    limit = np.sqrt(6 / (100 + 200))
    assert 0.99 * limit < np.abs(draw("glorot_uniform", (100, 200), rng)).max() <= limit


@pytest.mark.parametrize(
    ("init", "std"),
    [
        ("xavier", np.sqrt(1 / 75)),
        ("he", np.sqrt(2 / 75)),
        ("glorot_normal", np.sqrt(2 / (75 + 2000))),
        ("glorot_uniform", np.sqrt(2 / (75 + 2000))),
    ],
)
def test_kernels_state_their_fans(init: str, std: float, rng) -> None:
    kernels = draw(init, (80, 3, 5, 5), rng, fans=(3 * 5 * 5, 80 * 5 * 5))
    assert kernels.shape == (80, 3, 5, 5)
    assert kernels.std() == pytest.approx(std, rel=0.03)


def test_zeros_are_zeros_and_biases_start_where_they_are_set(rng) -> None:
    vector = make_layer(Dense(3, init="zeros", bias=0.1), (2,)).initialize(rng)
    assert vector.tolist() == [0] * 6 + [0.1] * 3


def test_the_generator_decides_the_weights() -> None:
    first, second = (draw("he", (4, 5), np.random.default_rng(3)) for _ in range(2))
    assert np.array_equal(first, second)
    assert not np.array_equal(first, draw("he", (4, 5), np.random.default_rng(4)))
