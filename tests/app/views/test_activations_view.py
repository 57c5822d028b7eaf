"""Activations: a histogram a layer with its dead and saturated shares, or mean ± σ over the run."""

import pytest
from pytestqt.qtbot import QtBot

from app.look.appearance import Appearance
from app.look.plot import Plot
from app.views.activations_view import ActivationsView
from app.views.data.flow_canvas import FlowCanvas
from app.views.histogram_stack import HistogramStack
from engine.experiment.data import Spiral
from engine.experiment.experiment import Experiment
from engine.experiment.network import Dense, Dropout, NetworkSpec, ReLU, Sigmoid
from engine.probes import OneSample
from engine.run import Run
from tests.app.views.conftest import QuietSession
from tests.app.views.pictures import colours_of
from tests.app.views.snapshots import loaded_of, snapshot_of, spiral_run


@pytest.fixture
def view(qtbot: QtBot, session: QuietSession, appearance: Appearance) -> ActivationsView:
    made = ActivationsView(session, appearance)
    qtbot.addWidget(made.widget)
    made.widget.resize(300, 260)
    with qtbot.waitExposed(made.widget):
        made.widget.show()
    return made


@pytest.fixture
def stack(view: ActivationsView) -> HistogramStack:
    found = view.widget.findChild(HistogramStack)
    assert found is not None
    return found


@pytest.fixture
def plot(view: ActivationsView) -> Plot:
    found = view.widget.findChild(Plot)
    assert found is not None
    return found


def test_each_column_of_the_network_has_a_row(view: ActivationsView, stack: HistogramStack) -> None:
    view.show(snapshot_of(spiral_run(1), view.wants))
    assert [row.label for row in stack.rows] == ["L1", "L2", "out"]
    assert stack.rows[0].histogram.low == 0
    assert stack.rows[0].lines[0] == "Dense 8 · ReLU"


def test_dead_units_are_told(view: ActivationsView, stack: HistogramStack) -> None:
    run = spiral_run()
    run.network.views["0.dense.weight"][:, :2] = 0
    run.network.views["0.dense.bias"][:2] = -1
    view.show(snapshot_of(run, view.wants))
    assert stack.rows[0].note.startswith("dead 25\u202f%")
    assert stack.rows[2].note == ""


def test_saturation_is_that_of_the_function_before_a_dropout(
    view: ActivationsView, stack: HistogramStack
) -> None:
    layers = (Dense(4), Sigmoid(), Dropout(0.5), Dense(4), ReLU(), Dense(2))
    run = Run(Experiment(data=Spiral(), network=NetworkSpec(layers), seed=1))
    run.network.views["0.dense.weight"][...] = 1000
    view.show(snapshot_of(run, view.wants))
    assert "saturated" in stack.rows[0].note
    assert "saturated" not in stack.rows[1].note


def test_over_the_run_there_is_a_curve_a_layer(
    view: ActivationsView, plot: Plot, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(view._history, "_interval", 0.0)
    view.restore_settings({"mode": "run"})
    run = spiral_run()
    loaded = loaded_of(run)
    for _ in range(40):
        run.step()
        view.show(snapshot_of(run, view.wants, loaded))
    assert plot.curve_names == ("L1", "L2", "out")
    qtbot.waitUntil(lambda: len(colours_of(plot)) > 20)  # lines and bands over each other
    view.leave()
    run.step()
    view.show(snapshot_of(run, view.wants, loaded))
    assert len(view._history) == 42


def test_an_unknown_mode_is_left_alone(view: ActivationsView) -> None:
    view.restore_settings({"mode": "sideways"})
    assert view.save_settings() == {"mode": "histograms"}


def test_one_sample_is_followed_through_every_layer(view: ActivationsView) -> None:
    run = spiral_run()
    assert view.sample.number.isHidden()
    view.restore_settings({"mode": "sample"})
    assert view.wants == (OneSample(0),)
    view.show(snapshot_of(run, view.wants))
    canvas = view.widget.findChild(FlowCanvas)
    assert canvas is not None
    assert canvas.titles[2:] == (
        *("1 · Dense", "2 · ReLU", "3 · Dense", "4 · ReLU", "5 · Dense"),
        "Target, one-hot",
    )
    assert view.sample.number.maximum() == len(run.dataset.columns)
    assert not view.sample.number.isHidden()


def test_another_sample_is_asked_for_by_its_number(
    view: ActivationsView, session: QuietSession, qtbot: QtBot
) -> None:
    view.restore_settings({"mode": "sample"})
    view.show(snapshot_of(spiral_run(), view.wants))
    with qtbot.waitSignal(session.stirred):
        view.sample.number.setValue(12)
    assert view.wants == (OneSample(11),)
