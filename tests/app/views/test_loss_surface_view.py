"""The loss surface view draws the way of training, and says how much the plane shows of it."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from app.look.appearance import Appearance
from app.trainer.messages import Phase
from app.views import loss_surface_view
from app.views.loss_surface_view import LossSurfaceView
from app.views.loss_surface_words import note
from engine.outlook import LossPicture, Outlook
from engine.probes import LossLandscape
from engine.run import Run
from tests.app.views.conftest import QuietSession
from tests.app.views.pictures import colours_of
from tests.app.views.snapshots import loaded_of, snapshot_of, spiral_run


@pytest.fixture
def view(qtbot: QtBot, session: QuietSession, appearance: Appearance) -> LossSurfaceView:
    made = LossSurfaceView(session, appearance)
    qtbot.addWidget(made.widget)
    made.widget.resize(440, 320)
    with qtbot.waitExposed(made.widget):
        made.widget.show()
    return made


def walked(parts: int = 10) -> Run:
    run = spiral_run()
    for _ in range(parts):
        run.landscape.trajectory.note(run.step_count, run.network)
        run.train(20)
    return run


def look(view: LossSurfaceView, run: Run) -> None:
    """Show snapshots of the run until the picture is finished."""
    loaded = loaded_of(run)
    for _ in range(200):
        snapshot = snapshot_of(run, view.wants, loaded, phase=Phase.PAUSED)
        view.show(snapshot)
        (picture,) = snapshot.probes.values()
        if picture.progress == 1:
            return


def test_the_path_is_drawn_over_its_surface(view: LossSurfaceView) -> None:
    run = walked()
    look(view, run)
    scene = view.canvas.scene
    assert scene is not None
    assert scene.values.shape == (51, 51)
    assert len(scene.tracks[0].places) == 11
    assert scene.x_name.startswith("direction 1 (")
    assert "% of the path; at most" in scene.note
    assert not scene.is_warning
    assert len(colours_of(view.canvas)) > 8


def test_a_plane_that_says_little_warns(view: LossSurfaceView) -> None:
    view.plane.set_mode("random")
    look(view, walked())
    assert view.canvas.scene is not None
    assert view.canvas.scene.is_warning
    assert "says little" in view.canvas.scene.note


def test_each_place_tells_its_true_loss(view: LossSurfaceView, qtbot: QtBot) -> None:
    run = walked()
    look(view, run)
    frame, scene = view.canvas._frame, view.canvas.scene
    assert frame is not None
    assert scene is not None
    x, y = frame.to_pixels(scene.tracks[0].places[:1])[0].tolist()
    qtbot.mouseMove(view.canvas, view.canvas.rect().topLeft())
    qtbot.mouseMove(view.canvas, QPoint(round(x), round(y)))
    qtbot.waitUntil(lambda: view.canvas.card_lines[:1] == ["step 0"])
    assert view.canvas.card_lines[1].startswith("true loss")
    assert view.canvas.card_lines[2].endswith("off the plane")


def test_the_line_is_a_curve_in_both_scales(view: LossSurfaceView) -> None:
    view.plane.set_mode("line")
    look(view, walked())
    scene = view.canvas.scene
    assert scene is not None
    assert scene.is_line
    assert scene.y_name.startswith("log")
    view.log.setChecked(False)
    assert view.canvas.scene is not None
    assert view.canvas.scene.y_range[0] < float(scene.values.min()) < view.canvas.scene.y_range[1]


def test_the_mesh_is_turned_by_dragging_and_by_keys(view: LossSurfaceView, qtbot: QtBot) -> None:
    look(view, walked())
    view.solid.setChecked(True)
    assert len(colours_of(view.canvas)) > 8
    before = view.canvas.turn
    qtbot.keyClick(view.canvas, Qt.Key.Key_Left)
    turned = view.canvas.turn
    assert turned.around != before.around
    qtbot.mousePress(view.canvas, Qt.MouseButton.LeftButton, pos=QPoint(200, 150))
    qtbot.mouseMove(view.canvas, QPoint(230, 170))
    qtbot.waitUntil(lambda: view.canvas.turn != turned)
    qtbot.mouseRelease(view.canvas, Qt.MouseButton.LeftButton)


def test_choices_are_kept(
    view: LossSurfaceView, session: QuietSession, appearance: Appearance, qtbot: QtBot
) -> None:
    settings = {"plane": "weights", "log": False, "solid": True, "test": True}
    settings |= {"centre": "best", "resolution": 101, "zoom": 2.0}
    settings |= {"line": [40, "best"], "weights": [3, 8]}
    view.restore_settings(settings)
    assert view.save_settings() == settings
    assert view.wants == (
        LossLandscape(
            Outlook("weights", "test", 101, 2.0, "best", weights=(3, 8), line=(40, "best"))
        ),
    )
    other = LossSurfaceView(session, appearance)
    qtbot.addWidget(other.widget)
    other.restore_settings({"plane": 3, "zoom": "wide"})
    assert other.wants == (LossLandscape(),)


def test_a_click_on_a_point_of_the_path_makes_it_the_centre(
    view: LossSurfaceView, qtbot: QtBot
) -> None:
    look(view, walked())
    frame, scene, picture = view.canvas._frame, view.canvas.scene, view._picture
    assert frame is not None
    assert scene is not None
    assert picture is not None
    assert not view.states.isVisible()
    x, y = frame.to_pixels(scene.tracks[0].places[:1])[0].tolist()
    qtbot.mouseClick(view.canvas, Qt.MouseButton.LeftButton, pos=QPoint(round(x), round(y)))
    assert view.outlook.centre == 0
    assert view.states.isVisible()
    view.states._centre.choose("now")
    assert view.outlook.centre == "now"
    assert not view.states.isVisible()


def test_the_centre_is_any_step_by_slider_and_by_number(view: LossSurfaceView) -> None:
    run = walked()
    look(view, run)
    view.more.chosen.emit("centre", "step")
    centre = view.states._centre
    steps = run.landscape.trajectory.steps
    assert view.outlook.centre in steps
    centre.slider.setValue(2)
    assert view.outlook.centre == steps[2]
    centre.edit.entered.emit(float(steps[3]))
    assert view.outlook.centre == steps[3]
    assert centre.slider.value() == 3
    look(view, run)
    assert view.canvas.scene is not None
    assert f"centre: step {steps[3]}" in view.canvas.scene.note


def test_a_line_is_laid_between_two_states_and_says_how(view: LossSurfaceView) -> None:
    run = walked()
    view.plane.set_mode("line")
    first, second = view.states._ends
    first.set_moment("best")
    second.set_moment(int(run.landscape.trajectory.steps[1]))
    view._take_states()
    look(view, run)
    scene, picture = view.canvas.scene, view._picture
    assert scene is not None
    assert picture is not None
    assert picture.ends[1] == run.landscape.trajectory.steps[1]
    assert f"0 is θₐ of step {picture.ends[0]}, 1 is θᵦ of step {picture.ends[1]}" in scene.x_name
    assert "L((1 − α) θₐ + α θᵦ)" in scene.note
    second.choose("now")
    assert view.outlook.line == ("best", "now")


def test_two_weights_are_chosen_by_tensor_and_entry(view: LossSurfaceView) -> None:
    run = walked()
    view.plane.set_mode("weights")
    look(view, run)
    across, up = view.states._weights
    name, (place, shape) = list(run.network.places.items())[2]
    across.tensor.setCurrentText(name)
    across.tensor.activated.emit(2)
    across.entry.setText("1, 3")
    across.entry.editingFinished.emit()
    expected = place.start + int(np.ravel_multi_index((1, 3), shape))
    assert view.outlook.weights == (expected, up.number)
    across.entry.setText("99, 3")
    across.entry.editingFinished.emit()
    assert across.entry.property("invalid")
    assert view.outlook.weights == (expected, up.number)
    look(view, run)
    assert view.canvas.scene is not None
    assert view.canvas.scene.x_name == f"change of {name}[1, 3]"


def test_before_training_the_surroundings_are_shown(view: LossSurfaceView) -> None:
    look(view, spiral_run())
    assert view.canvas.scene is not None
    assert view.canvas.scene.note.startswith("around the first weights")
    assert not view.canvas.scene.is_warning


def test_a_surface_that_grows_says_so() -> None:
    run = walked()
    picture = run.landscape.look(Outlook(resolution=201), run.step_count, seconds=0.0)
    assert picture is not None
    assert "% computed" in note(picture)[0]


def test_the_dark_theme_is_taken(view: LossSurfaceView, appearance: Appearance) -> None:
    look(view, walked())
    light = colours_of(view.canvas)
    appearance.set_mode("dark")
    assert colours_of(view.canvas) != light
    assert np.isfinite(view.canvas.scene.values).all() if view.canvas.scene else False


def test_while_training_goes_on_pictures_are_rare(view: LossSurfaceView) -> None:
    run = walked()
    look(view, run)
    loaded = loaded_of(run)
    picture = LossLandscape().measure(run)
    assert picture.progress == 1
    view.show(replace(snapshot_of(run, (), loaded), probes={LossLandscape(): picture}))
    assert view.wants == ()  # it plays, and there is a picture
    view.show(snapshot_of(run, (), loaded, phase=Phase.PAUSED))
    assert view.wants == (LossLandscape(),)


def test_while_training_goes_on_unfinished_pictures_are_drawn_where_they_take_long(
    view: LossSurfaceView, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = walked()
    look(view, run)
    loaded = loaded_of(run)
    whole = LossLandscape().measure(run)
    view.show(replace(snapshot_of(run, (), loaded), probes={LossLandscape(): whole}))
    drawn = view.canvas.scene
    part = replace(snapshot_of(run, (), loaded), probes={LossLandscape(): half(whole)})
    monkeypatch.setattr(loss_surface_view, "_PICTURE_MS", 0)
    view.show(part)
    assert view.canvas.scene is drawn
    monkeypatch.setattr(loss_surface_view, "_LONG_MS", 0)
    view.show(part)
    assert view.canvas.scene is not drawn


def half(picture: LossPicture) -> LossPicture:
    return replace(picture, progress=0.5)
