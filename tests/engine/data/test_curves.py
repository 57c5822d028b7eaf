"""Curves keep to their formulas, and noise is what it is called."""

import numpy as np
import pytest

from engine.data import load_data
from engine.data.curves import make_curve, polynomial
from engine.experiment.data import FUNCTIONS, CurveValues


def rng() -> np.random.Generator:
    return np.random.default_rng(3)


@pytest.mark.parametrize(
    ("function", "expected"),
    [
        ("sine", np.sin),
        ("step", lambda x: np.where(x < 0, -1, 1)),
        ("polynomial", lambda x: np.cos(3 * np.arccos(x / 6))),  # Chebyshev's other form
    ],
)
def test_without_noise_the_targets_are_the_formula(function, expected) -> None:
    samples = make_curve(CurveValues(function=function, noise=0.0), rng())
    np.testing.assert_allclose(samples.targets, expected(samples.columns), atol=1e-12)


@pytest.mark.parametrize("function", FUNCTIONS)
def test_noise_has_its_deviation_and_moves_no_point_along_the_line(function) -> None:
    clean, noisy = (
        make_curve(CurveValues(function=function, samples=20_000, noise=noise), rng())
        for noise in (0.0, 0.3)
    )
    np.testing.assert_array_equal(clean.columns, noisy.columns)
    off = noisy.targets - clean.targets
    assert off.std() == pytest.approx(0.3, rel=0.03)
    assert off.mean() == pytest.approx(0, abs=0.01)


def test_the_cubic_has_its_bends_where_it_says() -> None:
    np.testing.assert_allclose(polynomial(np.array([-6, -3, 0, 3, 6.0])), [-1, 1, 0, -1, 1])


def test_a_curve_is_one_input_and_one_value() -> None:
    dataset = load_data(CurveValues(), 7)
    facts = dataset.facts
    assert (facts.task, facts.input_shape, facts.target_names) == ("regression", (1,), ("t",))
    assert (facts.train_samples, facts.test_samples) == (140, 60)
    assert dataset.bounds.tolist() == [[-6, 6]]
    assert np.abs(dataset.columns).max() <= 6
