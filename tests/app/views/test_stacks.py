"""The diagram draws maps, kernels and steps with the numbers that the run gives."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from pytestqt.qtbot import QtBot

from app.look.appearance import Appearance
from app.look.colour_maps import diverging_rgba
from app.look.theme import LIGHT
from app.views.columns import columns_of
from app.views.diagram import Neuron
from app.views.network_canvas import NetworkCanvas
from app.views.network_view import NetworkView
from engine.data.dataset import Dataset
from engine.experiment.network import Conv2D, Dense, Flatten, Reshape
from engine.probes import NeuronMaps, OneSample, RecurrentStates, WeightValues
from tests.app.views.conftest import QuietSession
from tests.app.views.network_views import canvas_of, opened, show
from tests.app.views.pictures import colours_of
from tests.app.views.snapshots import loaded_of, snapshot_of, spiral_run
from tests.app.views.stack_runs import (
    LOCAL_LAYERS,
    code_run,
    colour_run,
    image_run,
    run_on,
    sequence_run,
)
from tests.engine.pictures import stripes


@pytest.fixture
def view(qtbot: QtBot, session: QuietSession, appearance: Appearance) -> NetworkView:
    return opened(qtbot, session, appearance, (900, 560))


def columns(view: NetworkView) -> list[tuple[str, int]]:
    diagram = canvas_of(view).diagram
    assert diagram is not None
    return [(column.form, column.tiles) for column in diagram.columns]


def choose(qtbot: QtBot, canvas: NetworkCanvas, neuron: Neuron) -> None:
    """Walk to a tile with the keys."""
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    keys = [Qt.Key.Key_Right] * (neuron.column + 1) + [Qt.Key.Key_Up] * 60
    for key in keys + [Qt.Key.Key_Down] * neuron.unit:
        qtbot.keyClick(canvas, key)
    assert canvas.neuron == neuron


def point_at(qtbot: QtBot, canvas: NetworkCanvas, at: QPointF) -> None:
    qtbot.mouseMove(canvas.viewport(), at.toPoint())
    qtbot.waitUntil(lambda: canvas.stacks.point == QPointF(at.toPoint()))


def test_a_convolution_is_a_stack_of_maps_with_kernels(view: NetworkView) -> None:
    show(view, image_run())
    assert columns(view) == [
        ("maps", 1),
        ("maps", 4),
        ("maps", 4),
        ("maps", 6),
        ("row", 8),
        ("row", 3),
    ]
    diagram = canvas_of(view).diagram
    assert diagram is not None
    assert [len(places.kernels) for places in diagram.places] == [0, 4, 0, 6, 0, 0]
    assert LIGHT.positive in colours_of(canvas_of(view))


def test_only_what_shows_is_measured(view: NetworkView) -> None:
    show(view, image_run())
    kinds = {type(probe) for probe in view.wants}
    assert OneSample in kinds
    assert NeuronMaps not in kinds
    view.stacks.sample.click()  # neurons over the plane beside maps of the sample
    assert {OneSample, NeuronMaps} <= {type(probe) for probe in view.wants}
    show(view, spiral_run())
    assert {type(probe) for probe in view.wants} >= {NeuronMaps, WeightValues}
    assert OneSample not in {type(probe) for probe in view.wants}


def test_the_keys_tell_a_map_and_its_kernels(view: NetworkView, qtbot: QtBot) -> None:
    run = image_run()
    show(view, run)
    canvas = canvas_of(view)
    choose(qtbot, canvas, Neuron(3, 4))
    flow = OneSample(0).measure(run)
    assert flow is not None
    numbers = flow.activations[6][4]  # after ReLU and dropout
    bias = run.network.views["4.conv2d.bias"][4]
    limit = np.abs(run.network.views["4.conv2d.weight"]).max()
    assert canvas.accessibleDescription() == ", ".join(
        [
            "Conv2D 6 · ReLU · Dropout · Flatten, map 5 of 6",
            f"2 × 2, {numbers.min():.3g} … {numbers.max():.3g}",
            f"4 kernels 2 × 2, ±{limit:.3g}",
            f"bias {bias:.4g}",
        ]
    )


def test_the_mouse_tells_a_pixel_of_a_map(view: NetworkView, qtbot: QtBot) -> None:
    run = image_run()
    show(view, run)
    canvas = canvas_of(view)
    assert canvas.diagram is not None
    box = canvas.diagram.boxes[1][2]
    at = box.topLeft() + QPointF(box.width() * 4.5 / 6, box.height() * 1.5 / 6)
    point_at(qtbot, canvas, at)
    flow = OneSample(0).measure(run)
    assert flow is not None
    value = flow.activations[2][2, 1, 4]
    assert f"row 2, column 5: {value:.4g}" in canvas.card_lines


def test_the_mouse_tells_the_weights_of_a_chosen_maps_kernels(
    view: NetworkView, qtbot: QtBot
) -> None:
    run = image_run()
    show(view, run)
    canvas = canvas_of(view)
    assert canvas.diagram is not None
    neuron = Neuron(3, 5)
    point_at(qtbot, canvas, canvas.diagram.boxes[3][5].center())
    assert canvas.neuron == neuron
    picture = canvas._picture
    assert picture is not None
    boxes = picture.stacks.kernel_boxes(neuron)
    assert len(boxes) == 4
    at = boxes[2].topLeft() + QPointF(boxes[2].width() * 0.75, boxes[2].height() * 0.25)
    point_at(qtbot, canvas, at)
    assert canvas.neuron == neuron  # it stays chosen while the mouse is at its kernels
    weight = run.network.views["4.conv2d.weight"][5, 2, 0, 1]
    assert canvas.card_lines[-1] == f"kernel on map 3, row 1, column 2: {weight:.4g}"
    canvas.grab()


def test_return_opens_the_kernels_in_numbers(view: NetworkView, qtbot: QtBot) -> None:
    run = image_run()
    show(view, run)
    canvas = canvas_of(view)
    choose(qtbot, canvas, Neuron(3, 1))
    qtbot.keyClick(canvas, Qt.Key.Key_Return)
    card = view.kernels
    assert card.isVisible()
    assert card.canvas.tensor is not None
    kernels = run.network.views["4.conv2d.weight"][1]
    assert np.array_equal(card.canvas.tensor.values, kernels)
    run.train(3)
    view.show(snapshot_of(run, view.wants, loaded_of(run)))
    qtbot.keyClick(card.canvas, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    kernels = run.network.views["4.conv2d.weight"][1]
    assert f"= {kernels[0, 1, 0]:.6g}" in card.canvas.accessibleDescription()
    card.hide()


def test_a_locally_connected_layer_tells_the_kernel_of_the_pixel(
    view: NetworkView, qtbot: QtBot
) -> None:
    run = image_run(LOCAL_LAYERS)
    show(view, run)
    canvas = canvas_of(view)
    assert canvas.diagram is not None
    box = canvas.diagram.boxes[1][1]
    point_at(qtbot, canvas, box.topLeft() + QPointF(box.width() * 0.9, box.height() * 0.1))
    limit = np.abs(run.network.views["0.locallyconnected2d.weight"][0, 3]).max()
    bias = run.network.views["0.locallyconnected2d.bias"][0, 3, 1]
    assert f"kernel 3 × 3, ±{limit:.3g} of row 1, column 4" in canvas.card_lines
    assert f"bias {bias:.4g}" in canvas.card_lines


def test_colour_images_show_the_picture_and_its_channels(view: NetworkView, qtbot: QtBot) -> None:
    run = colour_run()
    show(view, run)
    canvas = canvas_of(view)
    assert canvas.diagram is not None
    assert canvas.diagram.columns[0].labels == ("RGB", "red", "green", "blue")
    assert canvas.diagram.shown[0] == 4
    picture = canvas.viewport().grab().toImage()
    red, green, blue = run.dataset.columns[0].reshape(3, 8, 8)[:, 4, 4].tolist()
    box = canvas.diagram.boxes[0][0]
    at = box.topLeft() + QPointF(box.width() * 4.5 / 8, box.height() * 4.5 / 8)
    seen = picture.pixelColor(at.toPoint())
    assert [seen.red(), seen.green(), seen.blue()] == pytest.approx([red, green, blue], abs=2)
    choose(qtbot, canvas, Neuron(1, 0))
    assert len(canvas._picture.stacks.kernel_boxes(Neuron(1, 0))) == 3  # type: ignore[union-attr]


def test_weights_into_a_row_begin_at_the_pixels(view: NetworkView, qtbot: QtBot) -> None:
    run = image_run()
    show(view, run)
    canvas = canvas_of(view)
    assert canvas.diagram is not None
    starts, ends = canvas.diagram.ends(3)
    assert len(starts) == 6 * 2 * 2
    assert len(ends) == 8
    box = canvas.diagram.boxes[3][0]
    assert starts[0, 1] < box.center().y() < starts[2, 1]  # rows of pixels, in their order
    choose(qtbot, canvas, Neuron(4, 2))
    assert any(line.startswith("bias") for line in canvas.card_lines)
    view._edit(Neuron(4, 2), 9, QPoint(0, 0))
    assert view.editor.place == ("8.dense.weight", (9, 2))
    view.editor.hide()


def test_a_neuron_shows_its_weights_over_the_image(view: NetworkView, qtbot: QtBot) -> None:
    run = image_run((Flatten(), Dense(5), Dense(3)))
    show(view, run)
    canvas = canvas_of(view)
    assert columns(view) == [("maps", 1), ("row", 5), ("row", 3)]
    choose(qtbot, canvas, Neuron(1, 2))
    assert "the picture: its weights over the maps" in canvas.card_lines
    assert canvas._picture is not None
    stacks = canvas._picture.stacks
    found = stacks.weights_into(Neuron(1, 2))
    assert found is not None
    image, part = found
    weights = run.network.views["1.dense.weight"][:, 2].reshape(6, 6)
    side = part.width() / 6
    brightest = np.unravel_index(weights.argmax(), weights.shape)
    row, column = (int((place + 0.5) * side) for place in brightest)
    if weights.max() == np.abs(weights).max():
        assert image.pixelColor(column, row).name().upper() == LIGHT.positive
    assert stacks.weights_into(Neuron(2, 0)) is None  # its weights come from a row


def test_another_sample_is_measured_and_shown(view: NetworkView, qtbot: QtBot) -> None:
    run = image_run()
    show(view, run)
    canvas = canvas_of(view)
    first = canvas.viewport().grab().toImage()
    view.stacks.number_box.setValue(12)
    assert OneSample(11) in view.wants
    show(view, run)
    assert canvas.stacks.sample is not None
    assert canvas.stacks.sample.flow.number == 11
    assert canvas.viewport().grab().toImage() != first


def test_before_activation_shows_what_a_relu_cuts_off(view: NetworkView) -> None:
    run = image_run()
    show(view, run)
    canvas = canvas_of(view)
    column = columns_of(loaded_of(run))[1]
    sample = canvas.stacks.sample
    assert sample is not None
    assert (sample.values(column) >= 0).all()  # type: ignore[operator]
    view.restore_settings({"sums": True})
    sample = canvas.stacks.sample
    assert sample is not None
    assert (sample.values(column) < 0).any()  # type: ignore[operator]


def test_a_recurrent_layer_unrolls_and_rolls_up(view: NetworkView, qtbot: QtBot) -> None:
    run = sequence_run()
    show(view, run)
    canvas = canvas_of(view)
    assert columns(view) == [("steps", 7), ("steps", 7), ("row", 5), ("row", 2)]
    choose(qtbot, canvas, Neuron(2, 0))
    qtbot.keyClick(canvas, Qt.Key.Key_U)
    assert columns(view)[2] == ("steps", 7)
    assert RecurrentStates(0, 1) in view.wants
    show(view, run)
    states = RecurrentStates(0, 1).measure(run)
    choose(qtbot, canvas, Neuron(2, 4))
    hidden, cell = states[:, 4]
    assert canvas.card_lines == [
        "LSTM 5, step 5 of 7",
        f"5 units, {hidden.min():.3g} … {hidden.max():.3g}",
        f"cell state {cell.min():.3g} … {cell.max():.3g}",
        "the same weights at every step",
    ]
    canvas.grab()
    assert canvas.diagram is not None
    starts, _ = canvas.diagram.ends(2)
    last = canvas.diagram.boxes[2][-1]
    assert len(starts) == 5  # the last state alone goes on
    assert (starts[:, 1] > last.top()).all()
    qtbot.keyClick(canvas, Qt.Key.Key_U)
    assert columns(view)[2] == ("row", 5)
    assert not any(isinstance(probe, RecurrentStates) for probe in view.wants)


def test_the_button_and_the_foot_of_a_column_unroll_too(view: NetworkView, qtbot: QtBot) -> None:
    show(view, sequence_run())
    canvas = canvas_of(view)
    view.stacks.unroll.click()
    assert canvas.diagram is not None
    assert [column.is_unrolled for column in canvas.diagram.columns] == [False, True, True, False]
    at = canvas.diagram.foot(2).center().toPoint()
    qtbot.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert [column.is_unrolled for column in canvas.diagram.columns] == [False, True, False, False]
    assert not view.stacks.unroll.isChecked()


def test_tokens_and_their_embedding_run_down_in_time(view: NetworkView, qtbot: QtBot) -> None:
    run = code_run()
    show(view, run)
    canvas = canvas_of(view)
    assert columns(view) == [("steps", 6), ("steps", 6), ("row", 4), ("row", 2)]
    choose(qtbot, canvas, Neuron(0, 2))
    token = int(run.dataset.columns[0, 2])
    assert canvas.card_lines[1] == f"input “{token}”"
    choose(qtbot, canvas, Neuron(1, 2))
    vector = run.network.views["0.embedding.weight"][token]
    expected = f"3 units, {vector.min():.3g} … {vector.max():.3g}"
    assert expected in canvas.card_lines


def test_of_a_long_sequence_the_last_steps_show(view: NetworkView, qtbot: QtBot) -> None:
    show(view, sequence_run(length=120))
    canvas = canvas_of(view)
    diagram = canvas.diagram
    assert diagram is not None
    assert diagram.first(0) == diagram.hidden(0) == 120 - diagram.shown[0] > 0
    choose(qtbot, canvas, Neuron(0, 0))
    assert canvas.card_lines[0].endswith(f"step {diagram.first(0) + 1} of 120")


def test_columns_fold_by_key_and_by_double_click(view: NetworkView, qtbot: QtBot) -> None:
    show(view, spiral_run(0, units=(5, 6, 7)))
    canvas = canvas_of(view)
    choose(qtbot, canvas, Neuron(2, 0))
    qtbot.keyClick(canvas, Qt.Key.Key_F)
    assert [form for form, _ in columns(view)] == ["row", "row", "band", "row", "row"]
    assert canvas.neuron == Neuron(2, 0)  # the band, so that F unfolds it again
    assert canvas.accessibleDescription().startswith("Dense 6 · ReLU: 6 neurons folded")
    assert canvas.diagram is not None
    heading = QPoint(round(canvas.diagram.centre(3)), 12)
    qtbot.mouseDClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=heading)
    assert [form for form, _ in columns(view)] == ["row", "row", "band", "row"]
    assert canvas.diagram.columns[2].title == "2 layers"
    canvas.grab()
    band = canvas.diagram.boxes[2][0].center().toPoint()
    qtbot.mouseDClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=band)
    assert [form for form, _ in columns(view)] == ["row"] * 5


def test_the_middle_of_a_deep_network_folds_at_once(view: NetworkView, qtbot: QtBot) -> None:
    show(view, spiral_run(0, units=(4,) * 50))
    canvas = canvas_of(view)
    assert canvas.horizontalScrollBar().maximum() > 0
    assert view.stacks.middle.isVisible()
    assert not view.stacks.unfold.isVisible()
    view.stacks.middle.click()
    assert canvas.horizontalScrollBar().maximum() == 0
    assert len(columns(view)) == 7
    qtbot.keyClick(canvas, Qt.Key.Key_F, Qt.KeyboardModifier.ShiftModifier)
    assert len(columns(view)) == 52
    qtbot.keyClick(canvas, Qt.Key.Key_M)
    assert len(columns(view)) == 7
    view.stacks.unfold.click()
    assert len(columns(view)) == 52


def test_folds_are_remembered_and_survive_edits(
    view: NetworkView, session: QuietSession, appearance: Appearance, qtbot: QtBot
) -> None:
    show(view, spiral_run(0, units=(5, 6, 7)))
    canvas = canvas_of(view)
    choose(qtbot, canvas, Neuron(2, 0))
    qtbot.keyClick(canvas, Qt.Key.Key_F)
    settings = view.save_settings()
    show(view, spiral_run(0, units=(5, 9, 6, 7)))
    assert [form for form, _ in columns(view)] == ["row", "row", "row", "band", "row", "row"]
    other = NetworkView(session, appearance)
    qtbot.addWidget(other.widget)
    other.widget.resize(900, 560)
    other.restore_settings(settings)
    show(other, spiral_run(0, units=(5, 6, 7)))
    assert [form for form, _ in columns(other)] == ["row", "row", "band", "row", "row"]


def test_weights_behind_a_fold_are_counted(view: NetworkView, qtbot: QtBot) -> None:
    show(view, spiral_run(0, units=(5, 6, 7)))
    canvas = canvas_of(view)
    choose(qtbot, canvas, Neuron(2, 0))
    qtbot.keyClick(canvas, Qt.Key.Key_F)
    assert canvas._picture is not None
    near = 2 * 5 + 7 * 2
    assert canvas._picture.hidden_weights == (near, near, 2 * 5 + 5 * 6 + 6 * 7 + 7 * 2)


def test_neurons_of_the_plane_can_show_one_sample(view: NetworkView, qtbot: QtBot) -> None:
    run = spiral_run(3)
    show(view, run)
    assert not view.stacks.number_box.isVisible()
    view.stacks.sample.click()
    assert view.stacks.number_box.isVisible()
    show(view, run)
    canvas = canvas_of(view)
    choose(qtbot, canvas, Neuron(1, 3))
    flow = OneSample(0).measure(run)
    assert flow is not None
    value = flow.activations[1][3]
    assert canvas.card_lines[1] == f"output {value:.4g} for sample 1"
    choose(qtbot, canvas, Neuron(3, 1))
    assert canvas.card_lines[1] == f"output {flow.answer[1]:.4g} for sample 1"


def test_a_row_that_is_reshaped_is_seen_as_its_layers_see_it(view: NetworkView) -> None:
    layers = (Reshape((1, 6, 6)), Conv2D(2, 3), Flatten(), Dense(3))
    show(view, run_on(_rows(), layers))
    assert columns(view)[:2] == [("maps", 1), ("maps", 2)]


def test_another_network_forgets_the_old_sample(view: NetworkView) -> None:
    show(view, image_run())
    canvas = canvas_of(view)
    old = loaded_of(code_run())
    view.show(snapshot_of(code_run(), (), old))
    assert canvas.stacks.sample is None
    canvas.grab()


@pytest.mark.parametrize("size", [(400, 300), (240, 180), (1400, 900)])
def test_stacks_are_drawn_in_any_size(
    view: NetworkView, size: tuple[int, int], qtbot: QtBot
) -> None:
    for run in (image_run(), code_run(), sequence_run(40), colour_run()):
        show(view, run)
        view.stacks.unroll.setChecked(True)
        view.widget.resize(*size)
        show(view, run)
        choose(qtbot, canvas_of(view), Neuron(1, 0))
        canvas_of(view).grab()


def test_numbers_that_are_none_are_drawn_quietly(view: NetworkView) -> None:
    for run in (image_run(), sequence_run()):
        run.network.parameters[...] = np.nan
        with np.errstate(invalid="ignore"):
            show(view, run)
            canvas_of(view).grab()


def _rows() -> Dataset:
    """The pixels of images as a table."""
    data = stripes()
    return replace(data, facts=replace(data.facts, kind="rows", shape=None))


def test_a_thousand_neurons_show_one_colour_each(view: NetworkView, qtbot: QtBot) -> None:
    run = spiral_run(0, units=(1000,))
    show(view, run)
    canvas = canvas_of(view)
    assert canvas.diagram is not None
    assert canvas.diagram.shown[1] < 100
    view.stacks.sample.click()
    view.stacks.number_box.setValue(100)
    show(view, run)
    assert canvas.diagram.shown[1] == 1000
    flow = OneSample(99).measure(run)
    assert flow is not None
    values = flow.activations[1]
    picture = canvas.viewport().grab().toImage()
    for unit in (0, 1, 567, 999, int(values.argmax())):
        box = canvas.diagram.boxes[1][unit]
        seen = picture.pixelColor(box.center().toPoint())
        red, green, blue, _ = diverging_rgba([values[unit] / values.max()], LIGHT)[0].tolist()
        assert (seen.red(), seen.green(), seen.blue()) == (red, green, blue)
    point_at(qtbot, canvas, canvas.diagram.boxes[1][567].center())
    assert canvas.card_lines[:2] == [
        "Dense 1000 · ReLU, neuron 568",
        f"output {values[567]:.4g} for sample 100",
    ]
