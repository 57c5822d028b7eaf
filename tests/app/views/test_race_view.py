"""The race is played back, from a place that a click chooses."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from app.examples import find_race
from app.look.appearance import Appearance
from app.views.race_view import RaceView
from app.views.runner_rows import to_plain
from app.views.surface_race_choices import suited
from engine.experiment.optimizers import SGD, AdaGrad, Adam, Momentum
from tests.app.views.conftest import QuietSession
from tests.app.views.pictures import colours_of
from tests.app.views.snapshots import snapshot_of, spiral_run


@pytest.fixture
def view(qtbot: QtBot, session: QuietSession, appearance: Appearance) -> RaceView:
    made = RaceView(session, appearance)
    qtbot.addWidget(made.widget)
    made.widget.resize(520, 340)
    with qtbot.waitExposed(made.widget):
        made.widget.show()
    made.show(snapshot_of(spiral_run(), ()))
    qtbot.waitUntil(lambda: made.canvas.scene is not None)
    return made


def test_eight_optimizers_race_to_the_end(view: RaceView, qtbot: QtBot) -> None:
    assert view.play.isChecked()
    qtbot.waitUntil(lambda: view.moment == 30, timeout=20_000)
    qtbot.waitUntil(lambda: not view.play.isChecked())
    scene = view.canvas.scene
    assert scene is not None
    assert len(scene.tracks) == 8
    ends = [float(track.losses[-1]) for track in scene.tracks]
    assert ends == sorted(ends)
    assert scene.minima == ((0, 0),)
    assert len(colours_of(view.canvas)) > 10


def test_step_and_rewind_pause_the_race(view: RaceView) -> None:
    view.rewind.click()
    assert (view.moment, view.play.isChecked()) == (0, False)
    view.step.click()
    view.step.click()
    assert view.moment == 2
    assert view.canvas.scene is not None
    assert "step 2 of 30" in view.canvas.scene.note
    view.leave()
    assert not view.play.isChecked()


def test_a_click_sets_the_start(view: RaceView, qtbot: QtBot) -> None:
    frame = view.canvas._frame
    assert frame is not None
    at = QPoint(round(frame.plot.center().x()), round(frame.plot.top()) + 10)
    qtbot.mouseClick(view.canvas, Qt.MouseButton.LeftButton, pos=at)

    def has_moved() -> bool:
        scene = view.canvas.scene
        return scene is not None and abs(float(scene.tracks[0].places[0, 0])) < 1

    qtbot.waitUntil(has_moved)


def test_a_formula_of_ones_own_and_its_fault(
    view: RaceView, session: QuietSession, qtbot: QtBot
) -> None:
    view.surface.set_mode("formula")
    assert view.formula.isVisible()
    qtbot.waitUntil(lambda: view.canvas.scene is not None and "sin(3*x)" in view.canvas.scene.note)
    view.formula.setText("x**2 + z")
    qtbot.keyClick(view.formula, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(session.race.error))
    assert "column 8: 'z' is not known" in session.race.error
    assert view.canvas.is_empty
    view.formula.setText("")
    qtbot.keyClick(view.formula, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "nothing to read" in session.race.error)


def test_choices_are_kept(view: RaceView) -> None:
    settings: dict[str, object] = {"surface": "beale", "noise": "0.3", "rates": "2.0"}
    settings |= {"formula": "x*y", "solid": True, "log": False, "speed": "4", "figure": "rates"}
    settings["runners"] = to_plain((SGD(0.5), SGD(0.1), Momentum(0.1, 0.5)))
    settings["network"] = {
        "runners": to_plain((Adam(0.01, beta1=0.5), Adam())),
        "steps": "300",
        "share": "test",
        "with_far": True,
        "resolution": 101,
        "zoom": 2.0,
        "figure": "velocity",
        "speed": "0.25",
        "levels": False,
        "log": True,
        "solid": True,
    }
    view.restore_settings(settings)
    assert view.save_settings() == settings


def test_the_race_on_the_network_takes_the_place_of_the_surface(view: RaceView) -> None:
    view.surface.set_mode("network")
    assert view.network.isVisible()
    assert not view.play.isChecked()
    visible = [button for button in (view.play, view.network.play) if button.isVisible()]
    assert visible == [view.network.play]
    view.surface.set_mode("beale")
    assert not view.network.isVisible()
    assert view.canvas.isVisible()
    assert not view.network.play.isVisible()


def test_a_proposed_race_is_shown_with_its_own_optimizers(
    view: RaceView, session: QuietSession, qtbot: QtBot
) -> None:
    view.surface.set_mode("beale")
    session.network_race.proposed.emit(find_race("classic-valley"))
    assert view.surface.mode == "valley"
    wanted = (SGD(0.95), Momentum(0.1), AdaGrad(1.5), Adam(0.3))
    qtbot.waitUntil(lambda: getattr(session.race.record, "settings", None) == wanted)
    session.network_race.proposed.emit(find_race("classic-mnist"))
    assert view.network.isVisible()
    assert view.network.steps.mode == "2000"
    assert len(view.network.runners.runners) == 6
    assert not session.network_race.running


def test_runners_that_a_person_has_chosen_race_on_every_surface(
    view: RaceView, session: QuietSession, qtbot: QtBot
) -> None:
    own = (SGD(0.01), Momentum(0.001, 0.5), Momentum(0.001, 0.9))
    view.runners._take(own)
    assert view.save_settings()["runners"] == to_plain(own)
    view.surface.set_mode("rosenbrock")

    def has_raced(name: str, settings: tuple) -> bool:
        record = session.race.record
        return record is not None and (record.surface.name, record.settings) == (name, settings)

    qtbot.waitUntil(lambda: has_raced("rosenbrock", own))
    assert [curve.label.split()[1] for curve in view.plot._curves.values()].count("Momentum") == 2
    view.runners.presets.menu().actions()[0].trigger()
    qtbot.waitUntil(lambda: has_raced("rosenbrock", suited("rosenbrock")))
    assert view.save_settings()["runners"] == []
    view.surface.set_mode("beale")
    qtbot.waitUntil(lambda: has_raced("beale", suited("beale")))
    assert view.runners.runners == suited("beale")


def named_with_a_value(view: RaceView) -> set[str]:
    """The optimizers that the curves' legend tells something of."""
    labels = [curve.label for curve in view.plot._curves.values() if curve.label]
    assert len(labels) == 8
    return {label.split()[0] for label in labels if not label.endswith("–")}


def test_velocities_and_rates_are_drawn_beside_and_on_the_surface(view: RaceView) -> None:
    view.rewind.click()
    view._playback.go_to(20)
    names = {curve.label.split()[1] for curve in view.plot._curves.values()}
    assert len(names) == 8
    view.figure.set_mode("velocity")
    shown = named_with_a_value(view)
    assert shown == {"Momentum", "Nesterov", "Adam", "NAdam", "Lion"}
    view.figure.set_mode("rates")
    shown = named_with_a_value(view)
    assert shown == {"AdaGrad", "RMSprop", "Adam", "NAdam"}
    scene = view.canvas.scene
    assert scene is not None
    for track in scene.tracks:
        has_rate = track.stories[0].split()[0] in shown
        assert track.rates is not None
        assert np.isfinite(np.diag(track.rates)).all() == has_rate
        assert ("rate of x" in track.stories[-1]) == has_rate
