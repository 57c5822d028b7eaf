"""Figures: numbers as short texts."""

import math

import pytest

from app.panels.figures import count_text, determination_text, loss_text, percent_text


@pytest.mark.parametrize(
    ("loss", "text"),
    [
        (0.03124, "0.0312"),
        (0.0, "0.0000"),
        (1.0, "1.0000"),
        (1e-5, "1.00e-05"),
        (12345.0, "1.23e+04"),
    ],
)
def test_a_loss_keeps_the_digits_that_count(loss: float, text: str) -> None:
    assert loss_text(loss) == text


def test_what_cannot_be_measured_is_a_dash() -> None:
    for text in (loss_text, percent_text, determination_text):
        assert text(math.nan) == "–"
        assert text(math.inf) == "–"


def test_digits_stand_in_groups_of_three() -> None:
    assert count_text(9840) == "9\u202f840"
    assert count_text(12) == "12"
    assert count_text(1234567) == "1\u202f234\u202f567"


def test_accuracy_is_in_per_cent_and_determination_is_not() -> None:
    assert percent_text(0.9844) == "98.4\u202f%"
    assert determination_text(0.98449) == "0.984"
    assert determination_text(-12345.0) == "-1e+04"
