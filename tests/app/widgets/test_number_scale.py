"""A number scale is the same forwards and backwards."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.widgets.number_scale import NumberScale

RATE = NumberScale(1e-5, 10, logarithmic=True)
DECAY = NumberScale(1e-5, 10, logarithmic=True, zero=True)
SHARE = NumberScale(0.1, 0.9, factor=100, decimals=0, suffix=" %")
NOISE = NumberScale(0, 0.5)
UNITS = NumberScale(1, 64, integer=True)
BATCH = NumberScale(1, 1000, integer=True, logarithmic=True)
ALL = (RATE, DECAY, SHARE, NOISE, UNITS, BATCH)
SCALES = pytest.mark.parametrize("scale", ALL, ids=str)


@SCALES
def test_the_ends_of_the_slider_are_the_ends_of_the_range(scale: NumberScale) -> None:
    assert scale.value(0) == (0 if scale.zero else scale.minimum)
    assert scale.value(scale.places) == scale.maximum
    assert scale.place(scale.minimum) == int(scale.zero)
    assert scale.place(scale.maximum) == scale.places


@given(scale=st.sampled_from(ALL), share=st.floats(0, 1))
def test_what_is_shown_can_be_typed(scale: NumberScale, share: float) -> None:
    value = scale.value(round(share * scale.places))
    assert scale.allows(value)
    assert scale.parse(scale.text(value)) == pytest.approx(value, rel=1e-6)


@given(scale=st.sampled_from(ALL), place=st.integers(0, 1000))
def test_values_grow_along_the_slider(scale: NumberScale, place: int) -> None:
    place = min(place, scale.places - 1)
    assert scale.value(place) <= scale.value(place + 1)


def test_equal_ways_on_a_logarithmic_slider_are_equal_ratios() -> None:
    assert NumberScale(1e-4, 1, logarithmic=True).value(500) == pytest.approx(1e-2)


@pytest.mark.parametrize(
    ("scale", "value", "text"),
    [
        (RATE, 0.003, "0.003"),
        (RATE, 1e-4, "1e-4"),
        (RATE, 0.00025, "2.5e-4"),
        (RATE, 10, "10"),
        (DECAY, 0, "0"),
        (SHARE, 0.3, "30 %"),
        (NOISE, 0.1, "0.10"),
        (NOISE, 0.123, "0.123"),
        (UNITS, 8, "8"),
    ],
)
def test_worked_texts(scale: NumberScale, value: float, text: str) -> None:
    assert scale.text(value) == text


@pytest.mark.parametrize("text", ["", "fast", "nan", "inf", "-1", "1e9", "0"])
def test_what_is_no_rate_is_refused(text: str) -> None:
    assert RATE.parse(text) is None


def test_a_whole_number_is_asked_for() -> None:
    assert UNITS.parse("8") == 8
    assert UNITS.parse("8.5") is None


def test_a_decimal_comma_and_a_missing_suffix_are_understood() -> None:
    assert NOISE.parse("0,25") == 0.25
    assert SHARE.parse("30") == pytest.approx(0.3)


@pytest.mark.parametrize(
    ("minimum", "maximum", "logarithmic"), [(2, 1, False), (0, 1, True), (-1, 1, True)]
)
def test_a_scale_that_cannot_be_is_refused(
    minimum: float, maximum: float, logarithmic: bool
) -> None:
    with pytest.raises(ValueError, match="above"):
        NumberScale(minimum, maximum, logarithmic=logarithmic)


def test_nothing_may_have_a_name() -> None:
    scale = NumberScale(1, 100, logarithmic=True, zero=True, off="off")
    assert scale.text(0) == "off"
    assert scale.text(5) == "5"
    assert scale.parse("off") == scale.parse("0") == 0
    assert scale.parse("on") is None
