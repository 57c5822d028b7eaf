"""Columns fold activations into their dense layer and are named as the field names them."""

from itertools import pairwise

import numpy as np
import pytest

from app.views.columns import columns_of
from engine.experiment.data import Bumps, Spiral
from engine.experiment.experiment import Experiment
from engine.experiment.network import (
    BatchNorm,
    Conv2D,
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
from tests.app.views.stack_runs import code_run, image_run, sequence_run


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


def shapes_of(run: Run) -> list[tuple[str, tuple[int, ...]]]:
    return [(column.title, column.shape) for column in columns_of(loaded_of(run))]


def test_layers_of_images_have_the_shape_of_their_maps() -> None:
    run = image_run()
    assert shapes_of(run) == [
        ("Inputs", (1, 6, 6)),
        ("Conv2D 4 · Batch Norm · ReLU", (4, 6, 6)),
        ("Max Pooling 4", (4, 3, 3)),
        ("Conv2D 6 · ReLU · Dropout · Flatten", (6, 2, 2)),
        ("Dense 8 · ReLU", ()),
        ("Output · softmax", ()),
    ]
    columns = columns_of(loaded_of(run))
    assert [column.kernels for column in columns] == [
        *("", "0.conv2d.weight", "", "4.conv2d.weight", "", "")
    ]
    assert [column.start for column in columns] == [-1, 0, 3, 4, 8, 10]


def test_a_convolution_that_keeps_the_number_of_units_is_a_column_of_its_own() -> None:
    layers = (Conv2D(1, 3, padding=1), ReLU(), Conv2D(1, 3, padding=1), Flatten(), Dense(3))
    titles = [title for title, _ in shapes_of(image_run(layers))]
    assert titles == ["Inputs", "Conv2D 1 · ReLU", "Conv2D 1 · Flatten", "Output · softmax"]


def test_layers_of_sequences_have_steps() -> None:
    assert shapes_of(sequence_run()) == [
        ("Inputs", (7, 1)),
        ("RNN 3", (7, 3)),
        ("LSTM 5", ()),
        ("Output · softmax", ()),
    ]
    assert shapes_of(code_run())[:2] == [("Inputs", (6, 1)), ("Embedding 3", (6, 3))]


def test_a_row_that_becomes_maps_ends_its_column() -> None:
    layers = (Dense(16), ReLU(), Reshape((1, 4, 4)), Conv2D(2, 3), Flatten(), Dense(2))
    assert shapes_of(Run(Experiment(Spiral(), NetworkSpec(layers)))) == [
        ("Inputs", ()),
        ("Dense 16 · ReLU", ()),
        ("Reshape 1", (1, 4, 4)),
        ("Conv2D 2 · Flatten", (2, 2, 2)),
        ("Output · softmax", ()),
    ]
