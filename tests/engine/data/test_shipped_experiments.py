"""The experiments that come with the program are tidy, and each learns what its name says."""

import numpy as np
import pytest

from engine.data.plane_sets import PLANE_SETS
from engine.experiment.files import decode, encode
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
    "gate-or": 1.0,
    "gate-nand": 1.0,
    "gate-xor": 1.0,
}


def test_every_shipped_experiment_has_its_figure_and_every_set_its_experiment() -> None:
    assert {path.stem for path in PATHS} == set(LEAST)
    assert {type(decode(path.read_bytes()).data) for path in PATHS} == set(PLANE_SETS)


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_the_file_is_what_the_program_would_write(path) -> None:
    assert encode(decode(path.read_bytes())) == path.read_bytes()


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_it_learns(path) -> None:
    run = Run(decode(path.read_bytes()))
    while not run.finished:
        run.step()
    last = run.curve.at(-1)
    reached = last.train_accuracy if np.isnan(last.test_accuracy) else last.test_accuracy
    assert reached >= LEAST[path.stem]
