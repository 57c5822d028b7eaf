"""A repair makes layers fit their data with the least change, and says what it does."""

import pytest
from msgspec.structs import replace

from app.panels.data_shape import DataShape
from app.panels.network_fit import misfit, place_of, rest_of
from app.panels.network_repair import repaired
from engine.experiment.data import Spiral, Table
from engine.experiment.experiment import Experiment
from engine.experiment.network import (
    LSTM,
    RNN,
    AnyLayer,
    Conv2D,
    Dense,
    Dropout,
    Embedding,
    Flatten,
    Maxout,
    MaxPooling,
    NetworkSpec,
    ReLU,
    Reshape,
    Residual,
    Softmax,
    Step,
)

PLANE = DataShape("classification", 2, 1, (2,), 70, 30)
ROW = DataShape("classification", 3, 1, (16,), 70, 30, "rows")
IMAGES = DataShape("classification", 3, 1, (1, 8, 8), 70, 30, "images")
SEQUENCES = DataShape("classification", 3, 1, (10, 4), 70, 30, "sequences")
TOKENS = DataShape("classification", 3, 1, (12,), 70, 30, "codes")

EXPERIMENT = Experiment(data=Table(path="a.csv"), network=NetworkSpec((Dense(3),)))


@pytest.mark.parametrize(
    ("shape", "layers", "mended", "words"),
    [
        (IMAGES, (Dense(3),), (Flatten(), Dense(3)), "Insert Flatten before Dense"),
        (
            IMAGES,
            (Conv2D(4), ReLU(), Maxout(), Dense(3)),
            (Conv2D(4), ReLU(), Flatten(), Maxout(), Dense(3)),
            "Insert Flatten before Maxout",
        ),
        (ROW, (Dense(4),), (Dense(3),), "Set the last dense layer to 3 units"),
        (
            IMAGES,
            (Flatten(), Conv2D(4), Flatten(), Dense(3)),
            (Flatten(), Reshape((1, 8, 8)), Conv2D(4), Flatten(), Dense(3)),
            "Insert Reshape (1, 8, 8) before Convolution",
        ),
        (
            ROW,
            (Conv2D(4), Dense(3)),
            (Reshape((1, 4, 4)), Conv2D(4), Flatten(), Dense(3)),
            "Insert Reshape (1, 4, 4) before Convolution, Insert Flatten before Dense",
        ),
        (
            IMAGES,
            (MaxPooling(4, 4), Conv2D(4, 5), Flatten(), Dense(3)),
            (MaxPooling(4, 4), Conv2D(4, 2), Flatten(), Dense(3)),
            "Set the window of Convolution to 2",
        ),
        (
            SEQUENCES,
            (RNN(8), Dropout(), LSTM(8), Dense(3)),
            (RNN(8, "sequence"), Dropout(), LSTM(8), Dense(3)),
            "Let RNN tell every state",
        ),
        (
            SEQUENCES,
            (LSTM(8, "sequence"), Dense(3)),
            (LSTM(8, "sequence"), Flatten(), Dense(3)),
            "Insert Flatten before Dense",
        ),
        (
            ROW,
            (LSTM(8), Dense(3)),
            (Reshape((16, 1)), LSTM(8), Dense(3)),
            "Insert Reshape (16, 1) before LSTM",
        ),
        (ROW, (Maxout(3), Dense(3)), (Maxout(2), Dense(3)), "Set the group of Maxout to 2"),
        (
            ROW,
            (Reshape((5,)), Dense(3)),
            (Reshape((16,)), Dense(3)),
            "Set the shape of Reshape to (16,)",
        ),
        (ROW, (Dense(3), Maxout(3)), (Dense(3),), "Take Maxout out"),
        (
            ROW,
            (Residual((Dense(8), Maxout(3))), Dense(3)),
            (Residual((Dense(8), Maxout(2))), Dense(3)),
            "Set the group of Maxout to 2",
        ),
    ],
)
def test_what_does_not_fit_is_mended(
    shape: DataShape, layers: tuple[AnyLayer, ...], mended: tuple[AnyLayer, ...], words: str
) -> None:
    assert misfit(EXPERIMENT, layers, shape) is not None
    repair = repaired(EXPERIMENT, layers, shape)
    assert repair is not None
    assert repair.layers == mended
    assert repair.words == words
    assert misfit(EXPERIMENT, repair.layers, shape) is None


def test_what_no_change_mends_is_left_alone() -> None:
    layers = (Residual((Dense(8), ReLU())), Dense(3))  # no projection turns an image into a row
    assert misfit(EXPERIMENT, layers, IMAGES) is not None
    assert repaired(EXPERIMENT, layers, IMAGES) is None


def test_the_step_of_the_perceptron_rule_is_taken_out() -> None:
    experiment = Experiment(data=Spiral(), network=NetworkSpec((Dense(2),)))
    training = replace(experiment.training, loss="perceptron")
    experiment = replace(experiment, training=training)
    repair = repaired(experiment, (Dense(2), Step()), PLANE)
    assert repair is not None
    assert repair.layers == (Dense(2),)


def test_layers_that_fit_need_no_repair() -> None:
    for layers in ((Dense(3), Softmax()), (Embedding(9, 4), LSTM(4), Dense(3))):
        assert misfit(EXPERIMENT, layers, TOKENS) is None
        assert repaired(EXPERIMENT, layers, TOKENS) is None


def test_without_a_dense_layer_nothing_is_known() -> None:
    error = misfit(EXPERIMENT, (ReLU(),), ROW)
    assert error is not None
    assert "dense layer" in error.message
    assert repaired(EXPERIMENT, (ReLU(),), ROW) is None


def test_before_the_data_is_read_no_shape_is_judged() -> None:
    assert misfit(EXPERIMENT, (Conv2D(4), Dense(9)), None) is None
    assert repaired(EXPERIMENT, (Conv2D(4), Dense(9)), None) is None


def test_a_path_names_the_outermost_layer_and_what_follows() -> None:
    path = "network.layers[2].layers[0].size"
    assert place_of(path) == 2
    assert rest_of(path) == "layers[0].size"
    assert place_of(rest_of(path)) == 0
    assert rest_of("layers[1]") == ""
    assert place_of("training.loss") == -1
