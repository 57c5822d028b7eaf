"""The network view draws the network that the snapshot tells of, and answers mouse and keys."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.look.appearance import Appearance
from app.look.theme import DARK, LIGHT
from app.views.diagram import Neuron
from app.views.network_canvas import NetworkCanvas
from app.views.network_view import NetworkView
from app.views.zoom_area import MOST_ZOOM
from engine.experiment.data import Bumps, Spiral
from engine.experiment.experiment import Experiment
from engine.experiment.network import BatchNorm, Dense, Maxout, NetworkSpec, Reshape
from engine.run import Run
from tests.app.views.conftest import QuietSession
from tests.app.views.network_views import canvas_of, opened, show
from tests.app.views.pictures import colours_of
from tests.app.views.snapshots import experiment_on, loaded_of, snapshot_of, spiral_run


@pytest.fixture
def view(qtbot: QtBot, session: QuietSession, appearance: Appearance) -> NetworkView:
    return opened(qtbot, session, appearance)


def middle_of(canvas: NetworkCanvas, neuron: Neuron) -> QPoint:
    assert canvas.diagram is not None
    return canvas.diagram.boxes[neuron.column][neuron.unit].center().toPoint()


def test_it_is_quiet_before_there_is_a_network(view: NetworkView) -> None:
    assert canvas_of(view).diagram is None
    assert LIGHT.panel in colours_of(canvas_of(view))
    assert LIGHT.positive not in colours_of(canvas_of(view))


def test_it_draws_both_signs_in_both_themes(view: NetworkView, appearance: Appearance) -> None:
    show(view, spiral_run(3))
    assert {LIGHT.panel, LIGHT.positive, LIGHT.negative} <= colours_of(canvas_of(view))
    appearance.set_mode("dark")
    colours = colours_of(canvas_of(view))
    assert DARK.panel in colours
    assert LIGHT.panel not in colours


def test_the_mouse_tells_a_neurons_bias(view: NetworkView, qtbot: QtBot) -> None:
    run = spiral_run(3)
    show(view, run)
    canvas = canvas_of(view)
    qtbot.mouseMove(canvas.viewport(), middle_of(canvas, Neuron(1, 2)))
    qtbot.waitUntil(lambda: canvas.neuron == Neuron(1, 2))
    bias = run.network.views["0.dense.bias"][2]
    assert canvas.card_lines[:2] == ["Dense 8 · ReLU, neuron 3", f"bias {bias:.4g}"]


def test_the_mouse_tells_a_weight(view: NetworkView, qtbot: QtBot) -> None:
    run = spiral_run(0, units=())
    show(view, run)
    canvas = canvas_of(view)
    start, end = middle_of(canvas, Neuron(0, 0)), middle_of(canvas, Neuron(1, 0))
    qtbot.mouseMove(canvas.viewport(), (start + end) / 2)
    qtbot.waitUntil(lambda: canvas.weight == (0, 0, 0))
    weight = run.network.views["0.dense.weight"][0, 0]
    assert canvas.card_lines[0] == f"weight {weight:.4g}"


def test_the_arrow_keys_walk_through_the_neurons(view: NetworkView, qtbot: QtBot) -> None:
    show(view, spiral_run())
    canvas = canvas_of(view)
    for key, place in (
        (Qt.Key.Key_Right, Neuron(0, 0)),
        (Qt.Key.Key_Down, Neuron(0, 1)),
        (Qt.Key.Key_Right, Neuron(1, 6)),
        (Qt.Key.Key_Down, Neuron(1, 7)),
        (Qt.Key.Key_Down, Neuron(1, 7)),
        (Qt.Key.Key_Left, Neuron(0, 1)),
    ):
        qtbot.keyClick(canvas, key)
        assert canvas.neuron == place
        assert canvas.accessibleDescription().startswith(canvas.card_lines[0])
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    assert canvas.neuron is None


def test_what_does_not_fit_is_counted(view: NetworkView) -> None:
    show(view, spiral_run(0, units=(60,)))
    diagram = canvas_of(view).diagram
    assert diagram is not None
    assert diagram.hidden(1) == 60 - diagram.shown[1] > 0


def test_many_layers_scroll(view: NetworkView, qtbot: QtBot) -> None:
    show(view, spiral_run(0, units=(4,) * 20))
    canvas = canvas_of(view)
    assert canvas.horizontalScrollBar().maximum() > 0
    for _ in range(21):
        qtbot.keyClick(canvas, Qt.Key.Key_Right)
    assert canvas.horizontalScrollBar().value() > 0
    canvas.grab()


def test_large_networks_are_measured_coarsely(view: NetworkView) -> None:
    show(view, spiral_run())
    fine = view.wants[0]
    show(view, spiral_run(0, units=(64,) * 6))
    assert view.wants[0].resolution < fine.resolution


@pytest.mark.parametrize("size", [(400, 300), (240, 180), (1200, 900)])
def test_it_draws_in_any_size(view: NetworkView, size: tuple[int, int]) -> None:
    show(view, spiral_run())
    view.widget.resize(*size)
    assert LIGHT.positive in colours_of(view.widget)


def test_sums_show_what_an_activation_cuts_off(view: NetworkView) -> None:
    run = spiral_run()
    show(view, run)
    canvas = canvas_of(view)
    _choose(canvas, Neuron(1, 0))
    assert canvas.card_lines[-1].startswith("output 0 …")
    view.restore_settings({"sums": True})
    assert canvas.card_lines[-1].startswith("weighted sum -")
    assert view.save_settings() == {"sums": True}


def test_regression_is_drawn(view: NetworkView) -> None:
    show(view, Run(experiment_on(Bumps(), outputs=1)))
    assert LIGHT.positive in colours_of(view.widget)


def test_in_another_network_the_keys_go_on_from_where_they_were(view: NetworkView) -> None:
    show(view, spiral_run())
    canvas = canvas_of(view)
    _choose(canvas, Neuron(1, 7))
    show(view, spiral_run(0, units=(3,)))
    assert canvas.neuron == Neuron(1, 2)
    canvas.grab()


def test_another_network_forgets_the_neuron_under_the_mouse(view: NetworkView) -> None:
    show(view, spiral_run())
    canvas = canvas_of(view)
    QTest.mouseMove(canvas.viewport(), middle_of(canvas, Neuron(1, 7)))
    assert canvas.neuron == Neuron(1, 7)
    show(view, spiral_run(0, units=(3,)))
    assert canvas.neuron is None


def test_numbers_that_are_none_are_drawn_quietly(view: NetworkView) -> None:
    run = spiral_run()
    run.network.parameters[...] = np.nan
    with np.errstate(invalid="ignore"):
        show(view, run)
    assert canvas_of(view).grab().width() > 0


def _choose(canvas: QWidget, neuron: Neuron) -> None:
    """Walk to a neuron with the keys."""
    assert isinstance(canvas, NetworkCanvas)
    qtbot_keys = [Qt.Key.Key_Right] * (neuron.column + 1) + [Qt.Key.Key_Up] * 30
    qtbot_keys += [Qt.Key.Key_Down] * neuron.unit
    for key in qtbot_keys:
        QtBot.keyClick(canvas, key)
    assert canvas.neuron == neuron


def test_layers_without_weights_stand_between_layers_with_them(view: NetworkView) -> None:
    layers = (Dense(24), BatchNorm(), Reshape((2, 3, 4)), Reshape((24,)), Maxout(2), Dense(2))
    show(view, Run(Experiment(Spiral(), NetworkSpec(layers))))
    canvas = canvas_of(view)
    assert canvas.diagram is not None
    assert [column.units for column in canvas.diagram.columns] == [2, 24, 12, 2]
    for column in range(4):
        QTest.mouseMove(canvas.viewport(), middle_of(canvas, Neuron(column, 0)))
        assert canvas.neuron == Neuron(column, 0)
        assert canvas.card_lines
        has_bias = any(line.startswith("bias") for line in canvas.card_lines)
        assert has_bias == (column in (1, 3))
    assert {LIGHT.positive, LIGHT.negative} <= colours_of(canvas)


def test_the_keys_and_the_wheel_zoom(view: NetworkView, qtbot: QtBot) -> None:
    show(view, spiral_run(0, units=(64, 64)))
    canvas = canvas_of(view)
    probe = view.wants[0]
    qtbot.keyClicks(canvas, "+++")
    assert canvas.zoom == pytest.approx(1.25**3)
    assert view.wants[0] != probe  # more neurons are measured
    assert canvas.verticalScrollBar().maximum() > 0
    qtbot.keyClicks(canvas, "-")
    assert canvas.zoom == pytest.approx(1.25**2)
    view.whole.click()
    assert canvas.zoom == 1.0
    assert canvas.verticalScrollBar().maximum() == 0


def test_zooming_has_ends(view: NetworkView) -> None:
    show(view, spiral_run(0))
    canvas = canvas_of(view)
    for _ in range(20):
        view.larger.click()
    assert canvas.zoom == MOST_ZOOM
    for _ in range(20):
        view.smaller.click()
    assert canvas.zoom == 1.0  # all layers are in sight


def test_a_deep_network_fits_in(view: NetworkView) -> None:
    show(view, spiral_run(0, units=(4,) * 20))
    canvas = canvas_of(view)
    assert canvas.horizontalScrollBar().maximum() > 0
    view.whole.click()
    assert canvas.horizontalScrollBar().maximum() == 0
    view.whole.click()
    assert canvas.zoom == 1.0


def test_dragging_pans(view: NetworkView, qtbot: QtBot) -> None:
    show(view, spiral_run(0, units=(4,) * 20))
    canvas = canvas_of(view)
    qtbot.mousePress(canvas.viewport(), Qt.MouseButton.MiddleButton, pos=QPoint(400, 300))
    qtbot.mouseMove(canvas.viewport(), QPoint(300, 300))
    qtbot.waitUntil(lambda: canvas.horizontalScrollBar().value() == 100)
    qtbot.mouseRelease(canvas.viewport(), Qt.MouseButton.MiddleButton, pos=QPoint(300, 300))
    assert not view.editor.isVisible()


def test_a_neuron_is_found_where_it_is_scrolled_to(view: NetworkView, qtbot: QtBot) -> None:
    show(view, spiral_run(0, units=(64,)))
    canvas = canvas_of(view)
    width = canvas.viewport().width()
    canvas.zoom_by(3.0)
    qtbot.waitUntil(lambda: canvas.viewport().width() < width)  # beside an upright scroll bar
    canvas.verticalScrollBar().setValue(300)
    assert canvas.diagram is not None
    neuron = Neuron(1, len(canvas.diagram.boxes[1]) // 3)
    at = canvas.diagram.boxes[1][neuron.unit].center() - canvas.visible.topLeft()
    assert canvas.viewport().rect().contains(at.toPoint())
    qtbot.mouseMove(canvas.viewport(), at.toPoint())
    qtbot.waitUntil(lambda: canvas.neuron == neuron)


def test_a_large_network_shows_before_its_run_is_there(
    view: NetworkView, session: QuietSession
) -> None:
    run = spiral_run(0)
    show(view, run)
    loaded = loaded_of(run)
    large = experiment_on(Spiral(), units=(300, 300))
    session.experiment_changed.emit(large)
    canvas = canvas_of(view)
    assert canvas.diagram is not None
    assert [column.units for column in canvas.diagram.columns] == [2, 300, 300, 2]
    view.show(snapshot_of(run, (), loaded))  # the old run may still speak
    new = Run(large)
    show(view, new)
    assert LIGHT.positive in colours_of(canvas)


def test_a_small_network_waits_for_its_run(view: NetworkView, session: QuietSession) -> None:
    show(view, spiral_run(0))
    session.experiment_changed.emit(experiment_on(Spiral(), units=(4,)))
    canvas = canvas_of(view)
    assert canvas.diagram is not None
    assert [column.units for column in canvas.diagram.columns] == [2, 8, 8, 2]
