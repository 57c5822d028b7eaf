"""A history keeps what was measured, and leaves a gap where nothing was."""

import numpy as np

from app.views.history import History


def history(limit: int = 2048) -> History:
    return History(interval=0.0, limit=limit)


def test_it_keeps_rows_in_order() -> None:
    kept = history()
    assert kept.add(1, 10, np.array([1.0, 2.0]))
    assert kept.add(1, 20, np.array([3.0, 4.0]))
    assert kept.steps.tolist() == [10, 20]
    assert kept.values.tolist() == [[1, 2], [3, 4]]


def test_the_same_step_is_kept_once() -> None:
    kept = history()
    kept.add(1, 10, np.zeros(1))
    assert not kept.add(1, 10, np.zeros(1))
    assert len(kept) == 1


def test_it_is_not_kept_more_often_than_wanted() -> None:
    kept = History(interval=60.0)
    assert kept.add(1, 1, np.zeros(1))
    assert not kept.add(1, 2, np.zeros(1))


def test_another_run_begins_anew() -> None:
    kept = history()
    kept.add(1, 10, np.zeros(1))
    kept.add(2, 0, np.ones(1))
    assert kept.steps.tolist() == [0]


def test_a_run_that_was_set_back_forgets_what_came_after() -> None:
    kept = history()
    for step in (10, 20, 30):
        kept.add(1, step, np.full(1, step))
    kept.add(1, 15, np.full(1, 15.0))
    assert kept.steps.tolist() == [10, 15]


def test_an_interruption_leaves_a_gap_before_what_comes_next() -> None:
    kept = history()
    kept.interrupt()
    kept.add(1, 10, np.zeros(2))
    assert len(kept) == 1
    kept.interrupt()
    assert len(kept) == 1
    kept.add(1, 90, np.ones(2))
    assert kept.steps.tolist() == [10, 10, 90]
    assert np.isnan(kept.values[1]).all()
    assert kept.values[2].tolist() == [1, 1]


def test_a_long_history_thins_its_older_half_and_keeps_gaps() -> None:
    kept = history(limit=64)
    kept.add(1, 0, np.zeros(1))
    kept.interrupt()
    for step in range(1, 2000):
        kept.add(1, step, np.full(1, step))
    assert len(kept) <= 65
    assert kept.steps[0] == 0
    assert kept.steps[-1] == 1999
    assert np.isnan(kept.values).sum() == 1
    measured = ~np.isnan(kept.values[:, 0])
    assert np.array_equal(kept.values[measured, 0], kept.steps[measured])
    assert (np.diff(kept.steps) >= 0).all()
