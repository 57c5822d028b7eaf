"""The tools change a sketch as their names say, and the sketch gives the drawing back."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.views.drawing_tools import Brush, Eraser, Move, Spray
from app.views.sketch import Sketch
from engine.experiment.data import Drawn, DrawnCurve
from engine.experiment.data.drawn import MOST_POINTS

REACH = (0.5, 0.5)


@pytest.fixture
def sketch() -> Sketch:
    return Sketch(Drawn(points=((0.0, 0.0, 1.0), (3.0, 0.0, 0.0)), classes=3))


def test_a_click_of_the_brush_adds_one_point(sketch: Sketch) -> None:
    Brush().begin(sketch, (1.0, 2.0), REACH, 2.0)
    assert sketch.drawing.points == ((0.0, 0.0, 1.0), (3.0, 0.0, 0.0), (1.0, 2.0, 2.0))


@given(steps=st.integers(1, 40))
def test_a_line_is_evenly_spaced_however_the_mouse_moves(steps: int) -> None:
    sketch, brush = Sketch(Drawn()), Brush()
    brush.begin(sketch, (-5.0, 0.0), REACH, 0.0)
    for step in range(1, steps + 1):
        brush.drag(sketch, (-5 + 10 * step / steps, 0.0), REACH, 0.0)
    x = sketch.places[:, 0]
    assert np.allclose(np.diff(x), 0.35)
    assert brush.count == len(sketch) == 29
    assert brush.words() == "Draw 29 points"


def test_nothing_is_drawn_outside_the_square_or_beyond_the_limit() -> None:
    sketch = Sketch(Drawn())
    assert sketch.add(np.array([[7.0, 0.0], [0.0, -6.0], [0.0, 6.1]]), 0.0) == 1
    assert sketch.add(np.zeros((MOST_POINTS, 2)), 1.0) == MOST_POINTS - 1
    assert sketch.add(np.zeros((1, 2)), 1.0) == 0
    assert len(sketch.drawing.points) == MOST_POINTS


def test_spray_depends_on_time_alone_and_on_its_generator() -> None:
    counts, places = [], []
    for parts in (1, 7, 100):
        sketch, spray = Sketch(Drawn()), Spray(np.random.default_rng(4))
        spray.begin(sketch, (1.0, 1.0), REACH, 0.0)
        for _ in range(parts):
            spray.pass_time(sketch, 1.0 / parts, (1.0, 1.0), REACH, 0.0)
        counts.append(len(sketch))
        places.append(sketch.places.copy())
    assert max(counts) - min(counts) <= 1
    assert min(counts) >= 80
    assert all((np.hypot(*(each - 1).T) <= 0.5 + 1e-9).all() for each in places)


def test_move_takes_the_nearest_point_along(sketch: Sketch) -> None:
    move = Move()
    move.begin(sketch, (2.8, 0.1), REACH, 0.0)
    move.drag(sketch, (4.0, 9.0), REACH, 0.0)
    assert sketch.drawing.points == ((0.0, 0.0, 1.0), (4.0, 6.0, 0.0))
    move.begin(sketch, (-4.0, -4.0), REACH, 0.0)
    move.drag(sketch, (0.0, 0.0), REACH, 0.0)
    assert move.count == 0


def test_the_eraser_leaves_no_gaps_however_fast_it_goes() -> None:
    line = tuple((x / 10, 0.0, 0.0) for x in range(-50, 51))
    sketch, eraser = Sketch(Drawn(points=((0.0, 3.0, 1.0), *line))), Eraser()
    eraser.begin(sketch, (-5.0, 0.0), REACH, 0.0)
    eraser.drag(sketch, (5.0, 0.0), REACH, 0.0)
    assert sketch.drawing.points == ((0.0, 3.0, 1.0),)
    assert eraser.words() == "Erase 101 points"
    assert sketch.add(np.array([[1.0, 1.0]]), 0.0) == 1


def test_a_curves_points_have_their_height_as_value() -> None:
    sketch = Sketch(DrawnCurve())
    Brush().begin(sketch, (1.0, -2.0), REACH, 99.0)
    assert sketch.drawing.points == ((1.0, -2.0),)
    assert sketch.values.tolist() == [-2.0]
    samples = sketch.samples(0)
    assert samples.targets.shape == (1, 1)
    assert samples.facts.task == "regression"


def test_a_sketch_is_shown_as_the_trainer_will_split_it(sketch: Sketch) -> None:
    sketch.add(np.random.default_rng(0).uniform(-5, 5, (50, 2)), 2.0)
    samples = sketch.samples(3)
    assert samples.is_test.sum() == round(52 * 0.3)
    assert samples.targets.tolist() == [1, 0, *[2] * 50]


def test_an_unchanged_sketch_gives_the_same_drawing_back(sketch: Sketch) -> None:
    before = sketch.drawing
    assert sketch.drawing is before
    sketch.erase((5.0, 5.0), REACH)
    assert sketch.drawing is before
