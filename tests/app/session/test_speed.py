"""A speed and its place on the slider."""

import pytest

from app.session.speed import FASTEST, POSITIONS, PRESETS, position_of, speed_at


def test_the_slider_goes_from_one_step_a_second_to_flat_out() -> None:
    assert speed_at(0) == 1
    assert speed_at(POSITIONS) is None
    assert position_of(None) == POSITIONS


def test_the_slider_only_rises() -> None:
    speeds = [speed_at(place) for place in range(POSITIONS + 1)]
    numbers = [speed for speed in speeds if speed is not None]
    assert numbers == sorted(numbers)
    assert numbers[-1] == FASTEST


@pytest.mark.parametrize("speed", PRESETS)
def test_a_preset_comes_back_from_its_place(speed: float | None) -> None:
    assert speed_at(position_of(speed)) == pytest.approx(speed, rel=0.02) if speed else True
    assert (speed_at(position_of(speed)) is None) == (speed is None)


def test_speeds_beyond_the_slider_stand_at_its_ends() -> None:
    assert position_of(0.1) == 0
    assert speed_at(position_of(1e9)) == FASTEST
