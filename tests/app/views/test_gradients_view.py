"""One bar a layer, from violet to cyan, on decades that keep still."""

import pytest
from PySide6.QtCore import QPoint
from pytestqt.qtbot import QtBot

from app.look.appearance import Appearance
from app.look.theme import DARK, LIGHT, layer_colour
from app.views.gradient_bars import Bar, GradientBars
from app.views.gradients_view import GradientsView
from engine.experiment.data import Spiral
from engine.experiment.experiment import Experiment
from engine.experiment.network import Dense, NetworkSpec, Sigmoid
from engine.probes import GradientMagnitudes, LayerGradients
from engine.run import Run
from tests.app.views.conftest import QuietSession
from tests.app.views.pictures import colours_of
from tests.app.views.snapshots import loaded_of, snapshot_of, spiral_run, trained


@pytest.fixture
def view(qtbot: QtBot, session: QuietSession, appearance: Appearance) -> GradientsView:
    made = GradientsView(session, appearance)
    qtbot.addWidget(made.widget)
    made.widget.resize(280, 280)
    with qtbot.waitExposed(made.widget):
        made.widget.show()
    return made


@pytest.fixture
def bars(view: GradientsView) -> GradientBars:
    found = view.widget.findChild(GradientBars)
    assert found is not None
    return found


def test_it_is_quiet_before_the_first_step(view: GradientsView, bars: GradientBars) -> None:
    view.show(snapshot_of(spiral_run(), view.wants))
    assert layer_colour(0, 3, LIGHT) not in colours_of(bars)


def test_every_layer_has_its_colour_in_both_themes(
    view: GradientsView, bars: GradientBars, appearance: Appearance
) -> None:
    view.show(snapshot_of(spiral_run(1), view.wants))
    assert bars.labels == ("L1", "L2", "out")
    assert {layer_colour(index, 3, LIGHT) for index in range(3)} <= colours_of(bars)
    appearance.set_mode("dark")
    assert {layer_colour(index, 3, DARK) for index in range(3)} <= colours_of(bars)
    assert LIGHT.panel not in colours_of(bars)


def test_the_mouse_tells_a_layers_gradient(
    view: GradientsView, bars: GradientBars, qtbot: QtBot
) -> None:
    run = spiral_run(1)
    view.show(snapshot_of(run, view.wants))
    magnitude = list(GradientMagnitudes().measure(run).values())[1]
    qtbot.mouseMove(bars, QPoint(bars.width() // 2 + 15, 100))
    qtbot.waitUntil(lambda: bool(bars.card_lines))
    assert bars.card_lines == [
        "L2",
        f"mean |∂L/∂w| {magnitude.mean:.3g}",
        f"norm {magnitude.norm:.3g}",
    ]


def test_the_scale_keeps_still_while_the_bars_fit(bars: GradientBars) -> None:
    bars.set_bars((Bar(1e-3), Bar(0.5)))
    before = bars.decades
    bars.set_bars((Bar(3e-3), Bar(0.1)))
    assert bars.decades == before
    bars.set_bars((Bar(1e-9), Bar(0.1)))
    assert bars.decades != before


def test_a_gradient_of_zero_has_no_bar(bars: GradientBars) -> None:
    bars.set_bars((Bar(0.0), Bar(0.1)))
    assert layer_colour(0, 2, LIGHT) not in colours_of(bars)
    assert layer_colour(1, 2, LIGHT) in colours_of(bars)


def test_fifty_layers_fit(bars: GradientBars) -> None:
    bars.set_bars([Bar(0.01)] * 50)
    assert len(bars.labels) == 50
    assert layer_colour(49, 50, LIGHT) in colours_of(bars)


def sigmoid_run(layers: int = 3) -> Run:
    hidden = [layer for _ in range(layers) for layer in (Dense(4), Sigmoid())]
    return Run(Experiment(data=Spiral(), network=NetworkSpec((*hidden, Dense(2))), seed=1))


def test_the_guide_loses_three_quarters_at_each_sigmoid(
    view: GradientsView, bars: GradientBars
) -> None:
    view.restore_settings({"target": "activations"})
    run = trained(sigmoid_run(), 1)
    view.show(snapshot_of(run, view.wants))
    found = LayerGradients().measure(run)
    norms = [found.activations[place].magnitude.norm for place in (2, 4, 6, 7)]
    assert [bar.value for bar in bars._bars] == pytest.approx(norms)
    guides = [bar.guide for bar in bars._bars]
    assert guides[:2] == pytest.approx([norms[3] / 16, norms[3] / 4])
    assert guides[2:] == [None, None]  # no sigmoid lies between these and the output
    assert f"× {norms[2] / norms[3]:.3g} against the layer behind" in bars._bars[2].story


def test_without_sigmoids_there_is_no_guide(view: GradientsView, bars: GradientBars) -> None:
    view.restore_settings({"target": "activations"})
    view.show(snapshot_of(spiral_run(1), view.wants))
    assert [bar.guide for bar in bars._bars] == [None, None, None]


def test_only_what_is_shown_is_measured(view: GradientsView) -> None:
    assert view.wants == (GradientMagnitudes(),)
    view.restore_settings({"mode": "histograms"})
    assert view.wants == (GradientMagnitudes(), LayerGradients())
    view.restore_settings({"mode": "map"})
    assert view.wants == (GradientMagnitudes(),)
    view.restore_settings({"target": "activations"})
    assert view.wants == (GradientMagnitudes(), LayerGradients())


@pytest.mark.parametrize("target", ["weights", "activations"])
@pytest.mark.parametrize("mode", ["bars", "run", "map", "histograms"])
def test_every_mode_draws_both_gradients_in_both_themes(
    view: GradientsView, appearance: Appearance, qtbot: QtBot, mode: str, target: str
) -> None:
    for history in view._histories.values():
        history._interval = 0.0
    view.restore_settings({"mode": mode, "target": target})
    run = sigmoid_run()
    loaded = loaded_of(run)
    for _ in range(20):
        run.step()
        view.show(snapshot_of(run, view.wants, loaded))
    qtbot.waitUntil(lambda: len(colours_of(view.widget)) > 12)
    appearance.set_mode("dark")
    qtbot.waitUntil(lambda: LIGHT.panel not in colours_of(view.widget))
    assert view.save_settings() == {"mode": mode, "target": target}
