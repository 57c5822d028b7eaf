"""Decimation keeps every peak and few points."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.look.decimate import decimate


@given(count=st.integers(1, 5000), pixels=st.integers(1, 400), seed=st.integers(0, 100))
def test_extremes_and_ends_stay_and_points_are_few(count: int, pixels: int, seed: int) -> None:
    x = np.arange(count, dtype=float)
    y = np.random.default_rng(seed).normal(size=count)
    few_x, few_y = decimate(x, y, pixels)
    assert (few_y.min(), few_y.max()) == (y.min(), y.max())
    assert (few_x[0], few_x[-1]) == (x[0], x[-1])
    assert len(few_x) <= 2 * pixels + 4
    assert (np.diff(few_x) >= 0).all()
    np.testing.assert_array_equal(few_y, y[few_x.astype(int)])


def test_each_run_keeps_its_minimum_and_maximum(rng: np.random.Generator) -> None:
    x, y = np.arange(1024.0), rng.normal(size=1024)
    few_x, few_y = decimate(x, y, 64)
    for start in range(0, 1024, 16):
        inside = few_y[(few_x >= start) & (few_x < start + 16)]
        run = y[start : start + 16]
        assert (inside.min(), inside.max()) == (run.min(), run.max())


def test_a_short_curve_is_left_alone() -> None:
    x, y = np.arange(5.0), np.array([1.0, 3.0, 2.0, 5.0, 4.0])
    assert decimate(x, y, 100)[1] is y


def test_a_growing_curve_keeps_the_points_it_has(rng: np.random.Generator) -> None:
    y = rng.normal(size=5000)
    before = decimate(np.arange(4500.0), y[:4500], 400)[0]
    after = decimate(np.arange(4600.0), y[:4600], 400)[0]
    whole = 4500 // 16 * 16
    np.testing.assert_array_equal(before[before < whole], after[after < whole])


def test_a_gap_stays_visible(rng: np.random.Generator) -> None:
    y = rng.normal(size=4000)
    y[1234] = np.nan
    assert np.isnan(decimate(np.arange(4000.0), y, 100)[1]).any()


def test_different_lengths_are_refused() -> None:
    with pytest.raises(ValueError, match="one length"):
        decimate(np.zeros(3), np.zeros(4), 10)
