"""Layers are put in, moved and doubled so that the output layer stays the last dense one."""

import pytest

from app.panels.layer_order import (
    are_neighbours,
    copies,
    exchanged,
    followed,
    gathered,
    in_block,
    inserted,
    insertion_index,
    may_move,
    moved,
    without,
)
from engine.experiment.network import Dense, ReLU, Residual, Sigmoid, Tanh

LAYERS = (Dense(4), ReLU(), Dense(6), Tanh(), Dense(2))
TRAILING = (Dense(4), ReLU(), Dense(2), Tanh(), Sigmoid())


@pytest.mark.parametrize(("selected", "index"), [(-1, 4), (0, 1), (3, 4), (4, 4)])
def test_new_layers_stand_after_the_selected_and_before_the_output(
    selected: int, index: int
) -> None:
    assert insertion_index(LAYERS, selected, 4) == index
    assert inserted(LAYERS, index, Dense(9))[-1] == Dense(2)


def test_a_layer_behind_the_output_is_no_place_for_new_ones() -> None:
    assert insertion_index(TRAILING, 4, 2) == 2


def test_without_an_output_layer_the_end_is_a_place_too() -> None:
    assert insertion_index(LAYERS, -1, -1) == insertion_index(LAYERS, 4, -1) == 5


def test_a_layer_is_taken_out_or_exchanged_alone() -> None:
    assert without(LAYERS, (1,)) == (Dense(4), Dense(6), Tanh(), Dense(2))
    assert exchanged(LAYERS, 1, Tanh()) == (Dense(4), Tanh(), Dense(6), Tanh(), Dense(2))


def test_no_layer_passes_the_output_layer() -> None:
    may = {(a, b) for a in range(5) for b in range(5) if a != b and may_move(TRAILING, 2, a, b)}
    assert may == {(0, 1), (1, 0), (3, 4), (4, 3)}
    assert not may_move(LAYERS, 4, 3, 5)
    assert not may_move(LAYERS, 4, 0, -1)


@pytest.mark.parametrize(("start", "end"), [(0, 3), (3, 0), (1, 2)])
def test_a_moved_layer_stands_where_it_was_asked_to(start: int, end: int) -> None:
    result = moved(LAYERS, start, end)
    assert result[end] == LAYERS[start]
    assert sorted(map(repr, result)) == sorted(map(repr, LAYERS))


@pytest.mark.parametrize(("start", "end"), [(0, 3), (3, 0), (1, 2), (2, 2)])
def test_a_layer_is_followed_through_a_move(start: int, end: int) -> None:
    layers = tuple(Dense(units) for units in range(1, 6))
    result = moved(layers, start, end)
    for index, layer in enumerate(layers):
        assert result[followed(index, start, end)] == layer


@pytest.mark.parametrize(
    ("chosen", "start", "end", "order"),
    [
        ((0, 1), 0, 2, "CABDE"),
        ((0, 1), 1, 3, "CDABE"),
        ((2, 3), 3, 0, "CDABE"),
        ((0, 2), 0, 3, "BDACE"),
        ((2, 3), 3, 2, "ACDBE"),
        ((1, 2), 1, 2, "ADBCE"),
    ],
)
def test_chosen_layers_move_side_by_side(
    chosen: tuple[int, ...], start: int, end: int, order: str
) -> None:
    layers = tuple(Dense(units) for units in range(1, 6))
    result, place = gathered(layers, chosen, start, end, 4)
    assert "".join("ABCDE"[layer.units - 1] for layer in result) == order
    assert result[place] == layers[chosen[0]]


def test_chosen_layers_do_not_pass_the_output_or_the_ends() -> None:
    for chosen, start, end in (((1, 3), 3, 2), ((0, 1), 0, -1), ((0, 1), 1, 3), ((0, 2), 0, 1)):
        assert gathered(TRAILING, chosen, start, end, 2) == (TRAILING, -1)


def test_copies_are_values_of_their_own() -> None:
    copy, other = copies(LAYERS, (0, 2))
    assert (copy, other) == (LAYERS[0], LAYERS[2])
    assert copy is not LAYERS[0]


def test_neighbours_go_into_a_block_where_they_stood() -> None:
    assert are_neighbours((1, 2, 3))
    assert not are_neighbours((1, 3))
    assert not are_neighbours(())
    block = Residual((ReLU(), Dense(6)))
    assert in_block(LAYERS, (1, 2)) == (Dense(4), block, Tanh(), Dense(2))
