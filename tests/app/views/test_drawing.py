"""Drawing on the boundary with mouse and keys, on a session with a trainer."""

from collections.abc import Callable, Iterator

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.look.appearance import Appearance
from app.look.theme import LIGHT, class_colours
from app.session.session import Session
from app.trainer.client import Trainer
from app.trainer.messages import Phase
from app.views.axes import Axes
from app.views.boundary_canvas import BoundaryCanvas
from app.views.boundary_view import BoundaryView
from engine.data import load_data
from engine.experiment.data import Bumps, Bundled, Drawn, DrawnCurve, Spiral, Table
from engine.fit import fit_plane
from tests.app.views.pictures import colours_of
from tests.app.views.snapshots import experiment_on

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
POINTS = ((-3.0, -3.0, 0.0), (3.0, 3.0, 1.0), (-3.0, 3.0, 0.0), (3.0, -3.0, 1.0))
Places = list[tuple[float, float]]


@pytest.fixture
def session(qapp: QApplication) -> Iterator[Session]:
    start = fit_plane(experiment_on(Spiral()), Drawn(points=POINTS))
    made = Session(Trainer(in_process=True), start)
    yield made
    made.close()


@pytest.fixture
def view(qtbot: QtBot, session: Session, appearance: Appearance) -> BoundaryView:
    made = BoundaryView(session, appearance)
    qtbot.addWidget(made.widget)
    made.widget.resize(445, 480)
    with qtbot.waitExposed(made.widget):
        made.widget.show()
    made.draw.click()
    return made


@pytest.fixture
def canvas(view: BoundaryView) -> BoundaryCanvas:
    found = view.widget.findChild(BoundaryCanvas)
    assert found is not None
    QApplication.processEvents()
    return found


@pytest.fixture
def until(
    qtbot: QtBot, session: Session, view: BoundaryView
) -> Callable[[Callable[[], bool]], None]:
    def wait(is_so: Callable[[], bool]) -> None:
        def ticked() -> bool:
            snapshot = session.tick(view.wants)
            if snapshot is not None:
                view.show(snapshot)
            return is_so()

        qtbot.waitUntil(ticked, timeout=20_000)

    return wait


def pixel(canvas: BoundaryCanvas, place: tuple[float, float]) -> QPoint:
    assert canvas.frame is not None
    ((x, y),) = canvas.frame.to_pixels(np.array([place]))
    return QPointF(x, y).toPoint()


def stroke(canvas: BoundaryCanvas, places: Places, button: Qt.MouseButton = LEFT) -> None:
    QTest.mousePress(canvas, button, pos=pixel(canvas, places[0]))
    for place in places[1:]:
        QTest.mouseMove(canvas, pixel(canvas, place))
    QTest.mouseRelease(canvas, button, pos=pixel(canvas, places[-1]))


def points_of(session: Session) -> tuple[tuple[float, ...], ...]:
    assert isinstance(session.experiment.data, Drawn | DrawnCurve)
    return session.experiment.data.points


def test_a_click_adds_a_point_of_the_chosen_class(
    session: Session, view: BoundaryView, canvas: BoundaryCanvas
) -> None:
    view.bar.classes[1].click()
    stroke(canvas, [(1.0, 2.0)])
    assert len(points_of(session)) == 5
    x, y, target = points_of(session)[-1]
    assert (x, y) == pytest.approx((1.0, 2.0), abs=0.05)
    assert target == 1
    assert session.undo_stack.undoText() == "Draw a point"


def test_a_stroke_is_one_entry_that_can_be_undone_and_redone(
    session: Session, canvas: BoundaryCanvas
) -> None:
    stroke(canvas, [(-5.0, 0.0), (-2.0, 0.0), (1.0, 0.0), (4.0, 0.0)])
    drawn = points_of(session)
    assert session.undo_stack.count() == 1
    assert session.undo_stack.undoText() == f"Draw {len(drawn) - 4} points"
    session.undo_stack.undo()
    assert points_of(session) == POINTS
    session.undo_stack.redo()
    assert points_of(session) == drawn


def test_points_show_before_any_answer_and_stay_when_it_comes(
    session: Session,
    view: BoundaryView,
    canvas: BoundaryCanvas,
    until: Callable[[Callable[[], bool]], None],
) -> None:
    session.undo_stack.clear()
    session.edit_data(replace(session.experiment.data, classes=3), "Classes")
    until(lambda: session.phase is Phase.PAUSED)
    view.pencil.set_class(2)
    green = class_colours(3)[2]
    assert green not in middle_colours(canvas)
    QTest.mousePress(canvas, LEFT, pos=pixel(canvas, (0.0, 0.0)))
    assert green in middle_colours(canvas)
    QTest.mouseRelease(canvas, LEFT, pos=pixel(canvas, (0.0, 0.0)))
    loaded = session.snapshot.loaded if session.snapshot else None
    until(lambda: session.snapshot is not None and session.snapshot.loaded is not loaded)
    assert green in middle_colours(canvas)


def middle_colours(canvas: BoundaryCanvas) -> set[str]:
    """Return the colours near the middle of the plot."""
    image, at = canvas.grab().toImage(), pixel(canvas, (0.0, 0.0))
    near = range(-4, 5)
    return {image.pixelColor(at.x() + x, at.y() + y).name().upper() for x in near for y in near}


def test_the_right_button_erases(session: Session, canvas: BoundaryCanvas) -> None:
    stroke(canvas, [(3.0, 3.0)], RIGHT)
    assert points_of(session) == (POINTS[0], *POINTS[2:])
    assert session.undo_stack.undoText() == "Erase a point"


def test_move_drags_a_point(session: Session, view: BoundaryView, canvas: BoundaryCanvas) -> None:
    view.bar.tools["move"].click()
    stroke(canvas, [(3.0, 3.0), (4.0, 0.0), (5.0, -5.0)])
    assert len(points_of(session)) == 4
    assert points_of(session)[1][:2] == pytest.approx((5.0, -5.0), abs=0.05)


def test_spray_goes_on_while_the_button_is_down(
    session: Session, view: BoundaryView, canvas: BoundaryCanvas, qtbot: QtBot
) -> None:
    view.bar.tools["spray"].click()
    QTest.mousePress(canvas, LEFT, pos=pixel(canvas, (0.0, 0.0)))
    qtbot.waitUntil(lambda: len(points_of(session)) > 12)
    QTest.mouseRelease(canvas, LEFT, pos=pixel(canvas, (0.0, 0.0)))
    count = len(points_of(session))
    qtbot.wait(60)
    assert len(points_of(session)) == count
    assert session.undo_stack.count() == 1


def test_escape_takes_the_stroke_back(session: Session, canvas: BoundaryCanvas) -> None:
    QTest.mousePress(canvas, LEFT, pos=pixel(canvas, (-5.0, 0.0)))
    QTest.mouseMove(canvas, pixel(canvas, (5.0, 0.0)))
    assert len(points_of(session)) > 4
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    assert points_of(session) == POINTS
    assert session.undo_stack.count() == 0
    QTest.mouseMove(canvas, pixel(canvas, (5.0, 5.0)))
    QTest.mouseRelease(canvas, LEFT, pos=pixel(canvas, (5.0, 5.0)))
    assert points_of(session) == POINTS


def test_keys_draw_as_the_mouse_does(
    session: Session, view: BoundaryView, canvas: BoundaryCanvas
) -> None:
    QTest.keyClick(canvas, Qt.Key.Key_2)
    QTest.keyClick(canvas, Qt.Key.Key_Right)
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    assert points_of(session)[-1][2] == 1
    QTest.keyClick(canvas, Qt.Key.Key_Up)
    QTest.keyClick(canvas, Qt.Key.Key_Space)
    assert len(points_of(session)) == 6
    QTest.keyClick(canvas, Qt.Key.Key_Delete)
    assert points_of(session) == POINTS
    radius = view.pencil.radius
    QTest.keyClick(canvas, Qt.Key.Key_BracketRight)
    assert view.pencil.radius > radius


def test_a_made_set_becomes_a_drawing_with_its_points(
    session: Session, view: BoundaryView, canvas: BoundaryCanvas
) -> None:
    spiral = replace(session.experiment, data=Spiral(noise=0.1))
    session.new(spiral)
    stroke(canvas, [(0.0, -5.5)])
    assert len(points_of(session)) == 501
    assert not view.bar.from_set.isVisible()
    made = load_data(spiral.data, spiral.seed)
    assert np.array_equal(np.array(points_of(session))[:500, :2], made.columns)
    session.undo_stack.undo()
    assert session.experiment == spiral
    assert not session.undo_stack.canUndo()


def test_a_stroke_that_changes_nothing_leaves_a_made_set_alone(
    session: Session, view: BoundaryView, canvas: BoundaryCanvas
) -> None:
    spiral = replace(session.experiment, data=Spiral())
    session.new(spiral)
    view.bar.tools["erase"].click()
    stroke(canvas, [(-5.9, 5.9)])
    assert session.experiment == spiral
    assert view.pencil.sketch is None


def test_clear_leaves_an_empty_plane_with_an_invitation(
    session: Session,
    view: BoundaryView,
    canvas: BoundaryCanvas,
    until: Callable[[Callable[[], bool]], None],
) -> None:
    until(lambda: session.phase is Phase.PAUSED)
    view.bar.empty.click()
    until(lambda: session.phase is Phase.EMPTY)
    assert points_of(session) == ()
    assert canvas.sentence.startswith("Paint some points")
    assert canvas.frame is not None
    assert LIGHT.background in colours_of(canvas)
    stroke(canvas, [(-2.0, 0.0), (2.0, 0.0)])
    assert canvas.sentence == ""
    until(lambda: session.phase is Phase.PAUSED)
    session.undo_stack.undo()
    session.undo_stack.undo()
    assert points_of(session) == POINTS


def test_a_class_can_be_added_and_is_chosen(session: Session, view: BoundaryView) -> None:
    view.bar.add_class.click()
    assert session.experiment.data.class_count == 3
    assert view.pencil.chosen_class == 2
    assert session.experiment.network.output_units == 3
    assert [button.isVisible() for button in view.bar.classes] == [True] * 3 + [False] * 3


def test_values_are_drawn_where_values_are_learned(
    session: Session, view: BoundaryView, canvas: BoundaryCanvas
) -> None:
    session.new(fit_plane(session.experiment, Bumps(samples=200)))
    assert not view.bar.classes[0].isVisible()
    view.bar.value.setValue(-10)
    stroke(canvas, [(0.0, 0.0)])
    assert points_of(session)[-1][2] == -0.5
    assert session.experiment.data.task == "regression"


def test_on_a_curve_a_points_height_is_its_value(
    session: Session,
    view: BoundaryView,
    canvas: BoundaryCanvas,
    until: Callable[[Callable[[], bool]], None],
) -> None:
    session.edit_data(DrawnCurve(), "Draw your own")
    until(lambda: session.phase is Phase.EMPTY)
    assert canvas.frame is not None
    assert canvas.frame.axes.y_range == (-6.0, 6.0)
    stroke(canvas, [(-2.0, 1.0), (2.0, 3.0)])
    assert points_of(session)[0] == pytest.approx((-2.0, 1.0), abs=0.05)
    until(lambda: session.phase is Phase.PAUSED)
    assert LIGHT.accent in colours_of(canvas)


def test_two_columns_of_a_set_become_a_drawing_with_their_names(
    session: Session,
    view: BoundaryView,
    canvas: BoundaryCanvas,
    until: Callable[[Callable[[], bool]], None],
) -> None:
    said: list[str] = []
    session.said.connect(lambda text, level: said.append(text))
    session.edit_data(Bundled(name="iris"), "Choose iris")
    until(lambda: isinstance(session.experiment.data, Bundled) and session.phase is Phase.PAUSED)
    until(view.bar.from_set.isEnabled)
    Axes.of(session).choose_x(2)
    Axes.of(session).choose_y(3)
    stroke(canvas, [(3.0, 1.0)])
    assert isinstance(session.experiment.data, Bundled)  # a stroke alone takes no column away
    view.bar.from_set.click()
    drawing = session.experiment.data
    assert isinstance(drawing, Drawn)
    assert [axis.name for axis in drawing.axes] == ["petal length (cm)", "petal width (cm)"]
    assert drawing.class_names == ("setosa", "versicolor", "virginica")
    assert len(drawing.points) == 150
    assert "petal length (cm) and petal width (cm)" in said[-1]
    assert "virginica" in view.bar.classes[2].toolTip()
    until(lambda: session.phase is Phase.PAUSED)
    view.pencil.set_class(2)
    stroke(canvas, [(3.0, 1.0)])
    assert points_of(session)[-1] == pytest.approx((3.0, 1.0, 2.0), abs=0.1)
    session.undo_stack.undo()
    session.undo_stack.undo()
    assert session.experiment.data == Bundled(name="iris")


def test_a_table_can_only_be_left_for_an_empty_drawing(
    session: Session, view: BoundaryView, canvas: BoundaryCanvas
) -> None:
    session.new(replace(session.experiment, data=Table(path="missing.csv")))
    assert not view.bar.from_set.isEnabled()
    assert view.bar.from_set.toolTip() == view.pencil.source.why_not
    stroke(canvas, [(0.0, 0.0)])
    assert isinstance(session.experiment.data, Table)
    view.bar.empty.click()
    assert points_of(session) == ()


def test_without_drawing_the_mouse_reads_and_space_is_the_windows(
    session: Session, view: BoundaryView, canvas: BoundaryCanvas
) -> None:
    view.draw.click()
    assert not view.bar.isVisible()
    stroke(canvas, [(0.0, 0.0)])
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    assert points_of(session) == POINTS


def test_on_an_empty_drawing_the_mouse_draws_at_once(
    view: BoundaryView, canvas: BoundaryCanvas, session: Session
) -> None:
    view.draw.click()
    assert not view.pencil.is_active
    session.edit_data(Drawn(), "Draw your own")
    assert view.draw.isChecked()
    stroke(canvas, [(1.0, 1.0)])
    assert len(session.experiment.data.points) == 1  # type: ignore[union-attr]
    session.edit_data(Spiral(), "Learn from Spiral")
    assert not view.draw.isChecked()
