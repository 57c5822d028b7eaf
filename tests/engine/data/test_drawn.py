"""Drawn points as samples: what is known of them, and that a split outlasts new points."""

from dataclasses import replace as with_changes

import numpy as np
import pytest
from msgspec.structs import replace

from engine.data import load_data
from engine.data.drawn import drawing_facts, kept_for_testing
from engine.errors import ExperimentError
from engine.experiment.data import Drawn, DrawnCurve
from engine.experiment.data.drawn import Drawing


def points(count: int, classes: int = 2) -> tuple[tuple[float, float, float], ...]:
    places = np.round(np.random.default_rng(1).uniform(-6, 6, (count, 2)), 3)
    return tuple((x, y, float(i % classes)) for i, (x, y) in enumerate(places.tolist()))


DRAWINGS = (
    Drawn(points=points(40, 3), classes=3, inputs=("x1", "x2", "x1^2")),
    Drawn(points=points(40), kind="regression", test_share=0.5),
    Drawn(points=points(40), folds=4, fold=2),
    DrawnCurve(points=tuple((x, t) for x, t, _ in points(30))),
)


@pytest.mark.parametrize("data", DRAWINGS)
def test_facts_are_known_without_the_points(data: Drawing) -> None:
    loaded = load_data(data, 3).facts  # the counts of the classes alone want the points split
    assert with_changes(loaded, class_counts=((), ())) == drawing_facts(data)


@pytest.mark.parametrize("data", DRAWINGS)
def test_marks_are_those_of_the_loaded_data(data: Drawing) -> None:
    loaded = load_data(data, 5)
    marks = kept_for_testing(data, np.array(data.points)[:, -1], 5)
    assert np.flatnonzero(marks).tolist() == sorted(loaded.test.tolist())


def test_points_that_are_there_keep_their_side_when_others_are_drawn() -> None:
    before = Drawn(points=points(400))
    after = replace(before, points=points(440))
    sides = [kept_for_testing(data, np.array(data.points)[:, 2], 7) for data in (before, after)]
    assert sides[0].sum() == 120
    assert sides[1].sum() == 132
    assert (sides[0] != sides[1][:400]).mean() < 0.03


def test_each_class_of_a_drawing_is_tested() -> None:
    data = Drawn(points=points(60, 3), classes=3)
    tested = load_data(data, 0)
    counts = np.bincount(tested.targets[tested.test])
    assert counts.tolist() == [6, 6, 6]


@pytest.mark.parametrize("data", [Drawn(), DrawnCurve()])
def test_an_empty_drawing_cannot_be_loaded(data: Drawing) -> None:
    assert not data.is_ready
    with pytest.raises(ExperimentError) as error:
        load_data(data, 0)
    assert error.value.path == "data.points"
