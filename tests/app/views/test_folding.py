"""Folding hides columns in bands, unrolls layers, and keeps both when other layers are edited."""

import pytest

from app.views.columns import columns_of
from app.views.folding import Folding
from engine.experiment.data import Parity
from engine.experiment.experiment import Experiment
from engine.experiment.network import GRU, LSTM, AnyLayer, Dense, Flatten, NetworkSpec, ReLU, Tanh
from engine.run import Run
from tests.app.views.snapshots import loaded_of, spiral_run

DEEP = columns_of(loaded_of(spiral_run(0, units=(5, 6, 7, 8, 9, 10))))


def layers(*units: int) -> tuple[AnyLayer, ...]:
    return tuple(layer for count in units for layer in (Dense(count), ReLU()))


def test_without_folds_the_columns_are_as_they_were() -> None:
    assert Folding().arrange(DEEP) == DEEP


def test_neighbours_make_one_band_that_counts_what_it_hides() -> None:
    shown = Folding(frozenset({2, 4, 8})).arrange(DEEP)
    assert [column.form for column in shown] == ["row", "row", "band", "row", "band", "row", "row"]
    assert [each.units for each in shown[2].hides] == [6, 7]
    assert shown[2].title == "2 layers"
    assert shown[4].hides == (DEEP[5],)
    assert shown[2].layer is None  # no weights are drawn into it


def test_folding_a_band_shows_all_that_it_hides() -> None:
    folding = Folding(frozenset({2, 4, 8}))
    band = folding.arrange(DEEP)[2]
    assert folding.toggled(band) == Folding(frozenset({8}))
    assert folding.toggled(DEEP[1]) == Folding(frozenset({0, 2, 4, 8}))
    assert folding.unfolded() == Folding()


def test_the_middle_leaves_both_ends() -> None:
    shown = Folding().without_middle(DEEP).arrange(DEEP)
    assert [column.form for column in shown] == ["row"] * 3 + ["band"] + ["row"] * 3
    assert shown[0] == DEEP[0]
    assert shown[-1] == DEEP[-1]


@pytest.mark.parametrize("layer", [LSTM(4), GRU(4, output="sequence")])
def test_a_recurrent_layer_is_unrolled_over_its_steps(layer: AnyLayer) -> None:
    network = NetworkSpec((GRU(3, output="sequence"), layer, Flatten(), Dense(2)))
    columns = columns_of(loaded_of(Run(Experiment(Parity(samples=60, length=7), network))))
    assert [column.steps for column in columns] == [0, 7, 7, 0]
    folding = Folding().turned(columns[2])
    shown = folding.arrange(columns)[2]
    assert (shown.form, shown.shape, shown.tiles) == ("steps", (7, 4), 7)
    assert folding.turned(columns[2]) == Folding()
    assert Folding().turned(columns[3]) == Folding()  # a dense layer has no steps


EDITS = [
    (layers(1, 2, 3, 4), {0, 4}, {0, 4}),  # as it was
    (layers(1, 9, 2, 3, 4), {0, 4}, {0, 6}),  # a layer put in between
    (layers(1, 3, 4), {0, 4}, {0, 2}),  # a layer taken out
    (layers(1, 2, 7, 4), {0, 4}, {0, 4}),  # the folded layer itself changed
    (layers(1, 2, 4), {0, 4}, {0}),  # the folded layer taken out
    ((Dense(5), Tanh(), Dense(2)), {0, 4}, set()),  # another network
]


@pytest.mark.parametrize(("new", "folded", "expected"), EDITS)
def test_folds_survive_the_edit_of_other_layers(
    new: tuple[AnyLayer, ...], folded: set[int], expected: set[int]
) -> None:
    before = Folding(frozenset(folded), frozenset(folded))
    after = before.carried(layers(1, 2, 3, 4), new)
    assert after == Folding(frozenset(expected), frozenset(expected))


def test_folded_inputs_stay_folded() -> None:
    assert Folding(frozenset({-1})).carried(layers(1, 2), layers(1, 3, 2)).folded == {-1}


def test_settings_bring_the_same_folds_back_for_the_same_network() -> None:
    folding = Folding(frozenset({2, 4}), frozenset({0}))
    settings = folding.to_settings(8)
    assert Folding.from_settings(settings, 8) == folding
    assert Folding.from_settings(settings, 9) == Folding()
    assert Folding().to_settings(8) == {}


@pytest.mark.parametrize("settings", [None, 3, {"layers": 8}, {"layers": 8, "folded": ["a", None]}])
def test_wrong_settings_fold_nothing(settings: object) -> None:
    assert Folding.from_settings(settings, 8) == Folding()
