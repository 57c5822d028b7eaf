"""The weight editor, beside the diagram: it sets, freezes and removes what was picked."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from app.look.appearance import Appearance
from app.look.theme import LIGHT
from app.trainer.messages import SetWeights
from app.views.diagram import Neuron
from app.views.network_view import NetworkView
from engine.probes import GradientValues
from engine.run import Run
from tests.app.views.conftest import QuietSession
from tests.app.views.network_views import canvas_of, opened, show
from tests.app.views.pictures import colours_of
from tests.app.views.snapshots import spiral_run


@pytest.fixture
def view(qtbot: QtBot, session: QuietSession, appearance: Appearance) -> NetworkView:
    return opened(qtbot, session, appearance)


@pytest.fixture
def run(view: NetworkView) -> Run:
    trained = spiral_run(1)
    show(view, trained)
    return trained


def click(view: NetworkView, neuron: Neuron, qtbot: QtBot) -> None:
    canvas = canvas_of(view)
    assert canvas.diagram is not None
    at = canvas.diagram.boxes[neuron.column][neuron.unit].center().toPoint()
    qtbot.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=at)


def test_a_click_on_a_neuron_opens_its_bias(view: NetworkView, run: Run, qtbot: QtBot) -> None:
    click(view, Neuron(1, 2), qtbot)
    assert view.editor.isVisible()
    assert view.editor.title.text() == "Dense 8 · ReLU, neuron 3"
    assert view.editor.place == ("0.dense.bias", (2,))
    bias = run.network.views["0.dense.bias"][2]
    assert view.editor.value.value() == pytest.approx(bias, abs=1e-4)
    assert view.editor.remove.isHidden()
    show(view, run)
    slope = run.network.gradient_views["0.dense.bias"][2]
    assert view.editor.gradient.text() == f"∂L/∂b on the last mini-batch: {slope:.3g}"


def test_a_click_on_a_weight_opens_that_weight(view: NetworkView, run: Run, qtbot: QtBot) -> None:
    view.editor.hide()
    view._canvas._choose(None, (0, 1, 3))
    view._canvas._pick(QPoint(100, 100))
    assert view.editor.place == ("0.dense.weight", (1, 3))
    assert GradientValues("0.dense.weight") in view.wants
    show(view, run)
    slope = run.network.gradient_views["0.dense.weight"][1, 3]
    assert f"{slope:.3g}" in view.editor.gradient.text()


def test_inputs_have_no_editor(view: NetworkView, run: Run, qtbot: QtBot) -> None:
    click(view, Neuron(0, 0), qtbot)
    assert not view.editor.isVisible()


def test_a_value_is_set_by_number(
    view: NetworkView, run: Run, session: QuietSession, qtbot: QtBot
) -> None:
    click(view, Neuron(3, 1), qtbot)
    edit = view.editor.value._edit
    edit.selectAll()
    qtbot.keyClicks(edit, "-1.25")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert session.commands == [SetWeights("4.dense.bias", (1,), -1.25, None)]


def test_what_is_no_number_is_refused_in_place(
    view: NetworkView, run: Run, session: QuietSession, qtbot: QtBot
) -> None:
    click(view, Neuron(1, 0), qtbot)
    edit = view.editor.value._edit
    edit.selectAll()
    qtbot.keyClicks(edit, "much")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert session.commands == []
    assert view.editor.value.error is not None


def test_weights_are_frozen_and_removed(
    view: NetworkView, run: Run, session: QuietSession, qtbot: QtBot
) -> None:
    click(view, Neuron(1, 2), qtbot)
    view.editor.which.set_value(1)
    view.editor._follow()
    view.editor.freeze.click()
    view.editor.remove.click()
    place = ("0.dense.weight", (1, 2))
    assert session.commands == [SetWeights(*place, None, True), SetWeights(*place, 0.0, True)]


def test_a_neuron_and_a_layer_are_frozen_whole(
    view: NetworkView, run: Run, session: QuietSession, qtbot: QtBot
) -> None:
    click(view, Neuron(1, 2), qtbot)
    view.editor.freeze_neuron.click()
    view.editor.freeze_layer.click()
    assert session.commands == [
        SetWeights("0.dense.weight", (None, 2), None, True),
        SetWeights("0.dense.bias", (2,), None, True),
        SetWeights("0.dense.weight", (None, None), None, True),
        SetWeights("0.dense.bias", (None,), None, True),
    ]


def test_the_editor_shows_what_is_frozen(view: NetworkView, run: Run, qtbot: QtBot) -> None:
    run.freeze("0.dense.weight", (None, 2))
    run.freeze("0.dense.bias", (2,))
    click(view, Neuron(1, 2), qtbot)
    show(view, run)
    editor = view.editor
    assert editor.freeze.isChecked()
    assert editor.freeze_neuron.isChecked()
    assert not editor.freeze_layer.isChecked()


def test_a_frozen_neuron_is_pinned(view: NetworkView, run: Run) -> None:
    before = colours_of(canvas_of(view))
    assert LIGHT.accent not in before
    run.freeze("0.dense.weight", (None, 2))
    show(view, run)
    assert LIGHT.accent in colours_of(canvas_of(view))


def test_the_keyboard_opens_it_too(view: NetworkView, run: Run, qtbot: QtBot) -> None:
    canvas = canvas_of(view)
    qtbot.keyClick(canvas, Qt.Key.Key_Down)
    qtbot.keyClick(canvas, Qt.Key.Key_Right)
    qtbot.keyClick(canvas, Qt.Key.Key_Return)
    assert view.editor.isVisible()
    assert view.editor.place[0] == "0.dense.bias"


def test_of_another_run_nothing_is_changed(view: NetworkView, run: Run, qtbot: QtBot) -> None:
    view.set_read_only()
    click(view, Neuron(1, 2), qtbot)
    assert not view.editor.isVisible()


def test_the_gradient_is_told_at_the_mouse(view: NetworkView, run: Run) -> None:
    canvas = canvas_of(view)
    canvas._choose(None, (0, 1, 3))
    show(view, run)
    slope = np.asarray(run.network.gradient_views["0.dense.weight"])[1, 3]
    assert f"∂L/∂w {slope:.3g}" in canvas.card_lines


def test_what_takes_a_change_back_are_the_old_values_and_what_was_frozen(
    view: NetworkView, run: Run, session: QuietSession, qtbot: QtBot
) -> None:
    run.freeze("0.dense.weight", (0, 2))
    show(view, run)
    click(view, Neuron(1, 2), qtbot)
    view.editor.which.set_value(0)
    view.editor._follow()
    old = float(run.network.views["0.dense.weight"][0, 2])
    view.editor.remove.click()
    view.editor.freeze_neuron.click()
    place, column = ("0.dense.weight", (0, 2)), ("0.dense.weight", (None, 2))
    removed, frozen = session.edits
    assert removed.undone == (
        SetWeights(*place, old),
        SetWeights(*place, held=False),
        SetWeights(*place, held=True),
    )
    assert removed.text == "Remove weight from x₁ of Dense 8 · ReLU, neuron 3"
    assert frozen.undone == (
        SetWeights(*column, held=False),
        SetWeights(*place, held=True),
        SetWeights("0.dense.bias", (2,), held=False),
    )
    assert frozen.text == "Freeze Dense 8 · ReLU, neuron 3"


def test_a_drag_of_the_slider_is_one_edit(
    view: NetworkView, run: Run, session: QuietSession, qtbot: QtBot
) -> None:
    click(view, Neuron(1, 0), qtbot)
    for value in (0.5, 0.75):
        view.editor.value.value_changed.emit(value)
    view.editor.value.editing_finished.emit()
    view.editor.value.value_changed.emit(1.0)
    first, second, third = (edit.merge for edit in session.edits)
    assert first == second != third
