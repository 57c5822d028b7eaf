"""One bar a layer, from violet to cyan, on decades that keep still."""

import pytest
from PySide6.QtCore import QPoint
from pytestqt.qtbot import QtBot

from app.look.appearance import Appearance
from app.look.theme import DARK, LIGHT, layer_colour
from app.views.gradient_bars import GradientBars
from app.views.gradients_view import GradientsView
from engine.probes import GradientMagnitudes, Magnitude
from tests.app.views.conftest import QuietSession
from tests.app.views.pictures import colours_of
from tests.app.views.snapshots import snapshot_of, spiral_run


@pytest.fixture
def view(qtbot: QtBot, session: QuietSession, appearance: Appearance) -> GradientsView:
    made = GradientsView(session, appearance)
    qtbot.addWidget(made.widget)
    made.widget.resize(280, 250)
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
    bars.set_magnitudes((Magnitude(1e-3, 1), Magnitude(0.5, 1)))
    before = bars.decades
    bars.set_magnitudes((Magnitude(3e-3, 1), Magnitude(0.1, 1)))
    assert bars.decades == before
    bars.set_magnitudes((Magnitude(1e-9, 1), Magnitude(0.1, 1)))
    assert bars.decades != before


def test_a_gradient_of_zero_has_no_bar(bars: GradientBars) -> None:
    bars.set_magnitudes((Magnitude(0.0, 0.0), Magnitude(0.1, 1.0)))
    assert layer_colour(0, 2, LIGHT) not in colours_of(bars)
    assert layer_colour(1, 2, LIGHT) in colours_of(bars)


def test_fifty_layers_fit(bars: GradientBars) -> None:
    bars.set_magnitudes([Magnitude(0.01, 1.0)] * 50)
    assert len(bars.labels) == 50
    assert layer_colour(49, 50, LIGHT) in colours_of(bars)
