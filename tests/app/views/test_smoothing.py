"""Exponential smoothing is the recurrence that it stands for, however it is computed."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.views.smoothing import smoothed, window_smoothed


def one_after_the_other(values: np.ndarray, weight: float) -> list[float]:
    """Return the recurrence, written out."""
    sums = [float(values[0])]
    for value in values[1:]:
        sums.append(weight * sums[-1] + (1 - weight) * float(value))
    return sums


@given(st.integers(1, 300), st.sampled_from([0.1, 0.5, 0.9, 0.99]), st.integers(0, 100))
def test_it_equals_the_recurrence(count: int, weight: float, seed: int) -> None:
    values = np.random.default_rng(seed).normal(size=count)
    assert smoothed(values, weight) == pytest.approx(one_after_the_other(values, weight), abs=1e-7)


def test_without_weight_nothing_changes(rng: np.random.Generator) -> None:
    values = rng.normal(size=50)
    assert smoothed(values, 0) is values


def test_a_constant_stays(rng: np.random.Generator) -> None:
    assert smoothed(np.full(1000, 3.0), 0.97) == pytest.approx(np.full(1000, 3.0))


def test_nothing_stays_nothing() -> None:
    assert len(smoothed(np.empty(0), 0.5)) == 0


def test_a_window_is_that_of_the_classic_race(rng: np.random.Generator) -> None:
    values = rng.normal(size=60)
    # As Deep Learning from Scratch writes it, chapter 6.1.
    mirrored = np.r_[values[10:0:-1], values, values[-1:-11:-1]]
    window = np.kaiser(11, 2)
    book = np.convolve(window / window.sum(), mirrored, mode="valid")[5:-5]
    inside = slice(5, -6)
    assert window_smoothed(values)[inside] == pytest.approx(book[inside])
    assert len(window_smoothed(values)) == 60


def test_a_window_keeps_a_constant_and_leaves_few_values_alone() -> None:
    assert window_smoothed(np.full(30, 2.5)) == pytest.approx(np.full(30, 2.5))
    assert window_smoothed(np.array([1.0, 5.0])).tolist() == [1, 5]
    assert len(window_smoothed(np.empty(0))) == 0
