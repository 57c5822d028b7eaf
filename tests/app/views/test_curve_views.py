"""Loss and accuracy over the epochs, smoothed on request, in the units of the axis."""

import numpy as np
import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from app.look.appearance import Appearance
from app.look.plot import Plot
from app.look.style import mix
from app.look.theme import DARK, LIGHT
from app.views.accuracy_view import AccuracyView
from app.views.curve_view import CurveView
from app.views.loss_view import LossView
from engine.curve import Curve, Metrics
from engine.experiment.data import Slope
from engine.probes import BatchLoss, LearningRate
from engine.run import Run
from tests.app.views.conftest import QuietSession
from tests.app.views.pictures import colours_of
from tests.app.views.snapshots import experiment_on, loaded_of, snapshot_of, spiral_run, trained


@pytest.fixture(params=[LossView, AccuracyView])
def view(
    request: pytest.FixtureRequest, qtbot: QtBot, session: QuietSession, appearance: Appearance
) -> CurveView:
    return made(request.param(session, appearance), qtbot)


@pytest.fixture
def accuracy(qtbot: QtBot, session: QuietSession, appearance: Appearance) -> AccuracyView:
    view = made(AccuracyView(session, appearance), qtbot)
    assert isinstance(view, AccuracyView)
    return view


def made(view: CurveView, qtbot: QtBot) -> CurveView:
    qtbot.addWidget(view.widget)
    view.widget.resize(320, 260)
    with qtbot.waitExposed(view.widget):
        view.widget.show()
    return view


def plot_of(view: CurveView) -> Plot:
    plot = view.widget.findChild(Plot)
    assert plot is not None
    return plot


def shows(view: CurveView, colour: str) -> bool:
    return colour in colours_of(plot_of(view))


def test_it_measures_next_to_nothing(view: CurveView) -> None:
    assert set(view.wants) <= {LearningRate()}


def test_it_is_quiet_before_the_first_epoch(view: CurveView) -> None:
    view.show(snapshot_of(spiral_run(), view.wants))
    assert not shows(view, LIGHT.accent)


def test_it_draws_training_and_test_in_both_themes(
    view: CurveView, appearance: Appearance, qtbot: QtBot
) -> None:
    view.show(snapshot_of(spiral_run(30), view.wants))
    qtbot.waitUntil(lambda: shows(view, LIGHT.accent) and shows(view, LIGHT.negative))
    appearance.set_mode("dark")
    qtbot.waitUntil(lambda: shows(view, DARK.accent) and not shows(view, LIGHT.panel))


def test_without_test_data_there_is_no_test_curve(view: CurveView, qtbot: QtBot) -> None:
    curve = Curve()
    for epoch in range(20):
        curve.append(Metrics(epoch, epoch, 1 / (1 + epoch), np.nan, 0.9, np.nan, 0.0))
    view.show(snapshot_of(spiral_run(), view.wants, curve=curve))
    qtbot.waitUntil(lambda: shows(view, LIGHT.accent))
    assert not shows(view, LIGHT.negative)


def test_smoothing_is_remembered(view: CurveView) -> None:
    view.restore_settings({"smoothing": 90})
    view.show(snapshot_of(spiral_run(10), view.wants))
    assert view.save_settings()["smoothing"] == 90


@pytest.mark.parametrize("wrong", [-1, 100, "much", None])
def test_wrong_smoothing_is_left_alone(view: CurveView, wrong: object) -> None:
    view.restore_settings({"smoothing": wrong})
    assert view.save_settings()["smoothing"] == 0


def test_the_loss_remembers_its_scale(
    qtbot: QtBot, session: QuietSession, appearance: Appearance
) -> None:
    view = made(LossView(session, appearance), qtbot)
    assert view.save_settings()["log"] is True
    view.restore_settings({"log": False})
    assert view.save_settings()["log"] is False


def test_the_loss_is_named(qtbot: QtBot, session: QuietSession, appearance: Appearance) -> None:
    view = made(LossView(session, appearance), qtbot)
    assert view.y_label(loaded_of(spiral_run())) == ("loss", "cross-entropy")


def test_accuracy_is_in_percent(accuracy: AccuracyView) -> None:
    accuracy.show(snapshot_of(spiral_run(3), ()))
    assert accuracy.values(np.array([0.5, 1.0])) == pytest.approx([50, 100])


def test_regression_has_r_squared(accuracy: AccuracyView) -> None:
    run = trained(Run(experiment_on(Slope(samples=60), outputs=1)), 2)
    accuracy.show(snapshot_of(run, ()))
    values = accuracy.values(np.array([-500.0, -0.5, 0.9]))
    assert np.isnan(values[0])
    assert values[1:] == pytest.approx([-0.5, 0.9])


def test_a_long_run_is_drawn(view: CurveView, qtbot: QtBot) -> None:
    count = 100_000
    rows = np.zeros((count, len(Curve.COLUMNS)))
    rows[:, 0] = np.arange(count)
    rows[:, 2:6] = 1 / (1 + rows[:, :1] / 500)
    curve = Curve()
    curve.extend(rows)
    view.restore_settings({"smoothing": 80})
    view.show(snapshot_of(spiral_run(), view.wants, curve=curve))
    qtbot.waitUntil(lambda: shows(view, LIGHT.negative))


def curve_of(train: list[float], test: list[float]) -> Curve:
    curve = Curve()
    for epoch, (one, other) in enumerate(zip(train, test, strict=True)):
        curve.append(Metrics(epoch, 10 * epoch, one, other, 1 - one, 1 - other, 0.0))
    return curve


@pytest.mark.parametrize("test", [[0.9, 0.4, 0.5, 0.6], [0.9, 0.4, np.nan, 0.6]])
def test_the_best_epoch_is_that_of_the_test_data(view: CurveView, test: list[float]) -> None:
    view.show(snapshot_of(spiral_run(), (), curve=curve_of([0.9, 0.5, 0.3, 0.1], test)))
    assert plot_of(view).mark.text == "best: epoch 1"


def test_without_test_data_the_best_epoch_is_that_of_the_training_data(view: CurveView) -> None:
    view.show(snapshot_of(spiral_run(), (), curve=curve_of([0.9, 0.5, 0.3, 0.4], [np.nan] * 4)))
    assert plot_of(view).mark.text == "best: epoch 2"


def test_the_gap_is_shaded(view: CurveView, qtbot: QtBot) -> None:
    view.restore_settings({"log": False})
    view.show(snapshot_of(spiral_run(), (), curve=curve_of([0.2] * 9, [0.8] * 9)))
    shade = QColor(mix(LIGHT.panel, LIGHT.negative, 0.14)).getRgb()

    def is_shade(colour: str) -> bool:
        return bool(np.abs(np.subtract(QColor(colour).getRgb(), shade)).max() <= 3)

    qtbot.waitUntil(lambda: any(map(is_shade, colours_of(plot_of(view)))))


def test_a_learning_rate_that_changes_has_an_axis_of_its_own(
    qtbot: QtBot, session: QuietSession, appearance: Appearance
) -> None:
    view = made(LossView(session, appearance), qtbot)
    view._rates._interval = 0.0
    run = spiral_run(3)
    loaded = loaded_of(run)
    view.show(snapshot_of(run, view.wants, loaded))
    run.step()
    view.show(snapshot_of(run, view.wants, loaded))
    assert not plot_of(view).right.is_shown
    run.step()
    run.optimizer.learning_rate[...] = 1e-4
    view.show(snapshot_of(run, view.wants, loaded))
    assert plot_of(view).right.is_shown
    assert plot_of(view).right.curve.y[-1] == pytest.approx(1e-4)
    qtbot.wait(20)
    plot_of(view).clear()
    assert not plot_of(view).right.is_shown


def test_mini_batches_are_drawn_on_request(
    qtbot: QtBot, session: QuietSession, appearance: Appearance
) -> None:
    view = made(LossView(session, appearance), qtbot)
    assert BatchLoss() not in view.wants
    run = spiral_run(1)
    view.restore_settings({"batches": True})
    assert BatchLoss() in view.wants
    view.show(snapshot_of(run, view.wants))
    run.train(20)
    view.show(snapshot_of(run, view.wants))
    plot = view.widget.findChild(Plot)
    assert plot is not None
    assert "mini-batches" in plot.curve_names
    view.batches.click()
    assert "mini-batches" not in plot.curve_names
    assert view.save_settings()["batches"] is False
