"""A batch trace joins what it is told again and again, and forgets what is taken back."""

from dataclasses import replace

import numpy as np

from app.trainer.messages import Present, Snapshot
from app.views.batch_trace import LIMIT, BatchTrace
from engine.probes import RecentBatches
from tests.app.views.snapshots import snapshot_of, spiral_run

SNAPSHOT = snapshot_of(spiral_run(1), ())


def told(first: int, last: int, loss: float = 1.0) -> RecentBatches:
    steps = np.arange(first, last + 1)
    return RecentBatches(steps, np.full(len(steps), loss))


def at(step: int) -> Snapshot:
    return replace(SNAPSHOT, step=step)


def test_what_is_told_twice_is_kept_once() -> None:
    trace = BatchTrace()
    assert trace.follow(at(5), told(1, 5))
    assert not trace.follow(at(5), told(1, 5))
    assert trace.follow(at(8), told(3, 8))
    assert trace.steps.tolist() == list(range(1, 9))


def test_a_branch_replaces_what_came_after_it() -> None:
    trace = BatchTrace()
    trace.follow(at(8), told(1, 8))
    assert trace.follow(at(4), told(1, 4))
    trace.follow(at(6), told(1, 6, loss=2.0))
    assert trace.losses.tolist() == [1, 1, 1, 1, 2, 2]


def test_a_moment_gone_back_to_changes_nothing() -> None:
    trace = BatchTrace()
    trace.follow(at(8), told(1, 8))
    past = replace(at(3), present=Present(1, 8, is_left=True))
    assert not trace.follow(past, told(1, 3))
    assert len(trace.steps) == 8


def test_another_run_begins_anew() -> None:
    trace = BatchTrace()
    trace.follow(at(8), told(1, 8))
    trace.follow(replace(at(2), run_id=2), told(1, 2))
    assert trace.steps.tolist() == [1, 2]


def test_a_long_run_keeps_its_spikes() -> None:
    trace = BatchTrace()
    losses = np.ones(3 * LIMIT)
    losses[100] = 50.0
    for start in range(0, 3 * LIMIT, 512):
        steps = np.arange(start, start + 512)
        trace.follow(at(start + 512), RecentBatches(steps, losses[start : start + 512]))
    assert len(trace.steps) <= LIMIT
    assert trace.losses.max() == 50.0
    assert (np.diff(trace.steps) > 0).all()


def test_mini_batches_stand_between_the_epochs_of_the_curve() -> None:
    run = spiral_run(2)
    trace, per_epoch = BatchTrace(), run.steps_per_epoch
    trace.follow(at(3 * per_epoch), told(1, 3 * per_epoch))
    epochs = trace.epochs(run.curve, per_epoch)
    np.testing.assert_allclose(epochs, np.arange(1, 3 * per_epoch + 1) / per_epoch)
