"""A diagram finds a place for every neuron that it draws, and says how many it does not."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QPointF

from app.views.columns import Column
from app.views.diagram import HEADING_HEIGHT, MOST_UNITS, Diagram, Neuron


def column(units: int, is_output: bool = False) -> Column:
    return Column(f"{units}", units, 0, 0, None, (), is_output)


def diagram(*units: int, width: int = 830, height: int = 520) -> Diagram:
    *inner, last = units
    return Diagram([*map(column, inner), column(last, is_output=True)], width, height)


SIZES = [(400, 300), (830, 520), (1600, 900)]
NETWORKS = [(2, 8, 8, 2), (2, 1), (30, 200, 10), (2, *[64] * 12, 3)]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("units", NETWORKS)
def test_every_neuron_is_drawn_or_counted(units: tuple[int, ...], size: tuple[int, int]) -> None:
    found = diagram(*units, width=size[0], height=size[1])
    for index, count in enumerate(units):
        assert len(found.boxes[index]) == found.shown[index] <= MOST_UNITS
        assert found.shown[index] + found.hidden(index) == count


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("units", NETWORKS)
def test_neurons_stand_below_the_heading_and_never_overlap(
    units: tuple[int, ...], size: tuple[int, int]
) -> None:
    found = diagram(*units, width=size[0], height=size[1])
    for boxes in found.boxes:
        assert boxes[0].top() >= HEADING_HEIGHT
        assert boxes[-1].bottom() <= size[1]
        assert all(upper.bottom() <= lower.top() for upper, lower in pairwise(boxes))
    for left, right in pairwise(found.boxes):
        assert left[0].right() < right[0].left()


def test_a_neuron_is_found_where_it_is_drawn() -> None:
    found = diagram(2, 8, 2)
    for place in (Neuron(0, 1), Neuron(1, 7), Neuron(2, 0)):
        assert found.neuron_at(found.boxes[place.column][place.unit].center()) == place
    assert found.neuron_at(QPointF(2, 2)) is None


def test_gaps_lie_between_the_columns() -> None:
    found = diagram(2, 8, 2)
    assert found.gap_at((found.centre(0) + found.centre(1)) / 2) == 0
    assert found.gap_at(found.centre(1)) is None
    starts, ends = found.ends(1)
    assert starts.shape == (8, 2)
    assert ends.shape == (2, 2)


def test_many_layers_need_more_width_than_there_is() -> None:
    assert diagram(2, 8, 8, 2).width == 830
    assert diagram(*[8] * 30).width > 830


def test_zooming_in_finds_room_for_more_neurons() -> None:
    usual = diagram(2, 200, 2)
    larger = Diagram([column(2), column(200), column(2, is_output=True)], 830, 520, zoom=3.0)
    assert larger.shown[1] > usual.shown[1]
    assert larger.width > 2 * usual.width
    assert larger.height == 3 * usual.height
    assert larger.boxes[0][0].width() > usual.boxes[0][0].width()


def test_zooming_out_brings_all_columns_into_sight() -> None:
    columns = [column(8) for _ in range(31)]
    usual = Diagram(columns, 830, 520)
    assert usual.width > 830
    fitting = Diagram(columns, 830, 520, zoom=usual.fitting_zoom)
    assert fitting.width == 830
    assert diagram(2, 8, 2).fitting_zoom == 1.0
