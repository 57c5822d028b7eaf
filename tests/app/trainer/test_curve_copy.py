"""The window's copy of a curve is the worker's, whatever became of that in between."""

import numpy as np
import pytest

from app.trainer.curve_copy import CurveCopy
from app.trainer.messages import Answer, Phase
from engine.curve import Curve, Metrics


@pytest.fixture
def theirs() -> Curve:
    """Return a worker's curve of ten points, which thins itself beyond 32."""
    return grown(Curve(limit=32), 0, 10)


def grown(curve: Curve, start: int, end: int) -> Curve:
    for epoch in range(start, end):
        curve.append(Metrics(epoch, 5 * epoch, 1 / (1 + epoch), 2.0, 0.5, 0.5, 0.1))
    return curve


def answer(curve: Curve, start: int) -> Answer:
    """Return an answer with the points of a curve from number `start` on."""
    return Answer(
        serial=1,
        run_id=1,
        phase=Phase.PLAYING,
        epoch=0,
        step=0,
        metrics=None,
        steps_per_second=0.0,
        curve_version=curve.version,
        curve=curve.since(start),
        loaded=None,
        probes={},
        problem=None,
        state=None,
    )


def test_new_points_are_added(theirs: Curve) -> None:
    ours = CurveCopy()
    assert ours.version is None
    ours.take(answer(theirs, 0))
    grown(theirs, 10, 30)
    ours.take(answer(theirs, 10))
    assert ours.version == theirs.version == 0
    assert np.array_equal(ours.curve.since(0), theirs.since(0))


def test_without_new_points_the_curve_is_the_same_object(theirs: Curve) -> None:
    ours = CurveCopy()
    ours.take(answer(theirs, 0))
    before = ours.curve
    ours.take(answer(theirs, 10))
    assert ours.curve is before


def test_another_version_takes_the_place_of_all_points(theirs: Curve) -> None:
    ours = CurveCopy()
    ours.take(answer(theirs, 0))
    before = ours.curve
    grown(theirs, 10, 100)
    ours.take(answer(theirs, 0))
    assert np.array_equal(ours.curve.since(0), theirs.since(0))
    assert before.column("epoch").tolist() == list(range(10))


def test_after_going_back_it_takes_what_another_worker_has(theirs: Curve) -> None:
    ours = CurveCopy()
    ours.take(answer(theirs, 0))
    before = ours.curve
    ours.go_back(22)
    assert ours.curve.column("step").tolist() == [0, 5, 10, 15, 20]
    assert ours.version is None
    another = grown(Curve(), 0, 6)
    ours.take(answer(another, 0))
    assert np.array_equal(ours.curve.since(0), another.since(0))
    assert len(before) == 10
