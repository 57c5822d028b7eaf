"""Histograms against NumPy's, and their round ranges."""

import numpy as np
import pytest

from engine.probes.histogram import Histogram, round_range


@pytest.mark.parametrize("scale", [1e-30, 1e-3, 1.0, 1e30])
def test_counts_are_numpys(scale: float) -> None:
    values = (scale * np.random.default_rng(0).normal(size=(50, 7))).astype(np.float32)
    histogram = Histogram.of(values, bins=16)
    counts, _ = np.histogram(values.astype(float), bins=16, range=(histogram.low, histogram.high))
    assert histogram.counts.tolist() == counts.tolist()
    assert histogram.counts.sum() == values.size


def test_ends_belong_to_the_range_and_what_lies_beyond_to_its_ends() -> None:
    histogram = Histogram.of(np.array([-5, 0, 0.25, 0.5, 1, 1, 9]), bins=4, over=(0, 1))
    assert histogram.counts.tolist() == [2, 1, 1, 3]


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ([0.3, 0.6], (0, 1)),
        ([-0.3, 0.6], (-1, 1)),
        ([-3.0, 0.0], (-4, 4)),
        ([0.0, 4.0], (0, 4)),
        ([0.0009], (0, 2**-10)),
        ([0.0, 0.0], (0, 1)),
        ([], (0, 1)),
    ],
)
def test_a_range_is_round_and_begins_at_zero_where_it_can(
    numbers: list[float], expected: tuple[float, float]
) -> None:
    assert round_range(np.array(numbers)) == expected


def test_numbers_that_are_not_finite_are_left_out() -> None:
    histogram = Histogram.of(np.array([np.nan, np.inf, -np.inf, 0.5, 1.0]), bins=2)
    assert (histogram.low, histogram.high) == (0, 1)
    assert histogram.counts.tolist() == [0, 2]
