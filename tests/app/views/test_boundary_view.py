"""The boundary view draws the network's answer, the samples, and what they mean."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from pytestqt.qtbot import QtBot

from app.look.appearance import Appearance
from app.look.theme import DARK, LIGHT, class_colours
from app.trainer.messages import Phase
from app.views.axes import Axes
from app.views.boundary_canvas import BoundaryCanvas
from app.views.boundary_view import BoundaryView
from app.widgets.combo_box import ComboBox
from engine.experiment.data import Blobs, Slope, Spiral, Table
from engine.experiment.experiment import Experiment
from engine.experiment.network import Dense, NetworkSpec, ReLU
from engine.experiment.training import Training
from engine.probes import DecisionSurface, PrincipalPlane
from engine.run import Run
from tests.app.views.conftest import QuietSession
from tests.app.views.pictures import colours_of
from tests.app.views.snapshots import experiment_on, loaded_of, snapshot_of, spiral_run, trained


@pytest.fixture
def view(qtbot: QtBot, session: QuietSession, appearance: Appearance) -> BoundaryView:
    made = BoundaryView(session, appearance)
    qtbot.addWidget(made.widget)
    made.widget.resize(445, 440)
    with qtbot.waitExposed(made.widget):
        made.widget.show()
    return made


@pytest.fixture
def flowers(tmp_path: Path, rng: np.random.Generator) -> Run:
    """Return a run on four columns and three classes."""
    rows = [
        ",".join(f"{value:.2f}" for value in rng.normal(centre, 0.3, 4)) + f",{name}"
        for name, centre in (("setosa", 1), ("versicolor", 3), ("virginica", 5))
        for _ in range(20)
    ]
    path = tmp_path / "flowers.csv"
    path.write_text("\n".join(["a,b,c,d,kind", *rows]), encoding="utf-8")
    network = NetworkSpec((Dense(4), ReLU(), Dense(3)))
    return Run(Experiment(Table(path=str(path)), network, Training(batch_size=10)))


@pytest.fixture
def slope_run(tmp_path: Path) -> Run:
    """Return a run on one column and one value."""
    path = tmp_path / "line.csv"
    rows = [f"{x / 10},{300 + 20 * x}" for x in range(40)]
    path.write_text("\n".join(["x,price", *rows]), encoding="utf-8")
    network = NetworkSpec((Dense(4), ReLU(), Dense(1)))
    training = Training(loss="mean_squared_error", batch_size=10)
    return Run(Experiment(Table(path=str(path), task="regression"), network, training))


def show(view: BoundaryView, run: Run) -> None:
    loaded = loaded_of(run)
    for _ in range(2):
        view.show(snapshot_of(run, view.wants, loaded))


def canvas_of(view: BoundaryView) -> BoundaryCanvas:
    canvas = view.widget.findChild(BoundaryCanvas)
    assert canvas is not None
    return canvas


def pixel_of(canvas: BoundaryCanvas, x: float, y: float) -> QPoint:
    assert canvas.frame is not None
    (pixel,) = canvas.frame.to_pixels(np.array([[x, y]]))
    return QPointF(*pixel).toPoint()


def test_it_is_quiet_before_there_is_an_answer(view: BoundaryView) -> None:
    assert LIGHT.positive not in colours_of(canvas_of(view))
    assert LIGHT.panel in colours_of(canvas_of(view))


def test_a_trained_network_shows_both_classes_in_both_themes(
    view: BoundaryView, appearance: Appearance
) -> None:
    show(view, spiral_run(20))
    assert set(class_colours(2)) <= colours_of(canvas_of(view))
    appearance.set_mode("dark")
    colours = colours_of(canvas_of(view))
    assert DARK.panel in colours
    assert set(class_colours(2)) <= colours


def test_hard_classes_have_full_colours_only(view: BoundaryView) -> None:
    run = spiral_run(0)
    show(view, run)
    soft = colours_of(canvas_of(view))
    view.restore_settings({"hard": True, "test_points": False})
    hard = colours_of(canvas_of(view))
    assert len(hard) < len(soft) / 2
    assert view.save_settings() == {"hard": True, "test_points": False}


def test_the_mouse_tells_the_networks_answer(view: BoundaryView, qtbot: QtBot) -> None:
    run = spiral_run(5)
    show(view, run)
    canvas = canvas_of(view)
    qtbot.mouseMove(canvas, pixel_of(canvas, 3.0, -2.0))
    qtbot.waitUntil(lambda: bool(canvas.card_lines))
    x, y = canvas.frame.to_data(QPointF(pixel_of(canvas, 3.0, -2.0)))
    inputs = run.dataset.preparation.inputs(np.array([[x, y]])).astype(np.float32)
    shares = run.network.probabilities(inputs)[0]
    best = int(shares.argmax())
    name, share = canvas.card_lines[0].split(": ")
    assert name == run.dataset.facts.class_names[best]
    assert float(share.removesuffix(" %")) == pytest.approx(100 * shares[best], abs=3)


def test_the_arrow_keys_move_the_read_out(view: BoundaryView, qtbot: QtBot) -> None:
    show(view, spiral_run())
    canvas = canvas_of(view)
    qtbot.keyClick(canvas, Qt.Key.Key_Right)
    first = canvas.card_lines
    qtbot.keyClick(canvas, Qt.Key.Key_Right)
    assert first
    assert canvas.card_lines[1] != first[1]
    assert canvas.accessibleDescription().startswith(canvas.card_lines[0])
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    assert canvas.card_lines == []


def test_at_rest_the_picture_is_sharper(view: BoundaryView) -> None:
    run = spiral_run(5)
    loaded = loaded_of(run)
    show(view, run)
    quick = view.wants[0].resolution
    view.show(snapshot_of(run, view.wants, loaded, phase=Phase.PAUSED))
    assert view.wants[0].resolution > quick
    view.show(snapshot_of(run, view.wants, loaded, phase=Phase.PAUSED))
    assert set(class_colours(2)) <= colours_of(canvas_of(view))
    view.show(snapshot_of(run, view.wants, loaded))
    assert view.wants[0].resolution == quick


def test_many_classes_have_their_colours(view: BoundaryView) -> None:
    show(view, trained(Run(experiment_on(Blobs(classes=5), outputs=5)), 20))
    assert set(class_colours(5)) <= colours_of(canvas_of(view))


def test_values_are_read_in_their_own_units(view: BoundaryView, qtbot: QtBot) -> None:
    run = trained(Run(experiment_on(Slope(), outputs=1)), 10)
    show(view, run)
    canvas = canvas_of(view)
    qtbot.mouseMove(canvas, pixel_of(canvas, 4.0, 4.0))
    qtbot.waitUntil(lambda: bool(canvas.card_lines))
    value = float(canvas.card_lines[0].split()[-1])
    assert value == pytest.approx(0.8, abs=0.15)


def test_of_many_columns_two_are_chosen_for_all_views(
    view: BoundaryView, session: QuietSession, flowers: Run, qtbot: QtBot
) -> None:
    show(view, flowers)
    axes = Axes.of(session)
    with qtbot.waitSignal(session.stirred):
        axes.choose_x(3)
    assert (view.wants[0].x_axis, view.wants[0].y_axis) == (3, 1)
    show(view, flowers)
    canvas = canvas_of(view)
    assert canvas.frame is not None
    assert (canvas.frame.axes.x_name, canvas.frame.axes.y_name) == ("d", "b")
    assert canvas.note == "the other 2 columns are at their training means"


def test_many_columns_can_be_drawn_over_their_principal_components(
    view: BoundaryView, session: QuietSession, flowers: Run
) -> None:
    loaded = loaded_of(flowers)
    view.show(snapshot_of(flowers, view.wants, loaded))
    Axes.of(session).choose_components()
    assert DecisionSurface(100, components=True) in view.wants
    assert PrincipalPlane() in view.wants
    view.show(snapshot_of(flowers, view.wants, loaded))
    assert PrincipalPlane() not in view.wants
    canvas = canvas_of(view)
    assert canvas.frame is not None
    assert canvas.frame.axes.x_name == "1st principal component"
    assert canvas.note.startswith("a slice through the mean; ")
    assert set(class_colours(3)) & colours_of(canvas)
    Axes.of(session).choose_x(2)
    view.show(snapshot_of(flowers, view.wants, loaded))
    assert canvas.frame.axes.x_name == "c"


def test_codes_have_no_plane(view: BoundaryView, flowers: Run) -> None:
    loaded = loaded_of(flowers)
    view.show(snapshot_of(flowers, (), replace(loaded, facts=replace(loaded.facts, kind="codes"))))
    canvas = canvas_of(view)
    assert canvas.frame is None
    assert canvas.sentence.startswith("Characters are names")


def test_images_offer_no_pixels_as_axes(view: BoundaryView, flowers: Run) -> None:
    loaded = loaded_of(flowers)
    facts = replace(loaded.facts, kind="images", shape=(1, 2, 2))
    view.show(snapshot_of(flowers, (), replace(loaded, facts=facts)))
    assert not any(choice.isVisible() for choice in view.controls.findChildren(ComboBox))
    view.show(snapshot_of(flowers, view.wants, view._loaded))
    assert canvas_of(view).note.startswith("a slice through the mean; ")


def test_choosing_the_other_axis_swaps_them(session: QuietSession) -> None:
    axes = Axes.of(session)
    axes.choose_x(1)
    assert (axes.x, axes.y) == (1, 0)
    assert Axes.of(session) is axes


def test_axes_return_to_the_first_columns_of_smaller_data(
    view: BoundaryView, session: QuietSession, flowers: Run
) -> None:
    show(view, flowers)
    Axes.of(session).choose_y(3)
    show(view, spiral_run())
    assert (Axes.of(session).x, Axes.of(session).y) == (0, 1)
    assert canvas_of(view).note == ""


def test_one_column_is_a_curve(view: BoundaryView, slope_run: Run, qtbot: QtBot) -> None:
    show(view, trained(slope_run, 60))
    canvas = canvas_of(view)
    assert canvas.frame is not None
    assert canvas.frame.axes.y_name == "price"
    assert LIGHT.accent in colours_of(canvas)
    qtbot.mouseMove(canvas, pixel_of(canvas, 2.0, 700))
    qtbot.waitUntil(lambda: bool(canvas.card_lines))
    assert canvas.card_lines[0].startswith("price ")


def test_all_training_data_needs_no_test_points(view: BoundaryView) -> None:
    run = Run(experiment_on(Spiral(test_share=0)))
    show(view, run)
    assert LIGHT.panel in colours_of(canvas_of(view))


@pytest.mark.parametrize("size", [(180, 180), (300, 600), (900, 500)])
def test_it_draws_in_any_size(view: BoundaryView, size: tuple[int, int]) -> None:
    show(view, spiral_run(5))
    view.widget.resize(*size)
    plot = canvas_of(view).frame.plot
    assert plot.width() == pytest.approx(plot.height(), abs=1)
    assert class_colours(2)[0] in colours_of(canvas_of(view))
