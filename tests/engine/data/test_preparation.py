"""Preparation computes the chosen functions and scales them by what the training samples hold."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from engine.data.preparation import Preparation
from engine.data.scale import Scale
from engine.experiment.data import INPUTS, SCALINGS

COLUMNS = np.random.default_rng(1).uniform(-6, 6, (50, 2))


def test_inputs_are_the_named_functions() -> None:
    x1, x2 = COLUMNS.T
    inputs = Preparation.fitted(COLUMNS, "none", INPUTS).inputs(COLUMNS)
    expected = [x1, x2, x1**2, x2**2, x1 * x2, np.sin(x1), np.sin(x2)]
    np.testing.assert_allclose(inputs, np.stack(expected, axis=1))
    assert inputs.dtype == np.float64


def test_inputs_keep_the_chosen_order() -> None:
    inputs = Preparation.fitted(COLUMNS, "none", ("sin(x2)", "x1")).inputs(COLUMNS)
    np.testing.assert_allclose(inputs, np.stack([np.sin(COLUMNS[:, 1]), COLUMNS[:, 0]], axis=1))


def test_standardize_gives_mean_0_and_deviation_1_on_what_it_was_fitted_to() -> None:
    inputs = Preparation.fitted(COLUMNS, "standardize", INPUTS).inputs(COLUMNS)
    np.testing.assert_allclose(inputs.mean(axis=0), 0, atol=1e-12)
    np.testing.assert_allclose(inputs.std(axis=0), 1)


def test_min_max_gives_0_to_1_on_what_it_was_fitted_to() -> None:
    inputs = Preparation.fitted(COLUMNS, "min_max").inputs(COLUMNS)
    np.testing.assert_allclose(inputs.min(axis=0), 0, atol=1e-12)
    np.testing.assert_allclose(inputs.max(axis=0), 1)


@pytest.mark.parametrize("scaling", SCALINGS)
def test_other_samples_are_scaled_by_the_same_numbers(scaling) -> None:
    preparation = Preparation.fitted(COLUMNS, scaling, ("x1", "x2", "x1*x2"))
    beyond = COLUMNS * 3
    together = preparation.inputs(np.concatenate([COLUMNS, beyond]))
    np.testing.assert_array_equal(together[:50], preparation.inputs(COLUMNS))
    np.testing.assert_array_equal(together[50:], preparation.inputs(beyond))


def test_leading_axes_are_kept() -> None:
    preparation = Preparation.fitted(COLUMNS, "standardize", INPUTS)
    grid = COLUMNS.reshape(5, 10, 2)
    assert preparation.inputs(grid).shape == (5, 10, 7)
    np.testing.assert_array_equal(preparation.inputs(grid)[2, 3], preparation.inputs(COLUMNS)[23])


def test_a_table_is_its_columns() -> None:
    columns = np.random.default_rng(1).normal(size=(20, 5))
    preparation = Preparation.fitted(columns, "none")
    np.testing.assert_array_equal(preparation.inputs(columns), columns)
    np.testing.assert_allclose(preparation.column_means, columns.mean(axis=0))


@pytest.mark.parametrize("scaling", ["standardize", "min_max"])
@pytest.mark.parametrize("value", [0.0, 0.1, -7.3e12, 1e-300])
def test_a_constant_column_becomes_zero(scaling, value: float) -> None:
    columns = np.full((1001, 1), value)
    inputs = Preparation.fitted(columns, scaling).inputs(columns)
    np.testing.assert_allclose(inputs, 0, atol=1e-12 * max(1.0, abs(value)))
    assert Scale.fitted(columns, scaling).spread.tolist() == [1.0]


def test_plane_targets_stay_as_they_are() -> None:
    values = np.array([[1.0], [-2.0]])
    preparation = Preparation.fitted(COLUMNS, "standardize")
    np.testing.assert_array_equal(preparation.targets(values), values)
    np.testing.assert_array_equal(preparation.original_targets(values), values)


def test_table_targets_are_scaled_like_the_inputs() -> None:
    prices = np.array([[100_000.0], [200_000.0], [300_000.0]])
    preparation = Preparation.fitted(np.arange(3.0)[:, np.newaxis], "standardize", targets=prices)
    scaled = preparation.targets(prices)
    np.testing.assert_allclose(scaled[:, 0], [-np.sqrt(1.5), 0, np.sqrt(1.5)])


@given(
    values=arrays(np.float64, (7, 2), elements=st.floats(-1e30, 1e30)),
    scaling=st.sampled_from(SCALINGS),
)
def test_undo_is_the_inverse_of_apply(values, scaling) -> None:
    scale = Scale.fitted(values, scaling)
    scaled = scale.apply(values)
    assert np.all(np.isfinite(scaled))
    np.testing.assert_allclose(scale.undo(scaled), values, rtol=1e-9, atol=np.abs(values).max())
