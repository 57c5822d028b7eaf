"""Columns fold activations into their dense layer and are named as the field names them."""

from itertools import pairwise

import numpy as np
import pytest

from app.views.columns import columns_of
from engine.experiment.data import Bumps, Spiral
from engine.experiment.experiment import Experiment
from engine.experiment.network import (
    BatchNorm,
    Dense,
    Dropout,
    Flatten,
    LeakyReLU,
    Maxout,
    NetworkSpec,
    ReLU,
    Reshape,
    Sigmoid,
    Tanh,
)
from engine.experiment.training import Training
from engine.probes import NeuronMaps
from engine.run import Run
from tests.app.views.snapshots import experiment_on, loaded_of, spiral_run


def test_the_spirals_network_has_four_columns() -> None:
    columns = columns_of(loaded_of(spiral_run()))
    titles = [column.title for column in columns]
    assert titles == ["Inputs", "Dense 8 · ReLU", "Dense 8 · ReLU", "Output · softmax"]
    assert [column.units for column in columns] == [2, 8, 8, 2]
    assert columns[0].labels == ("x₁", "x₂")


def test_each_column_finds_its_maps_and_tensors() -> None:
    run = spiral_run()
    pictures = NeuronMaps(resolution=8).measure(run)
    columns = columns_of(loaded_of(run))
    for column in columns:
        assert len(pictures.maps[column.map_index]) == column.units
    for column in columns[1:]:
        assert run.network.views[column.weight_name].shape[1] == column.units
        assert run.network.views[column.bias_name].shape == (column.units,)
        sums, outputs = pictures.maps[column.sum_index], pictures.maps[column.map_index]
        expected = sums if column.is_output else np.maximum(sums, 0)
        assert outputs == pytest.approx(expected)


def test_activations_before_the_first_dense_layer_belong_to_the_inputs() -> None:
    spec = NetworkSpec((Tanh(), Dense(3), Dense(2)))
    columns = columns_of(loaded_of(Run(Experiment(Spiral(), spec))))
    titles = [column.title for column in columns]
    assert titles == ["Inputs · tanh", "Dense 3", "Output · softmax"]
    assert [column.map_index for column in columns] == [1, 2, 3]


def test_one_output_is_a_sigmoid_without_a_class_of_its_own() -> None:
    spec = NetworkSpec((Dense(3), ReLU(), Dense(1)))
    experiment = Experiment(Spiral(), spec, Training(loss="binary_cross_entropy"))
    output = columns_of(loaded_of(Run(experiment)))[-1]
    assert output.title == "Output · sigmoid"
    assert output.labels == ()


def test_regression_has_plain_outputs() -> None:
    output = columns_of(loaded_of(Run(experiment_on(Bumps(), outputs=1))))[-1]
    assert output.title == "Output"


def test_an_activation_of_the_output_is_named() -> None:
    spec = NetworkSpec((Dense(2), Sigmoid()))
    experiment = Experiment(Spiral(), spec, Training(loss="mean_squared_error"))
    assert columns_of(loaded_of(Run(experiment)))[-1].title == "Output · sigmoid"


def test_layers_that_keep_the_units_belong_to_the_column_before_them_and_others_are_columns() -> (
    None
):
    hidden = (Dense(8), BatchNorm(), LeakyReLU(), Maxout(2), Dropout(0.1))
    shaped = (Dense(6), Reshape((3, 2)), Flatten(), ReLU())
    run = Run(Experiment(Spiral(), NetworkSpec((*hidden, *shaped, Dense(2)))))
    columns = columns_of(loaded_of(run))
    assert [column.title for column in columns] == [
        "Inputs",
        "Dense 8 · Batch Norm · leaky ReLU",
        "Maxout 4 · Dropout",
        "Dense 6 · Reshape · Flatten · ReLU",
        "Output · softmax",
    ]
    assert [column.units for column in columns] == [2, 8, 4, 6, 2]
    pictures = NeuronMaps(resolution=8).measure(run)
    for column in columns:
        assert len(pictures.maps[column.map_index]) == column.units
        assert len(pictures.maps[column.sum_index]) == column.units
    assert columns[2].weight_name not in run.network.views
    for before, column in pairwise(columns[2:]):
        weight = run.network.views[column.weight_name]
        assert weight.shape == (before.units, column.units)
