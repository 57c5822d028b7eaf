"""A meter tells steps a second over the last half second. All times here are made up."""

import pytest

from app.trainer.meter import Meter


def test_a_steady_counter() -> None:
    meter = Meter()
    meter.begin(10.0, 500)
    for mark in range(1, 101):
        meter.mark(10.0 + mark * 0.01, 500 + 20 * mark)
    assert meter.steps_per_second == pytest.approx(2000)


def test_only_the_last_half_second_counts() -> None:
    meter = Meter()
    meter.begin(0.0, 0)
    for mark in range(1, 101):
        meter.mark(mark * 0.01, 100 * mark)
    for mark in range(1, 61):
        meter.mark(1 + mark * 0.01, 10_000 + mark)
    assert meter.steps_per_second == pytest.approx(100)


def test_steps_slower_than_the_window() -> None:
    meter = Meter()
    meter.begin(0.0, 0)
    for second in range(1, 6):
        meter.mark(float(2 * second), second)
    assert meter.steps_per_second == pytest.approx(0.5)


def test_nothing_is_known_at_the_beginning() -> None:
    meter = Meter()
    assert meter.steps_per_second == 0
    meter.begin(3.0, 7)
    assert meter.steps_per_second == 0
