"""A pace spreads steps evenly over time. All times here are made up."""

import itertools
import math

import pytest

from app.trainer.pace import LONGEST_LAG, Pace


def paced(speed: float | None) -> Pace:
    """Return a pace whose first step is due at 0 s."""
    pace = Pace()
    pace.change(speed, 0.0)
    pace.begin(0.0)
    return pace


def walk(pace: Pace, seconds: float, cost: float = 0.0) -> list[float]:
    """Take every step that is due as time goes by; returns when each was taken."""
    now, taken = 0.0, []
    while now < seconds:
        if due := int(pace.due(now)):
            pace.taken(due)
            taken += [now] * due
            now += cost * due
        now += max(pace.wait(now), 1e-9)
    return taken


@pytest.mark.parametrize("speed", [1, 3, 60, 999, 1000, 7_000, 100_000])
def test_as_many_steps_as_the_speed_says(speed: int) -> None:
    assert len(walk(paced(speed), 2.0)) == pytest.approx(2 * speed, abs=1 + speed * 0.0011)


def test_steps_are_evenly_spread() -> None:
    times = walk(paced(50), 2.0)
    gaps = [later - earlier for earlier, later in itertools.pairwise(times)]
    assert min(gaps) == pytest.approx(0.02, abs=0.001)
    assert max(gaps) == pytest.approx(0.02, abs=0.001)


def test_flat_out_never_waits() -> None:
    pace = paced(None)
    assert pace.wait(5.0) == 0
    assert pace.due(5.0) == math.inf


def test_time_that_was_missed_is_not_made_up_for() -> None:
    pace = paced(1000)
    assert pace.due(60.0) <= 1000 * LONGEST_LAG + 1


def test_a_machine_that_is_too_slow_just_trains_on() -> None:
    assert len(walk(paced(1000), 2.0, cost=0.01)) == pytest.approx(200, rel=0.6)


def test_another_speed_counts_from_the_last_step() -> None:
    pace = paced(1)
    pace.taken(int(pace.due(0.0)))
    pace.change(2, 0.1)
    assert pace.due(0.45) == 0
    assert pace.wait(0.45) == pytest.approx(0.05)
    assert pace.due(0.5) == 1


def test_a_speed_that_is_raised_again_and_again_brings_no_steps_of_its_own() -> None:
    pace = paced(1)
    pace.taken(int(pace.due(0.0)))
    for speed in (2, 4, 8, 16):
        pace.change(speed, 0.9)
    assert pace.due(0.9) == 1


def test_from_flat_out_to_slow_the_next_step_comes_an_interval_later() -> None:
    pace = paced(None)
    pace.taken(1000)
    pace.change(10, 3.0)
    assert pace.due(3.05) == 0
    assert pace.due(3.1) == 1
