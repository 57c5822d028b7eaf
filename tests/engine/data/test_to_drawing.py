"""A set becomes a drawing with the very points that it had, and nothing else is changed."""

import numpy as np
import pytest

from engine.data import load_data
from engine.data.to_drawing import (
    can_be_drawing,
    can_rows_be_drawing,
    empty_drawing,
    rows_to_drawing,
    to_drawing,
)
from engine.experiment.data import Blobs, Bumps, Bundled, Drawn, DrawnCurve, Gauss, Spiral, Table


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


def rows_of(data, x: int = 0, y: int = 1) -> tuple:
    """A set, and the drawing of two of its columns as the window makes it: from float32."""
    whole = load_data(data, 7)
    samples = whole.columns.astype(np.float32), whole.targets, whole.bounds
    return whole, rows_to_drawing(data, whole.facts, *samples, x, y)


def test_columns_of_a_measured_set_keep_names_units_and_classes() -> None:
    whole, drawing = rows_of(Bundled(name="iris", scaling="min_max"), x=2, y=3)
    drawn = load_data(drawing, 7)
    np.testing.assert_array_equal(drawn.columns, whole.columns[:, 2:])
    np.testing.assert_array_equal(drawn.targets, whole.targets)
    assert len(drawn.test) == len(whole.test)
    np.testing.assert_array_equal(drawn.bounds, whole.bounds[2:])
    assert drawn.facts.class_names == whole.facts.class_names
    assert drawn.facts.column_names == whole.facts.column_names[2:]
    assert drawn.facts.input_names == drawn.facts.column_names
    assert drawing.scaling == "min_max"


def test_values_of_a_measured_set_are_scaled_in_a_drawing_too() -> None:
    whole, drawing = rows_of(Bundled(name="diabetes"), x=2, y=8)
    drawn = load_data(drawing, 7)
    np.testing.assert_allclose(drawn.targets, whole.targets)
    asked = drawn.preparation.targets(drawn.targets[drawn.train])
    assert asked.mean() == pytest.approx(0, abs=1e-9)
    assert asked.std() == pytest.approx(1)
    assert drawn.facts.target_names == whole.facts.target_names


def test_one_column_with_values_becomes_a_drawn_line(tmp_path) -> None:
    path = tmp_path / "falls.csv"
    path.write_text("seconds,metres\n0.5,1.2\n1,4.9\n2,19.6\n3,44.1\n")
    whole, drawing = rows_of(Table(path=str(path), task="regression"))
    assert isinstance(drawing, DrawnCurve)
    assert drawing.points == ((0.5, 1.2), (1.0, 4.9), (2.0, 19.6), (3.0, 44.1))
    drawn = load_data(drawing, 7)
    assert (drawn.facts.column_names, drawn.facts.target_names) == (("seconds",), ("metres",))
    assert len(drawn.test) == len(whole.test)


def test_which_rows_can_be_drawn() -> None:
    assert can_rows_be_drawing(load_data(Bundled(name="wine"), 1).facts)
    assert not can_rows_be_drawing(load_data(Bundled(name="digits"), 1).facts)


def test_an_empty_drawing_is_of_the_same_kind() -> None:
    assert empty_drawing(Bumps(inputs=("x1",))) == Drawn(
        kind="regression", inputs=("x1",), test_share=0.5
    )
    assert empty_drawing(Blobs(classes=5)).classes == 5
    assert empty_drawing(DrawnCurve(points=((1.0, 2.0),))) == DrawnCurve()
    assert empty_drawing(Table(path="irises.csv")) == Drawn(scaling="standardize")
