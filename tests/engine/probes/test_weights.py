"""Probes of the weights: copies, and pictures with each weight in its place."""

import msgspec
import numpy as np
import pytest

from engine.arrays import to_host
from engine.experiment.data import Table
from engine.experiment.network import (
    LSTM,
    AnyLayer,
    Conv2D,
    Dense,
    Dropout,
    Flatten,
    LocallyConnected2D,
    NetworkSpec,
    ReLU,
    Reshape,
    Residual,
)
from engine.probes import WeightImages, WeightValues
from engine.run import Run
from tests.engine.experiments import clouds, spiral
from tests.engine.probes.deep import normal_data


def run_of(backend: str, *layers: AnyLayer) -> Run:
    return Run(msgspec.structs.replace(clouds(), network=NetworkSpec(layers)), backend=backend)


def test_weights_are_copies(backend) -> None:
    run = Run(spiral(), backend=backend)
    for probe in (WeightValues(), WeightImages("0.dense.weight")):
        result = probe.measure(run)
        values = result["0.dense.weight"] if isinstance(result, dict) else result.tiles
        before = values.copy()
        run.train(30)
        assert np.array_equal(values, before)
    assert not np.array_equal(WeightValues().measure(run)["0.dense.weight"], values)


def test_a_dense_layers_tile_is_a_column_laid_over_the_datas_picture(backend) -> None:
    from_rows = NetworkSpec((Dense(5), ReLU(), Dense(2)))
    experiment = msgspec.structs.replace(spiral(), data=clouds().data)
    run = Run(experiment, backend=backend)
    pictures = WeightImages().measure(run)
    assert pictures.name == "0.dense.weight"
    assert pictures.tiles.shape == (8, 1, 1, 2)  # the plane's two inputs form no picture
    digits = normal_data(samples=350, columns=12)
    table = msgspec.structs.replace(experiment, data=Table(path="pictures.csv"), network=from_rows)
    run = Run(table, digits, backend=backend)
    pictures = WeightImages(image_shape=(1, 3, 4)).measure(run)
    assert pictures.tiles.shape == (5, 1, 3, 4)
    weight = to_host(run.network.views["0.dense.weight"])
    assert np.array_equal(pictures.tiles[2, 0, 1], weight[4:8, 2])
    assert WeightImages().measure(run).tiles.shape == (5, 1, 1, 12)
    # the second layer's inputs are not pixels, whatever their number
    assert WeightImages("2.dense.weight", (1, 1, 5)).measure(run).tiles.shape == (2, 1, 1, 5)


def test_a_dense_layer_behind_a_flatten_layer_shows_its_channels(backend) -> None:
    picture = (Dense(16), Reshape((1, 4, 4)), Conv2D(3, size=3))
    run = run_of(backend, *picture, Flatten(), ReLU(), Dropout(0.2), Dense(2))
    pictures = WeightImages("6.dense.weight").measure(run)
    assert pictures.tiles.shape == (2, 3, 2, 2)
    weight = to_host(run.network.views["6.dense.weight"])
    assert np.array_equal(pictures.tiles[1].ravel(), weight[:, 1])
    assert WeightImages("0.dense.weight").measure(run).tiles.shape == (16, 1, 1, 2)


def test_convolutions_show_their_kernels(backend) -> None:
    picture = (Dense(32), Reshape((2, 4, 4)))
    run = run_of(
        backend, *picture, Conv2D(3, size=2), LocallyConnected2D(4, size=2), Flatten(), Dense(2)
    )
    kernels = WeightImages("2.conv2d.weight").measure(run)
    assert np.array_equal(kernels.tiles, to_host(run.network.views["2.conv2d.weight"]))
    name = "3.locallyconnected2d.weight"
    places = WeightImages(name).measure(run)
    assert places.units == 2 * 2 * 4
    # the second place is row 0, column 1
    assert np.array_equal(places.tiles[4:8], to_host(run.network.views[name][0, 1]))


def test_other_matrices_are_rows_and_too_many_units_are_cut(backend) -> None:
    block = Residual((Dense(6), ReLU()))
    run = run_of(backend, Dense(6), block, Reshape((2, 3)), LSTM(4), Dense(2))
    inside = WeightImages("1.residual.0.dense.weight").measure(run)
    assert inside.tiles.shape == (6, 1, 1, 6)
    gates = WeightImages("3.lstm.weight_input", max_units=5).measure(run)
    assert gates.tiles.shape == (5, 1, 1, 3)
    assert gates.units == 16
    weight = to_host(run.network.views["3.lstm.weight_input"])
    assert np.array_equal(gates.tiles[:, 0, 0], weight.T[:5])


@pytest.mark.parametrize("name", ["9.dense.weight", "0.dense.bias"])
def test_a_tensor_that_is_no_weight_has_no_picture(name: str, backend) -> None:
    assert WeightImages(name).measure(Run(spiral(), backend=backend)) is None
