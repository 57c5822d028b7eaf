"""A heat map has a row a layer and leaves open what was not measured."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint
from pytestqt.qtbot import QtBot

from app.look.appearance import Appearance
from app.look.theme import LIGHT
from app.views.heat_map import HeatMap
from tests.app.views.pictures import colour_at, colours_of


@pytest.fixture
def heat(qtbot: QtBot, appearance: Appearance) -> HeatMap:
    made = HeatMap(appearance.theme, "Gradients", "Nothing yet.")
    qtbot.addWidget(made)
    made.resize(300, 200)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_a_gap_shows_the_panel(heat: HeatMap) -> None:
    values = np.array([[1e-3, 1.0], [np.nan, np.nan], [1e-3, 1.0], [1e-3, 1.0]])
    heat.draw(np.array([0.0, 0, 50, 100]), values)
    plot, image = heat._plot, heat.grab().toImage()
    y = plot.top() + plot.height() / 4
    assert colour_at(image, plot.left() + plot.width() / 4, y) == LIGHT.panel
    assert colour_at(image, plot.left() + 3 * plot.width() / 4, y) != LIGHT.panel


def test_layers_are_told_apart_by_magnitude(heat: HeatMap) -> None:
    heat.draw(np.array([0.0, 100]), np.array([[1e-4, 1.0], [1e-4, 1.0]]))
    plot, image = heat._plot, heat.grab().toImage()
    upper = colour_at(image, plot.center().x(), plot.top() + plot.height() / 4)
    lower = colour_at(image, plot.center().x(), plot.bottom() - plot.height() / 4)
    assert upper != lower


def test_the_mouse_tells_layer_step_and_value(heat: HeatMap, qtbot: QtBot) -> None:
    heat.draw(np.array([0.0, 100]), np.array([[0.5, 1.0], [0.5, 1.0]]))
    qtbot.mouseMove(heat, heat._plot.center().toPoint() - QPoint(20, 20))
    qtbot.waitUntil(lambda: bool(heat.card_lines))
    assert heat.card_lines == ["L1", "step 0", "0.5"]


def test_one_row_is_drawn_and_none_is_a_sentence(heat: HeatMap) -> None:
    assert len(colours_of(heat)) > 1
    heat.draw(np.array([7.0]), np.array([[0.1, 0.2]]))
    assert len(colours_of(heat)) > 5
    heat.clear()
    assert heat.card_lines == []
