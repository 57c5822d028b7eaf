"""A new layer is cut to what comes in at its place."""

import pytest

from app.panels.layer_families import KINDS
from app.panels.new_layers import block_like, new_layer
from app.panels.outline import shapes_of
from engine.experiment.network import (
    GRU,
    LSTM,
    RNN,
    Conv2D,
    Dense,
    Embedding,
    Flatten,
    LpPooling,
    Maxout,
    MaxPooling,
    ReLU,
    Reshape,
    Residual,
    Tanh,
)

LAYERS = (Dense(4), ReLU(), Dense(6), Tanh(), Dense(2))
IMAGE, ROW, SEQUENCE = (3, 8, 8), (12,), (10, 4)


def test_a_dense_layer_is_like_the_hidden_one_before_it() -> None:
    assert new_layer(Dense, LAYERS, 3, (6,)) == Dense(6)
    assert new_layer(Dense, (Dense(2),), 0, (2,)) == Dense(8)
    assert new_layer(Tanh, LAYERS, 3, (6,)) == Tanh()


def test_a_block_is_like_what_stands_before_it() -> None:
    assert block_like(LAYERS, 2) == (Dense(4), ReLU())
    assert block_like((Dense(2),), 0) == (Dense(8), ReLU())


def test_groups_divide_the_features() -> None:
    assert new_layer(Maxout, LAYERS, 2, (9,)) == Maxout(3)
    assert new_layer(LpPooling, LAYERS, 2, (8,)) == LpPooling(2)


def test_a_recurrent_layer_tells_what_the_next_one_takes() -> None:
    assert new_layer(RNN, (LSTM(4), Dense(2)), 0, SEQUENCE) == RNN(16, "sequence")
    assert new_layer(GRU, (Dense(2),), 0, SEQUENCE) == GRU(16)
    assert new_layer(Embedding, (), 0, ROW, tokens=42) == Embedding(42, 16)


def test_a_kernel_layer_keeps_the_image_and_repeats_the_one_before() -> None:
    assert new_layer(Conv2D, (), 0, IMAGE) == Conv2D(8, padding=1)
    assert new_layer(Conv2D, (Conv2D(4, 5), Flatten()), 1, IMAGE) == Conv2D(4, 5)
    assert new_layer(MaxPooling, (), 0, IMAGE) == MaxPooling()


def test_another_shape_holds_the_same_numbers() -> None:
    assert new_layer(Reshape, (), 0, IMAGE) == Reshape((192,))
    assert new_layer(Reshape, (), 0, (16,)) == Reshape((1, 4, 4))
    assert new_layer(Reshape, (), 0, ROW) == Reshape((12, 1))


@pytest.mark.parametrize("shape", [IMAGE, ROW, SEQUENCE])
def test_a_residual_block_keeps_the_shape(shape: tuple[int, ...]) -> None:
    block = new_layer(Residual, (), 0, shape)
    assert shapes_of((block,), shape)[0] == (shape,)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_there_is_a_new_layer_of_every_kind_wherever(kind) -> None:
    for shape in (None, IMAGE, ROW, SEQUENCE):
        assert type(new_layer(kind, LAYERS, 2, shape)) is kind
