"""Columns fold activations into their dense layer and are named as the field names them."""

import numpy as np
import pytest

from app.views.columns import columns_of
from engine.experiment.data import Bumps, Spiral
from engine.experiment.experiment import Experiment
from engine.experiment.network import Dense, NetworkSpec, ReLU, Sigmoid, Tanh
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
