"""A set becomes a drawing with the very points that it had, and nothing else is changed."""

import numpy as np
import pytest

from engine.data import load_data
from engine.data.to_drawing import can_be_drawing, empty_drawing, to_drawing
from engine.experiment.data import Blobs, Bumps, Drawn, DrawnCurve, Gauss, Spiral, Table


@pytest.mark.parametrize("data", [Spiral(noise=0.1), Blobs(classes=4), Bumps(samples=300)])
def test_the_points_are_those_of_the_set(data) -> None:
    made, drawn = load_data(data, 7), load_data(to_drawing(data, 7), 7)
    np.testing.assert_array_equal(made.columns, drawn.columns)
    np.testing.assert_array_equal(made.targets.reshape(-1), drawn.targets.reshape(-1))
    assert made.facts.task == drawn.facts.task
    assert len(made.facts.class_names) == len(drawn.facts.class_names)
    assert len(made.test) == len(drawn.test)


def test_points_outside_the_square_are_left_out() -> None:
    drawing = to_drawing(Gauss(samples=2000, noise=0.5), 1)
    assert 0 < len(drawing.points) < 2000


def test_only_sets_that_a_drawing_can_hold_are_offered() -> None:
    assert can_be_drawing(Spiral(samples=20_000))
    assert not can_be_drawing(Spiral(samples=20_001))
    assert not can_be_drawing(Table(path="irises.csv"))


def test_an_empty_drawing_is_of_the_same_kind() -> None:
    assert empty_drawing(Bumps(inputs=("x1",))) == Drawn(
        kind="regression", inputs=("x1",), test_share=0.5
    )
    assert empty_drawing(Blobs(classes=5)).classes == 5
    assert empty_drawing(DrawnCurve(points=((1.0, 2.0),))) == DrawnCurve()
    assert empty_drawing(Table(path="irises.csv")) == Drawn(scaling="standardize")
