"""Layers are put in, moved and doubled so that the output layer stays the last dense one."""

import pytest

from app.panels.layer_order import (
    block_like,
    exchanged,
    followed,
    inserted,
    insertion_index,
    may_move,
    moved,
    new_layer,
    without,
)
from engine.experiment.network import Dense, NetworkSpec, ReLU, Sigmoid, Tanh

NETWORK = NetworkSpec((Dense(4), ReLU(), Dense(6), Tanh(), Dense(2)))
TRAILING = NetworkSpec((Dense(4), ReLU(), Dense(2), Tanh(), Sigmoid()))


@pytest.mark.parametrize(("selected", "index"), [(-1, 4), (0, 1), (3, 4), (4, 4)])
def test_new_layers_stand_after_the_selected_and_before_the_output(
    selected: int, index: int
) -> None:
    assert insertion_index(NETWORK, selected) == index
    assert inserted(NETWORK, index, Dense(9)).output_units == 2


def test_a_layer_behind_the_output_is_no_place_for_new_ones() -> None:
    assert insertion_index(TRAILING, 4) == TRAILING.output_index == 2


def test_a_layer_is_taken_out_or_exchanged_alone() -> None:
    assert without(NETWORK, 1).layers == (Dense(4), Dense(6), Tanh(), Dense(2))
    assert exchanged(NETWORK, 1, Tanh()).layers == (Dense(4), Tanh(), Dense(6), Tanh(), Dense(2))


def test_no_layer_passes_the_output_layer() -> None:
    may = {(a, b) for a in range(5) for b in range(5) if a != b and may_move(TRAILING, a, b)}
    assert may == {(0, 1), (1, 0), (3, 4), (4, 3)}
    assert not may_move(NETWORK, 3, 5)
    assert not may_move(NETWORK, 0, -1)


@pytest.mark.parametrize(("start", "end"), [(0, 3), (3, 0), (1, 2)])
def test_a_moved_layer_stands_where_it_was_asked_to(start: int, end: int) -> None:
    result = moved(NETWORK, start, end)
    assert result.layers[end] == NETWORK.layers[start]
    assert sorted(map(repr, result.layers)) == sorted(map(repr, NETWORK.layers))


@pytest.mark.parametrize(("start", "end"), [(0, 3), (3, 0), (1, 2), (2, 2)])
def test_a_layer_is_followed_through_a_move(start: int, end: int) -> None:
    network = NetworkSpec(tuple(Dense(units) for units in range(1, 6)))
    result = moved(network, start, end)
    for index, layer in enumerate(network.layers):
        assert result.layers[followed(index, start, end)] == layer


def test_new_layers_are_like_those_before_them() -> None:
    assert new_layer(Dense, NETWORK, 3) == Dense(6)
    assert new_layer(Tanh, NETWORK, 3) == Tanh()
    assert block_like(NETWORK, 2) == (Dense(4), ReLU())
    assert block_like(NetworkSpec((Dense(2),)), 0) == (Dense(8), ReLU())
