"""Schedules: worked shares, warm-up, and PyTorch's own where it has the same."""

import math
from typing import get_args

import numpy as np
import pytest

from engine.errors import ExperimentError
from engine.experiment import schedules as spec
from engine.schedules import SCHEDULES, Schedule, make_schedule


def shares(settings: spec.AnySchedule, times: list[float], epochs: int = 100) -> list[float]:
    schedule = make_schedule(settings, epochs)
    return [schedule.share(time, 0.1) for time in times]


@pytest.mark.parametrize(
    ("settings", "times", "expected"),
    [
        (spec.Constant(), [0, 5, 1e6], [1, 1, 1]),
        (spec.StepDecay(factor=0.1, every=3), [0, 2.99, 3, 6, 8.9], [1, 1, 0.1, 0.01, 0.01]),
        (spec.ExponentialDecay(factor=0.25), [0, 0.5, 1, 2], [1, 0.5, 0.25, 0.0625]),
        (spec.InverseTimeDecay(decay=0.5), [0, 2, 6], [1, 0.5, 0.25]),
        (spec.Cosine(), [0, 25, 50, 100, 200], [1, 0.5 + 0.5 * math.sqrt(0.5), 0.5, 0, 0]),
        (spec.Cosine(lowest=0.2), [0, 50, 100], [1, 0.6, 0.2]),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, spec.Schedule) else None,
)
def test_worked_shares(settings: spec.AnySchedule, times: list, expected: list) -> None:
    assert shares(settings, times) == pytest.approx(expected)


@pytest.mark.parametrize("kind", get_args(spec.AnySchedule), ids=lambda kind: kind.__name__)
def test_a_warm_up_grows_in_equal_steps_and_then_the_schedule_begins(kind: type) -> None:
    warm = make_schedule(kind(warmup=2.0), 100)
    quarters = [warm.share(step * 0.5, 0.5) for step in range(4)]
    assert quarters == pytest.approx([0.25, 0.5, 0.75, 1])
    plain = make_schedule(kind(), 98)
    assert warm.share(2, 0.5) == plain.share(0, 0.5) == 1
    assert warm.share(47, 0.5) == pytest.approx(plain.share(45, 0.5))
    assert not warm.is_constant


def plateau(settings: spec.ReduceOnPlateau, losses: list[float]) -> list[float]:
    """The share in the epoch after each loss."""
    schedule = make_schedule(settings, 100)
    found = []
    for loss in losses:
        schedule.end_epoch(loss)
        found.append(schedule.share(1, 0.1))
    return found


def test_a_plateau_reduces_the_share_once_patience_is_over() -> None:
    settings = spec.ReduceOnPlateau(factor=0.5, patience=2, improvement=0.0)
    losses = [5, 4, 4, 4, 3, 3, math.nan, 9, 9]
    assert plateau(settings, losses) == [1, 1, 1, 0.5, 0.5, 0.5, 0.25, 0.25, 0.125]


def test_an_improvement_must_be_large_enough() -> None:
    settings = spec.ReduceOnPlateau(factor=0.5, patience=1, improvement=0.1)
    assert plateau(settings, [1.0, 0.95, 0.89]) == [1, 0.5, 0.5]


def test_every_schedule_can_be_made_and_states_its_formula() -> None:
    for settings in get_args(spec.AnySchedule):
        schedule = SCHEDULES[settings]
        assert issubclass(schedule, Schedule)
        assert "η" in schedule.formula


@pytest.mark.parametrize(
    ("make", "path"),
    [
        (lambda: spec.Constant(warmup=-1), "warmup"),
        (lambda: spec.StepDecay(factor=0), "factor"),
        (lambda: spec.StepDecay(every=0), "every"),
        (lambda: spec.ExponentialDecay(factor=2), "factor"),
        (lambda: spec.InverseTimeDecay(decay=-1), "decay"),
        (lambda: spec.Cosine(lowest=2), "lowest"),
        (lambda: spec.ReduceOnPlateau(patience=0), "patience"),
        (lambda: spec.ReduceOnPlateau(improvement=1), "improvement"),
    ],
)
def test_a_bad_value_is_refused_where_it_is_made(make, path: str) -> None:
    with pytest.raises(ExperimentError) as refused:
        make()
    assert refused.value.path == path


def test_they_equal_pytorch_at_the_epochs(torch) -> None:
    schedulers = torch.optim.lr_scheduler

    def rates(make) -> list[float]:
        optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1.0)
        scheduler, found = make(optimizer), []
        for _ in range(12):
            found.append(scheduler.get_last_lr()[0])
            optimizer.step()
            scheduler.step()
        return found

    epochs = [float(epoch) for epoch in range(12)]
    assert shares(spec.StepDecay(factor=0.5, every=3), epochs) == pytest.approx(
        rates(lambda optimizer: schedulers.StepLR(optimizer, 3, 0.5))
    )
    assert shares(spec.ExponentialDecay(factor=0.9), epochs) == pytest.approx(
        rates(lambda optimizer: schedulers.ExponentialLR(optimizer, 0.9))
    )
    assert shares(spec.Cosine(lowest=0.1), epochs, epochs=20) == pytest.approx(
        rates(lambda optimizer: schedulers.CosineAnnealingLR(optimizer, 20, 0.1))
    )


def test_a_plateau_equals_pytorch(torch, rng) -> None:
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1.0)
    scheduler = torch.optim.lr_scheduler.ReduceLROnPlateau(
        optimizer, factor=0.5, patience=2, threshold=0.01
    )
    losses = np.abs(rng.normal(size=60)).tolist()
    expected = []
    for loss in losses:
        scheduler.step(loss)
        expected.append(optimizer.param_groups[0]["lr"])
    # PyTorch's patience counts the epochs that may pass; ours the one that is too many.
    assert plateau(spec.ReduceOnPlateau(patience=3, improvement=0.01), losses) == expected
