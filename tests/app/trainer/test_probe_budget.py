"""Cheap probes are measured often, costly ones in turn, and training keeps most of the time."""

from dataclasses import dataclass
from time import perf_counter

import pytest

from app.trainer import probe_budget
from app.trainer.probe_budget import CHEAP, PATIENCE, SHARE, UNFINISHED, ProbeBudget
from engine.probes import Probe
from engine.run import Run


@dataclass(frozen=True)
class Named(Probe):
    name: str

    def measure(self, run: Run) -> str:
        return self.name


CHEAPER, SLOW, SLOWER = Named("cheap"), Named("slow"), Named("slower")
WANTED = (CHEAPER, SLOW, SLOWER)
COSTS = {CHEAPER: CHEAP / 8, SLOW: 4 * CHEAP, SLOWER: 2 * PATIENCE}


class Clock:
    """A clock that goes on only when it is told to."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 100.0
        monkeypatch.setattr(probe_budget, "perf_counter", lambda: self.now)

    def measure(self, budget: ProbeBudget, probes: tuple[Probe, ...], moment: float) -> None:
        for probe in probes:
            started = self.now
            self.now += COSTS[probe]
            budget.note(probe, moment, started, self.now)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


def test_what_was_never_measured_is_measured_now() -> None:
    assert ProbeBudget().choose(WANTED, 0.0, training=True) == (WANTED, True)


def test_while_training_costly_probes_take_their_share_and_no_more(clock: Clock) -> None:
    budget, spent, begun = ProbeBudget(), 0.0, 0
    clock.measure(budget, WANTED, 0.0)
    started = clock.now
    counts = dict.fromkeys(WANTED, 0)
    while clock.now < started + 60:
        chosen, _ = budget.choose(WANTED, clock.now, training=True)
        assert CHEAPER in chosen
        before = clock.now
        clock.measure(budget, chosen, clock.now)
        for probe in chosen:
            counts[probe] += 1
        spent += clock.now - before - COSTS[CHEAPER]
        begun += 1
        clock.now += 0.015
    assert spent / 60 == pytest.approx(SHARE, rel=0.25)
    assert abs(counts[SLOW] - counts[SLOWER]) <= 1
    assert counts[CHEAPER] == begun


def test_at_rest_all_probes_come_one_after_the_other(clock: Clock) -> None:
    budget = ProbeBudget()
    clock.measure(budget, WANTED, 0.0)
    first, is_complete = budget.choose(WANTED, 1.0, training=False)
    assert (first, is_complete) == ((CHEAPER, SLOW), False)
    clock.measure(budget, first, 1.0)
    second, is_complete = budget.choose(WANTED, 1.0, training=False)
    assert (second, is_complete) == ((CHEAPER, SLOWER), True)


def test_at_rest_what_fits_comes_together(clock: Clock) -> None:
    budget, other = ProbeBudget(), Named("other")
    COSTS[other] = 2 * CHEAP
    clock.measure(budget, (SLOW, other), 0.0)
    assert budget.choose((SLOW, other), 1.0, training=False) == ((SLOW, other), True)


def test_the_clock_is_that_of_the_measurements() -> None:
    assert probe_budget.perf_counter is perf_counter


def test_many_cheap_probes_take_turns_while_training(clock: Clock) -> None:
    """Each costs little; all of them in each answer would hold up the training."""
    probes = tuple(Named(f"cheap {number}") for number in range(8))
    COSTS.update(dict.fromkeys(probes, CHEAP / 2))
    budget, spent, counts = ProbeBudget(), 0.0, dict.fromkeys(probes, 0)
    started = clock.now
    while clock.now < started + 20:
        chosen, _ = budget.choose(probes, clock.now, training=True)
        before = clock.now
        clock.measure(budget, chosen, clock.now)
        for probe in chosen:
            counts[probe] += 1
        spent += clock.now - before
        clock.now += 1 / 60
    assert spent / (clock.now - started) == pytest.approx(probe_budget.CHEAP_SHARE, rel=0.1)
    assert max(counts.values()) - min(counts.values()) <= 1


def test_at_rest_all_cheap_probes_are_measured(clock: Clock) -> None:
    probes = tuple(Named(f"cheap {number}") for number in range(8))
    COSTS.update(dict.fromkeys(probes, CHEAP / 2))
    budget = ProbeBudget()
    for _ in range(10):
        chosen, _ = budget.choose(probes, clock.now, training=False)
        assert chosen == probes
        clock.measure(budget, chosen, clock.now)


def test_at_rest_what_is_unfinished_goes_on_though_it_takes_long(clock: Clock) -> None:
    budget = ProbeBudget()
    clock.measure(budget, (SLOW,), moment=1.0)
    clock.measure(budget, (SLOWER,), moment=UNFINISHED)
    for _ in range(3):
        chosen, is_complete = budget.choose(WANTED, 1.0, training=False)
        assert SLOWER in chosen
        clock.measure(budget, (SLOWER,), moment=UNFINISHED)
    clock.measure(budget, (CHEAPER, SLOWER), moment=1.0)
    assert budget.choose(WANTED, 1.0, training=False)[1]
    budget.note(SLOW, UNFINISHED, clock.now, clock.now + PATIENCE)
    budget.note(SLOWER, UNFINISHED, clock.now + PATIENCE, clock.now + 2 * PATIENCE)
    chosen, is_complete = budget.choose(WANTED, 1.0, training=False)
    assert chosen == (CHEAPER, SLOW)  # the other one comes with the next answer
    assert not is_complete
