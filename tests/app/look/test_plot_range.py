"""Ranges hold the data and keep still."""

from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.look.plot_range import decade_range, linear_range, round_up, settled

NUMBERS = st.floats(-1e9, 1e9, allow_nan=False)


@given(st.floats(1e-9, 1e9))
def test_a_rounded_value_is_not_below_and_at_most_a_quarter_above(value: float) -> None:
    assert value * (1 - 1e-9) <= round_up(value) <= 1.251 * value


@pytest.mark.parametrize(("value", "rounded"), [(1, 1), (412, 450), (0.021, 0.025), (99, 100)])
def test_worked_values(value: float, rounded: float) -> None:
    assert round_up(value) == pytest.approx(rounded)


@given(NUMBERS, NUMBERS)
def test_a_linear_range_holds_the_data(one: float, other: float) -> None:
    low, high = sorted((one, other))
    bottom, top = linear_range(low, high)
    slack = 1e-9 * max(abs(low), abs(high), 1e-9)
    assert bottom - slack <= low
    assert high <= top + slack
    assert bottom < top


@given(st.floats(-30, 30), st.floats(-30, 30))
def test_decades_hold_the_data_and_come_in_quarters(one: float, other: float) -> None:
    low, high = sorted((one, other))
    bottom, top = decade_range(low, high)
    assert bottom - 1e-9 <= low <= high <= top + 1e-9
    assert top - bottom >= 1
    assert (4 * bottom, 4 * top) == (round(4 * bottom), round(4 * top))


def test_worked_decades() -> None:
    assert decade_range(-2.3, -0.2) == (-2.5, 0)
    assert decade_range(-1, -1) == (-1.5, -0.5)
    assert decade_range(-3, 0) == (-3, 0)


def test_a_range_stays_until_the_data_leave_it_or_fill_little_of_it() -> None:
    assert settled((0, 10), (0, 8)) == (0, 10)
    assert settled((0, 10), (0, 12)) == (0, 12)
    assert settled((0, 10), (0, 3)) == (0, 3)
    assert settled(None, (0, 3)) == (0, 3)
    assert settled((0, inf), (0, 3)) == (0, 3)
