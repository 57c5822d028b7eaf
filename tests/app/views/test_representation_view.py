"""The representation draws each sample where the last hidden layer puts it."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint
from pytestqt.qtbot import QtBot

from app.look.appearance import Appearance
from app.look.style import mix
from app.look.theme import DARK, LIGHT
from app.views.representation_view import RepresentationView
from app.views.scatter_canvas import ScatterCanvas
from engine.experiment.data import Bundled, Slope, Spiral
from engine.probes import HiddenEmbedding, WarpedGrid
from engine.run import Run
from tests.app.views.conftest import QuietSession
from tests.app.views.pictures import colours_of
from tests.app.views.snapshots import experiment_on, snapshot_of, spiral_run


@pytest.fixture
def view(qtbot: QtBot, session: QuietSession, appearance: Appearance) -> RepresentationView:
    made = RepresentationView(session, appearance)
    qtbot.addWidget(made.widget)
    made.widget.resize(320, 300)
    with qtbot.waitExposed(made.widget):
        made.widget.show()
    return made


@pytest.fixture
def canvas(view: RepresentationView) -> ScatterCanvas:
    found = view.widget.findChild(ScatterCanvas)
    assert found is not None
    return found


def test_classes_have_their_colours_in_both_themes(
    view: RepresentationView, canvas: ScatterCanvas, appearance: Appearance
) -> None:
    run = spiral_run(2)
    view.show(snapshot_of(run, view.wants))
    embedded = HiddenEmbedding().measure(run)
    assert embedded is not None
    assert canvas.points is not None
    assert np.array_equal(canvas.points.positions, embedded.points)
    assert {LIGHT.negative, LIGHT.positive} <= colours_of(canvas)
    appearance.set_mode("dark")
    assert DARK.panel in colours_of(canvas)


def test_the_axes_say_how_much_they_explain(
    view: RepresentationView, canvas: ScatterCanvas
) -> None:
    view.show(snapshot_of(spiral_run(), view.wants))
    assert canvas.points is not None
    assert canvas.points.x_name.startswith("component 1 (")


def test_test_data_can_be_looked_at(view: RepresentationView) -> None:
    view.show(snapshot_of(spiral_run(), view.wants))
    view.restore_settings({"test": True})
    assert view.wants == (HiddenEmbedding("test"),)


def test_wide_layers_are_measured_on_fewer_samples(view: RepresentationView) -> None:
    view.show(snapshot_of(Run(experiment_on(Spiral(), units=(8, 300))), ()))
    assert view.wants == (HiddenEmbedding("train", 150),)


def test_regression_is_coloured_by_value(
    view: RepresentationView, canvas: ScatterCanvas, qtbot: QtBot
) -> None:
    run = Run(experiment_on(Slope(samples=60), outputs=1))
    view.show(snapshot_of(run, view.wants))
    assert canvas.points is not None
    assert len(set(canvas.points.indices.tolist())) > 5
    assert canvas._frame is not None
    x, y = canvas._frame.to_pixels(canvas.points.positions[:1])[0].tolist()
    qtbot.mouseMove(canvas, canvas.rect().center())
    qtbot.mouseMove(canvas, QPoint(round(x), round(y)))
    qtbot.waitUntil(lambda: bool(canvas.card_lines))


def test_the_grid_is_warped_by_each_layer(view: RepresentationView, canvas: ScatterCanvas) -> None:
    run = spiral_run(2)
    view.show(snapshot_of(run, view.wants))
    view.mode.set_mode("grid 0")
    assert view.wants == (WarpedGrid(0),)
    view.show(snapshot_of(run, view.wants))
    assert canvas.points is not None
    assert (canvas.points.x_name, canvas.points.y_name) == ("x₁", "x₂")
    view.mode.set_mode("grid 2")
    view.show(snapshot_of(run, view.wants))
    assert canvas.points.mesh is not None
    assert canvas.points.x_name.startswith("component 1 (")
    assert "of the layer" in view.note
    mesh_colour = mix(LIGHT.panel, LIGHT.accent, 0.4)
    assert mesh_colour in colours_of(canvas)


def test_a_grid_is_offered_for_data_of_two_columns_only(view: RepresentationView) -> None:
    view.show(snapshot_of(spiral_run(), view.wants))
    assert view.mode.box.count() == 7
    iris = Run(experiment_on(Bundled(name="iris"), outputs=3))
    view.show(snapshot_of(iris, view.wants))
    assert view.mode.box.isHidden()
    assert view.wants == (HiddenEmbedding(),)


def test_the_layer_that_was_looked_at_is_remembered(view: RepresentationView) -> None:
    view.restore_settings({"test": False, "mode": "grid 3"})
    run = spiral_run()
    view.show(snapshot_of(run, view.wants))
    assert view.wants == (WarpedGrid(3),)
    assert view.save_settings() == {"test": False, "mode": "grid 3"}
