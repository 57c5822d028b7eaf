"""The experiments that come with the program are tidy, and each learns what its name says."""

import csv
from collections.abc import Iterator
from typing import get_args

import numpy as np
import pytest

from engine.data.plane_sets import PLANE_SETS
from engine.experiment.data import (
    FUNCTIONS,
    Adding,
    ArrayFile,
    Bundled,
    CurveValues,
    Drawn,
    DrawnCurve,
    Idx,
    ImageFolder,
    Parity,
    SineWave,
    Table,
    TextFile,
)
from engine.experiment.files import decode, encode, load
from engine.experiment.network import AnyLayer, Residual
from engine.gradient_check import WORK, check_gradient
from engine.run import Run
from resources import resource_path

PATHS = sorted(resource_path("experiments").glob("*.json"))
# The least test accuracy (R² for a regression); training accuracy for gates, which have no test.
LEAST = {
    "spiral": 0.97,
    "circle": 0.97,
    "xor": 0.97,
    "gauss": 0.97,
    "plane": 0.98,
    "bumps": 0.85,
    "moons": 0.95,
    "blobs": 0.95,
    "checkerboard": 0.85,
    "rings": 0.95,
    "gate-and": 1.0,
    "gate-and-perceptron": 1.0,
    "gate-or": 1.0,
    "gate-nand": 1.0,
    "gate-xor": 1.0,
    "iris": 0.95,
    "wine": 0.95,
    "breast-cancer": 0.95,
    "digits": 0.95,
    "digits-lenet": 0.95,
    "diabetes": 0.4,
    "drawn-face": 0.95,
    "drawn-hill": 0.95,
    "shapes-folder": 0.95,
    "shapes-idx": 0.95,
    "shapes-npz": 0.95,
    "blobs-softmax": 0.9,
    "lines-convolution": 0.97,
    "lines-local": 0.6,  # it has no eyes for a line where it has not seen one
    "moons-maxout": 0.93,
    "parity-rnn": 1.0,
    "plane-softplus": 0.98,
    "recall-lstm": 1.0,
    "rings-residual": 0.97,
    "spiral-normalized": 0.93,
    "waves-gru": 0.97,
    "xor-steps": 0.95,
    "adding": 0.95,
    "curve-polynomial": 0.95,
    "curve-sine": 0.94,
    "curve-step": 0.97,
    "parity-lstm": 0.95,
    "sine-continuation": 0.98,
    "text-rhymes": 0.8,  # the last rhymes of the text, after having read those before
}
# A line of 5 cells in a picture of 8 × 8: directions, (rows down, columns right) from cell to cell.
DIRECTIONS = {(0, 1): "horizontal", (1, 0): "vertical", (1, 1): "diagonal", (1, -1): "diagonal"}


def test_every_shipped_experiment_has_its_figure_and_every_set_its_experiment() -> None:
    assert {path.stem for path in PATHS} == set(LEAST)
    assert {type(decode(path.read_bytes()).data) for path in PATHS} == {
        *PLANE_SETS,
        Adding,
        ArrayFile,
        Bundled,
        CurveValues,
        Drawn,
        DrawnCurve,
        Idx,
        ImageFolder,
        Parity,
        SineWave,
        Table,
        TextFile,
    }
    assert {load(path).data.function for path in PATHS if "curve" in path.stem} == set(FUNCTIONS)


def test_together_they_use_every_layer() -> None:
    used = {type(layer) for path in PATHS for layer in every_layer(load(path).network.layers)}
    assert used == set(get_args(AnyLayer))


def every_layer(layers: tuple[AnyLayer, ...]) -> Iterator[AnyLayer]:
    for layer in layers:
        yield layer
        if isinstance(layer, Residual):
            yield from every_layer(layer.layers)


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_the_file_is_what_the_program_would_write(path) -> None:
    assert encode(decode(path.read_bytes())) == path.read_bytes()


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_it_learns(path) -> None:
    run = Run(load(path))
    while not run.finished:
        run.step()
    last = run.curve.at(-1)
    reached = last.train_accuracy if np.isnan(last.test_accuracy) else last.test_accuracy
    assert reached >= LEAST[path.stem]


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_its_gradients_are_right(path) -> None:
    result = check_gradient(load(path), work=WORK // 4)
    assert result.complaint == ""
    # A step function lets no gradient through to what lies before it.
    zero = {tensor.name for tensor in result.tensors if tensor.is_zero}
    assert zero == ({"0.dense.weight", "0.dense.bias"} if path.stem == "xor-steps" else set())


def table(name: str) -> tuple[np.ndarray, list[str]]:
    """The inputs (rows, columns) and the answers of a shipped table."""
    with resource_path("experiments", f"{name}.csv").open(newline="") as file:
        _, *rows = csv.reader(file)
    return np.array([row[:-1] for row in rows], dtype=float), [row[-1] for row in rows]


@pytest.mark.parametrize(("name", "bits"), [("parity", 5), ("recall", 8)])
def test_tables_of_bits_hold_every_sequence_once(name: str, bits: int) -> None:
    inputs, _ = table(name)
    assert len({tuple(row) for row in inputs}) == len(inputs) == 2**bits
    assert set(inputs.ravel()) == {0, 1}


def test_parity_is_that_of_the_sum_and_recall_asks_for_the_first() -> None:
    inputs, answers = table("parity")
    assert answers == ["odd" if row.sum() % 2 else "even" for row in inputs]
    inputs, answers = table("recall")
    assert answers == ["one" if row[0] else "zero" for row in inputs]


def test_lines_are_every_line_of_five_cells() -> None:
    expected = {}
    for (down, right), name in DIRECTIONS.items():
        for row, column in np.ndindex(8, 8):
            cells = [(row + step * down, column + step * right) for step in range(5)]
            if all(0 <= cell < 8 for place in cells for cell in place):
                picture = np.zeros((8, 8))
                picture[tuple(zip(*cells, strict=True))] = 1
                expected[tuple(picture.ravel())] = name
    inputs, answers = table("lines")
    assert dict(zip(map(tuple, inputs), answers, strict=True)) == expected
    assert len(inputs) == len(expected) == 96


def test_waves_are_sampled_at_sixteen_times_with_one_or_two_cycles() -> None:
    inputs, answers = table("waves")
    turns = [
        (np.arange(16) * cycles + shift + 0.5) / 16 % 1 for cycles in (1, 2) for shift in range(16)
    ]
    waves = {
        "sine": lambda turn: np.sin(2 * np.pi * turn),
        "square": lambda turn: np.where(turn < 0.5, 1, -1),
        "sawtooth": lambda turn: 2 * turn - 1,
    }
    expected = [wave(turn) for wave in waves.values() for turn in turns]
    assert np.allclose(inputs, expected, atol=5.1e-4)
    assert answers == [name for name in waves for _ in turns]
