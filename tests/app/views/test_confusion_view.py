"""Confusion: which class is taken for which, or predicted against true values."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from app.look.appearance import Appearance
from app.look.theme import DARK, LIGHT
from app.trainer.messages import Phase
from app.views.confusion_canvas import ConfusionCanvas
from app.views.confusion_view import ConfusionView
from app.views.scatter_canvas import ScatterCanvas
from engine.experiment.data import Slope
from engine.probes import Confusion, ConfusionMatrix, Predictions
from engine.run import Run
from tests.app.views.conftest import QuietSession
from tests.app.views.pictures import colours_of
from tests.app.views.snapshots import experiment_on, snapshot_of, spiral_run, trained


@pytest.fixture
def view(qtbot: QtBot, session: QuietSession, appearance: Appearance) -> ConfusionView:
    made = ConfusionView(session, appearance)
    qtbot.addWidget(made.widget)
    made.widget.resize(320, 300)
    with qtbot.waitExposed(made.widget):
        made.widget.show()
    return made


@pytest.fixture
def canvas(view: ConfusionView) -> ConfusionCanvas:
    found = view.widget.findChild(ConfusionCanvas)
    assert found is not None
    return found


@pytest.fixture
def scatter(view: ConfusionView) -> ScatterCanvas:
    found = view.widget.findChild(ScatterCanvas)
    assert found is not None
    return found


def slope_run() -> Run:
    return trained(Run(experiment_on(Slope(samples=60), outputs=1)), 2)


def test_few_samples_while_it_learns_and_all_while_it_rests(view: ConfusionView) -> None:
    run = spiral_run(1)
    view.show(snapshot_of(run, view.wants))
    assert view.wants == (ConfusionMatrix("test", 1_000),)
    view.show(snapshot_of(run, view.wants, phase=Phase.PAUSED))
    assert view.wants == (ConfusionMatrix("test", 10_000),)


def test_training_data_can_be_looked_at(view: ConfusionView) -> None:
    view.restore_settings({"test": False})
    assert view.wants == (ConfusionMatrix("train", 1_000),)
    assert view.save_settings()["test"] is False


def test_a_cell_is_told_and_chosen_by_mouse(
    view: ConfusionView, canvas: ConfusionCanvas, qtbot: QtBot
) -> None:
    canvas.set_confusion(Confusion(np.array([[3, 1], [0, 4]])), ("orange", "blue"))
    place = canvas._area((0, 1)).center().toPoint()
    qtbot.mouseMove(canvas, place)
    qtbot.waitUntil(lambda: bool(canvas.card_lines))
    assert canvas.card_lines == ["taken for blue", "1 of 4 samples of orange (25\u202f%)"]
    with qtbot.waitSignal(view.cell_chosen) as chosen:
        qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=place)
    assert chosen.args == [0, 1]


def test_a_cell_is_chosen_by_keys(
    view: ConfusionView, canvas: ConfusionCanvas, qtbot: QtBot
) -> None:
    canvas.set_confusion(Confusion(np.array([[3, 1], [0, 4]])), ("orange", "blue"))
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Right):
        qtbot.keyClick(canvas, key)
    assert "taken for blue" in canvas.accessibleDescription()
    with qtbot.waitSignal(view.cell_chosen) as chosen:
        qtbot.keyClick(canvas, Qt.Key.Key_Return)
    assert chosen.args == [1, 1]


@pytest.mark.parametrize("classes", [2, 10, 100])
def test_any_number_of_classes_is_drawn_in_both_themes(
    canvas: ConfusionCanvas, appearance: Appearance, classes: int
) -> None:
    counts = np.diag(np.full(classes, 5))
    counts[0, 1] = 2
    canvas.set_confusion(Confusion(counts), tuple(f"class {k}" for k in range(classes)))
    assert len(colours_of(canvas)) > 3
    appearance.set_mode("dark")
    assert LIGHT.panel not in colours_of(canvas)
    assert DARK.panel in colours_of(canvas)


def test_a_class_without_samples_has_no_recall(canvas: ConfusionCanvas) -> None:
    canvas.set_confusion(Confusion(np.zeros((3, 3), dtype=np.int64)), ("a", "b", "c"))
    assert len(colours_of(canvas)) > 1


def test_regression_draws_predicted_against_true(
    view: ConfusionView, scatter: ScatterCanvas
) -> None:
    run = slope_run()
    view.show(snapshot_of(run, ()))
    assert view.wants == (Predictions("test"),)
    view.show(snapshot_of(run, view.wants))
    measured = Predictions("test").measure(run)
    assert measured is not None
    points = scatter.points
    assert points is not None
    assert np.allclose(points.positions[:, 1], measured.predicted[:, 0])
    view.restore_settings({"mode": "residuals"})
    points = scatter.points
    assert points is not None
    assert np.allclose(points.positions[:, 1], (measured.predicted - measured.true)[:, 0])
    assert LIGHT.accent in colours_of(scatter)


def test_the_mouse_tells_a_prediction(
    view: ConfusionView, scatter: ScatterCanvas, qtbot: QtBot
) -> None:
    run = slope_run()
    view.show(snapshot_of(run, ()))
    view.show(snapshot_of(run, view.wants))
    assert scatter._frame is not None
    assert scatter.points is not None
    x, y = scatter._frame.to_pixels(scatter.points.positions[:1])[0].tolist()
    qtbot.mouseMove(scatter, scatter.rect().center())
    qtbot.mouseMove(scatter, QPoint(round(x), round(y)))
    qtbot.waitUntil(lambda: bool(scatter.card_lines))
    assert scatter.card_lines[1].startswith("true ")
