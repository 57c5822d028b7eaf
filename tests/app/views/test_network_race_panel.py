"""The race on this network is watched live, and played back."""

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from app.look.appearance import Appearance
from app.session.effect import with_optimizer
from app.views.network_race_panel import NetworkRacePanel
from app.views.optimizer_looks import KINDS, optimizer_colour
from app.views.runner_looks import runner_colours, runner_names, titles
from engine.divergence import finishing_order
from engine.experiment.optimizers import SGD, Adam, AnyOptimizer, Momentum
from engine.rate_search import RateCurve, search_rates
from tests.app.views.conftest import QuietSession
from tests.app.views.pictures import colours_of

LIMIT_MS = 30_000


@pytest.fixture
def panel(qtbot: QtBot, session: QuietSession, appearance: Appearance) -> NetworkRacePanel:
    made = NetworkRacePanel(session, appearance)  # type: ignore[arg-type]
    qtbot.addWidget(made)
    for button in made.buttons:  # which a view puts into its title line
        button.setParent(made)
    made.resize(900, 420)
    with qtbot.waitExposed(made):
        made.show()
    made.runners.set_runners([SGD(), Adam()])
    made.steps.set_mode("100")
    return made


@pytest.fixture
def raced(panel: NetworkRacePanel, session: QuietSession, qtbot: QtBot) -> NetworkRacePanel:
    panel.start.click()
    qtbot.waitUntil(lambda: not session.network_race.running, timeout=LIMIT_MS)
    panel.pause()
    return panel


def test_it_says_what_it_will_do_before_it_is_asked(panel: NetworkRacePanel) -> None:
    assert panel.canvas.is_empty
    assert "Start trains the network with each optimizer" in panel.canvas._empty_text
    assert panel.start.text() == "Start"


def test_a_race_is_played_while_it_is_run_and_to_its_end(
    panel: NetworkRacePanel, session: QuietSession, qtbot: QtBot
) -> None:
    panel.start.click()
    assert (panel.start.text(), panel.play.isChecked()) == ("Cancel", True)
    qtbot.waitUntil(lambda: panel.moment > 0, timeout=LIMIT_MS)
    assert panel.moment <= len(session.network_race.losses)
    qtbot.waitUntil(lambda: not panel.play.isChecked(), timeout=LIMIT_MS)
    assert (panel.moment, panel.start.text()) == (100, "Start")
    scene = panel.canvas.scene
    assert scene is not None
    assert "step 100 of 100" in scene.note
    assert {track.colour for track in scene.tracks} == {
        optimizer_colour(SGD),
        optimizer_colour(Adam),
    }
    assert len(colours_of(panel.canvas)) > 10


def test_the_curves_are_named_in_the_order_of_their_losses(
    raced: NetworkRacePanel, session: QuietSession
) -> None:
    raced._playback.go_to(100)
    losses = session.network_race.losses
    labels = [curve.label for curve in raced.plot._curves.values()]
    assert [label.split()[0] for label in labels] == ["1", "2"]
    ends = [float(label.split()[-1]) for label in labels]
    assert ends == sorted(ends)
    assert raced.plot._curves["1"].x[-1] == len(losses)


def test_step_and_rewind_pause_it(raced: NetworkRacePanel) -> None:
    raced.rewind.click()
    assert (raced.moment, raced.play.isChecked()) == (0, False)
    scene = raced.canvas.scene
    assert scene is not None
    assert all(len(track.places) == 1 for track in scene.tracks)
    raced.step.click()
    raced.step.click()
    assert raced.moment == 2
    assert len(raced.plot._curves["1"].x) == 2


def test_who_is_far_off_leaves_the_picture_unless_it_is_logarithmic(
    raced: NetworkRacePanel, session: QuietSession
) -> None:
    session.network_race.losses = np.linspace([0.7, 0.7], [0.1, 90.0], 100)
    raced._smoothed = np.empty((0, 0))
    raced._take()
    raced._playback.go_to(100)
    assert np.isnan(raced.plot._curves["2"].y[-1])
    raced.log.setChecked(True)
    assert raced.plot._curves["2"].y[-1] == pytest.approx(90, rel=0.05)


def test_rates_are_set_for_all_rows_at_once(panel: NetworkRacePanel, session: QuietSession) -> None:
    def choose(name: str) -> tuple[AnyOptimizer, ...]:
        actions = panel.runners.presets.menu().actions()
        next(action for action in actions if name in action.text()).trigger()
        return panel.runners.runners

    session.experiment = with_optimizer(session.experiment, SGD(0.3))
    assert choose("training's learning rate") == (SGD(0.3), Adam(0.3))
    rates, losses = search_rates(), np.full(50, 0.7)
    losses[17] = 0.1
    never = np.zeros(50, dtype=bool)
    session.rates.curves = {Adam: RateCurve(Adam(), 100, rates, losses, never, 0.7)}
    best = float(f"{rates[17]:.3g}")
    assert choose("Best") == (SGD(0.3), Adam(best))
    assert choose("Usual") == (SGD(), Adam())
    three = (SGD(0.00333), SGD(0.01), SGD(0.03), Adam(0.000333), Adam(0.001), Adam(0.003))
    assert choose("Each at") == three
    assert choose("own optimizer") == (*three, SGD(0.3))
    assert len(choose("Every")) == len(KINDS)
    for _ in range(6):
        panel.runners.undo.click()
    assert panel.runners.runners == (SGD(), Adam())
    assert not panel.runners.undo.isEnabled()


def test_velocities_and_rates_are_drawn_where_the_optimizer_has_them(
    panel: NetworkRacePanel, session: QuietSession, qtbot: QtBot
) -> None:
    panel.runners.set_runners([SGD(), Momentum(), Adam()])
    panel.start.click()
    qtbot.waitUntil(lambda: not session.network_race.running, timeout=LIMIT_MS)
    panel.pause()
    panel._playback.go_to(100)

    def drawn() -> set[str]:
        labels = [curve.label for curve in panel.plot._curves.values()]
        return {label.split()[0] for label in labels if not label.endswith("–")}

    panel.figure.set_mode("velocity")
    assert drawn() == {"Momentum", "Adam"}
    scene = panel.canvas.scene
    assert scene is not None
    has_velocity = {track.colour: np.isfinite(track.velocity).all() for track in scene.tracks}
    assert has_velocity == {
        optimizer_colour(SGD): False,
        optimizer_colour(Momentum): True,
        optimizer_colour(Adam): True,
    }
    assert all(track.rates is None for track in scene.tracks)
    panel.figure.set_mode("rates")
    assert drawn() == {"Adam"}
    assert [name for name, band in panel.plot._bands.items() if len(band.x)] == ["1"]
    scene = panel.canvas.scene
    assert scene is not None
    rings = [track.rates for track in scene.tracks if track.colour == optimizer_colour(Adam)]
    assert np.isfinite(rings[0]).all()
    panel.figure.set_mode("true")
    assert drawn() == {"1", "2", "3"}
    told = [track.stories[-1] for track in scene.tracks]
    assert sum("velocity" in story for story in told) == 2
    assert sum("rates: median" in story for story in told) == 1


def test_the_surface_can_be_that_of_the_test_data(
    panel: NetworkRacePanel, session: QuietSession, qtbot: QtBot
) -> None:
    panel.share.set_mode("test")
    panel.start.click()
    qtbot.waitUntil(lambda: not session.network_race.running, timeout=LIMIT_MS)
    panel.pause()
    panel._playback.go_to(100)
    scene, picture = panel.canvas.scene, session.network_race.picture
    assert scene is not None
    assert picture is not None
    assert picture.share == "test"
    assert f"all {picture.samples} test samples" in scene.note


def test_another_experiment_empties_it(raced: NetworkRacePanel, session: QuietSession) -> None:
    session.network_race._forget()
    session.network_race.changed.emit()
    assert raced.canvas.is_empty
    assert raced.plot.curve_names == ()


def test_an_error_is_told(panel: NetworkRacePanel, session: QuietSession) -> None:
    session.network_race.error = "The file is gone."
    session.network_race.changed.emit()
    assert panel.canvas._empty_text == "The file is gone."


def test_a_kind_that_races_twice_is_told_apart() -> None:
    runners = (SGD(0.1), SGD(1.0), Momentum())
    assert runner_names(runners) == ["SGD η 0.1", "SGD η 1", "Momentum"]
    assert len(set(runner_colours(runners))) == 3
    alike = (Momentum(0.1, 0.5), Momentum(0.1, 0.9), Momentum(0.1, 0.9), Adam())
    assert runner_names(alike) == [
        "Momentum α 0.5",
        "Momentum α 0.9 (1)",
        "Momentum α 0.9 (2)",
        "Adam",
    ]
    losses = np.array([np.nan, 0.5, 0.2])
    assert finishing_order(losses) == [2, 1, 0]
    assert titles(runners, losses) == [
        "3  SGD η 0.1  diverged",
        "2  SGD η 1  0.5",
        "1  Momentum  0.2",
    ]
