"""Histograms in the layers' colours; a bar that would flatten the others is cut."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint
from pytestqt.qtbot import QtBot

from app.look.appearance import Appearance
from app.look.theme import DARK, LIGHT, layer_colour
from app.views.histogram_stack import HistogramRow, HistogramStack, heights_of
from engine.probes import Histogram
from tests.app.views.pictures import colours_of


def row(label: str, counts: tuple[int, ...] = (1, 4, 2), note: str = "") -> HistogramRow:
    return HistogramRow(label, Histogram(np.array(counts), -1.0, 2.0), note, ("Dense 8",))


@pytest.fixture
def stack(qtbot: QtBot, appearance: Appearance) -> HistogramStack:
    made = HistogramStack(appearance.theme, "Activations", "Nothing yet.")
    qtbot.addWidget(made)
    made.resize(300, 240)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_every_layer_has_its_colour_in_both_themes(stack: HistogramStack) -> None:
    stack.set_rows([row("L1"), row("L2", note="dead 5 %"), row("out")])
    assert {layer_colour(index, 3, LIGHT) for index in range(3)} <= colours_of(stack)
    stack.set_theme(DARK)
    assert {layer_colour(index, 3, DARK) for index in range(3)} <= colours_of(stack)
    assert LIGHT.panel not in colours_of(stack)


def test_without_layers_there_is_a_sentence(stack: HistogramStack) -> None:
    assert len(colours_of(stack)) > 1
    assert layer_colour(0, 1, LIGHT) not in colours_of(stack)


def test_the_mouse_tells_bin_and_layer(stack: HistogramStack, qtbot: QtBot) -> None:
    stack.set_rows([row("L1"), row("out", (1, 3, 0))])
    qtbot.mouseMove(stack, QPoint(stack.width() // 2 + 14, stack.height() - 60))
    qtbot.waitUntil(lambda: bool(stack.card_lines))
    assert stack.card_lines == ["out", "Dense 8", "0 … 1: 75.0\u202f%"]


def test_fifty_layers_fit(stack: HistogramStack) -> None:
    stack.set_rows([row(f"L{number}") for number in range(50)])
    assert layer_colour(49, 50, LIGHT) in colours_of(stack)


def test_heights_are_shares_of_the_highest() -> None:
    heights, cut = heights_of(np.array([0, 5, 10, 9]))
    assert heights == pytest.approx([0, 0.5, 1, 0.9])
    assert not cut.any()


def test_one_bar_far_above_the_others_is_cut() -> None:
    heights, cut = heights_of(np.array([1000, 10, 5]))
    assert cut.tolist() == [True, False, False]
    assert heights == pytest.approx([1, 1 / 1.3, 0.5 / 1.3])


@pytest.mark.parametrize("counts", [[7], [0, 7, 0], [0, 0]])
def test_a_single_bar_stands_whole(counts: list[int]) -> None:
    heights, cut = heights_of(np.array(counts))
    assert heights.max() == (1 if any(counts) else 0)
    assert not cut.any()
