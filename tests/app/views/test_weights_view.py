"""Weights: histograms, update ratios, norms, and the weights of one layer as pictures."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint
from pytestqt.qtbot import QtBot

from app.look.appearance import Appearance
from app.look.plot import Plot
from app.look.theme import DARK, LIGHT
from app.views.histogram_stack import HistogramStack
from app.views.weight_canvas import WeightCanvas
from app.views.weights_view import WeightsView
from engine.probes import UpdateSizes, WeightImages, WeightPictures, WeightSpreads
from tests.app.views.conftest import QuietSession
from tests.app.views.pictures import colours_of
from tests.app.views.snapshots import loaded_of, snapshot_of, spiral_run


@pytest.fixture
def view(qtbot: QtBot, session: QuietSession, appearance: Appearance) -> WeightsView:
    made = WeightsView(session, appearance)
    qtbot.addWidget(made.widget)
    made.widget.resize(320, 280)
    with qtbot.waitExposed(made.widget):
        made.widget.show()
    made._ratios._interval = made._norms._interval = 0.0
    return made


@pytest.fixture
def canvas(view: WeightsView) -> WeightCanvas:
    found = view.widget.findChild(WeightCanvas)
    assert found is not None
    view.restore_settings({"mode": "pictures"})
    return found


def pictures(values: np.ndarray) -> WeightPictures:
    return WeightPictures("0.dense.weight", values.astype(np.float32), len(values))


def test_each_layer_has_a_histogram_of_its_weights(view: WeightsView) -> None:
    run = spiral_run(1)
    view.show(snapshot_of(run, view.wants))
    stack = view.widget.findChild(HistogramStack)
    assert stack is not None
    assert [row.label for row in stack.rows] == ["L1", "L2", "out"]
    assert [row.histogram.counts.sum() for row in stack.rows] == [16, 64, 16]
    assert stack.rows[1].lines[0] == "2.dense.weight"


def test_only_what_the_mode_shows_is_measured(view: WeightsView) -> None:
    assert view.wants == (WeightSpreads(),)
    view.restore_settings({"mode": "updates"})
    assert view.wants == (WeightSpreads(), UpdateSizes())
    view.restore_settings({"mode": "pictures"})
    view.show(snapshot_of(spiral_run(), (WeightSpreads(),)))
    assert view.wants == (WeightSpreads(), WeightImages("0.dense.weight"))


@pytest.mark.parametrize("mode", ["updates", "norms"])
def test_a_line_a_layer_over_the_run(view: WeightsView, mode: str) -> None:
    view.restore_settings({"mode": mode})
    run = spiral_run()
    loaded = loaded_of(run)
    for _ in range(5):
        run.step()
        view.show(snapshot_of(run, view.wants, loaded))
    plot = next(plot for plot in view.widget.findChildren(Plot) if plot.isVisible())
    assert {"L1", "L2", "out"} <= set(plot.curve_names)
    assert ("healthy" in plot.curve_names) == (mode == "updates")
    assert view.save_settings() == {"mode": mode}


def test_small_layers_are_hinton_diagrams_in_both_signs(
    view: WeightsView, canvas: WeightCanvas, appearance: Appearance
) -> None:
    view.show(snapshot_of(spiral_run(), (WeightSpreads(),)))
    view.show(snapshot_of(spiral_run(), view.wants))
    assert canvas.kind == "hinton"
    assert {LIGHT.positive, LIGHT.negative} <= colours_of(canvas)
    appearance.set_mode("dark")
    assert DARK.panel in colours_of(canvas)


def test_the_mouse_tells_a_weight(canvas: WeightCanvas, qtbot: QtBot) -> None:
    canvas.set_pictures(pictures(np.array([[0.5, -1.0]])[:, None, None]))
    centre = canvas._plot.center().toPoint()
    qtbot.mouseMove(canvas, centre + QPoint(20, 0))
    qtbot.waitUntil(lambda: bool(canvas.card_lines))
    assert canvas.card_lines == ["input 2 → unit 1", "weight -1"]


def test_pictures_are_tiles_and_large_matrices_heat_maps(
    canvas: WeightCanvas, qtbot: QtBot
) -> None:
    rng = np.random.default_rng(0)
    canvas.set_pictures(pictures(rng.normal(size=(10, 1, 28, 28))))
    assert canvas.kind == "tiles"
    assert len(colours_of(canvas)) > 50
    qtbot.mouseMove(canvas, canvas.rect().center())
    qtbot.waitUntil(lambda: bool(canvas.card_lines))
    assert canvas.card_lines[0].startswith("unit ")
    canvas.set_pictures(pictures(rng.normal(size=(100, 1, 1, 200))))
    assert canvas.kind == "heat map"
    assert len(colours_of(canvas)) > 50


def test_weights_that_are_not_numbers_are_drawn_as_zero(canvas: WeightCanvas) -> None:
    canvas.set_pictures(pictures(np.full((4, 1, 1, 4), np.nan)))
    assert LIGHT.positive not in colours_of(canvas)
