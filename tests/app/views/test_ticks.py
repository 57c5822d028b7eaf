"""Ticks are round, evenly spaced and inside the range."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.views.ticks import decade_ticks, tick_text, ticks


@given(st.floats(-1e4, 1e4), st.floats(0.01, 1e6), st.integers(2, 12))
def test_ticks_lie_evenly_in_the_range(low: float, span: float, most: int) -> None:
    found = ticks(low, low + span, most)
    assert len(found) <= most
    assert all(low - 1e-6 * span <= tick <= low + span + 1e-6 * span for tick in found)
    if len(found) > 2:
        steps = np.diff(found)
        assert steps == pytest.approx(np.full(len(steps), steps[0]))


def test_the_plane_has_whole_even_numbers() -> None:
    assert ticks(-6, 6, 7) == [-6, -4, -2, 0, 2, 4, 6]


def test_a_range_without_width_has_one_tick() -> None:
    assert ticks(3, 3, 5) == [3]


def test_a_minus_sign_is_as_long_as_a_plus() -> None:
    assert tick_text(-2.5) == "−2.5"


@pytest.mark.parametrize(
    ("low", "high", "most", "expected"),
    [
        (-5.1, 1.1, 7, [1e-5, 1e-4, 1e-3, 1e-2, 0.1, 1, 10]),
        (-5.1, 1.1, 4, [1e-5, 1e-3, 1e-1, 10]),
        (-1.0, 0.0, 4, [0.1, 0.2, 0.5, 1]),
        (-0.3, 0.1, 6, [0.6, 0.7, 0.8, 0.9, 1]),
        (-0.3, 0.1, 3, [0.7, 1]),
    ],
)
def test_ticks_of_a_logarithmic_axis(
    low: float, high: float, most: int, expected: list[float]
) -> None:
    assert [10**tick for tick in decade_ticks(low, high, most)] == pytest.approx(expected)
