"""The sets of scikit-learn come with their own names, units and sizes."""

import subprocess
import sys

import numpy as np
import pytest

from engine.data import load_data
from engine.experiment.data import BUNDLED, Bundled

SIZES = {
    "iris": (150, 4, 3, 1),
    "wine": (178, 13, 3, 1),
    "breast_cancer": (569, 30, 2, 1),
    "digits": (1797, 64, 10, 1),
    "diabetes": (442, 10, 0, 1),
    "linnerud": (20, 3, 0, 3),
}


@pytest.mark.parametrize("name", BUNDLED)
def test_sizes_and_names(name: str) -> None:
    data = load_data(Bundled(name=name), seed=1)
    samples, columns, classes, targets = SIZES[name]
    assert data.columns.shape == (samples, columns)
    assert data.facts.class_count == classes
    assert len(data.facts.target_names) == targets
    assert len(data.facts.column_names) == columns
    assert data.facts.task == Bundled(name=name).task
    if classes:
        assert set(data.targets) == set(range(classes))
    else:
        assert data.targets.shape == (samples, targets)
    assert np.all(data.bounds[:, 0] <= data.columns.min(axis=0))
    assert np.all(data.bounds[:, 1] >= data.columns.max(axis=0))


def test_iris_is_what_fisher_measured() -> None:
    data = load_data(Bundled(name="iris"), seed=1)
    assert data.columns[0].tolist() == [5.1, 3.5, 1.4, 0.2]
    assert data.facts.class_names == ("setosa", "versicolor", "virginica")


def test_digits_are_images_over_the_whole_range_of_a_byte() -> None:
    data = load_data(Bundled(name="digits"), seed=1)
    assert (data.facts.kind, data.facts.shape) == ("images", (1, 8, 8))
    assert data.columns.dtype == np.uint8
    assert (data.columns.min(), data.columns.max()) == (0, 255)
    assert len(np.unique(data.columns)) == 17  # of the grey values none is lost


def test_diabetes_is_in_the_units_it_was_measured_in() -> None:
    data = load_data(Bundled(name="diabetes"), seed=1)
    ages = data.columns[:, data.facts.column_names.index("age")]
    assert (ages.min(), ages.max()) == (19, 79)


def test_only_who_needs_them_waits_for_scikit_learn_and_pillow() -> None:
    program = "import sys, engine.data, engine.run; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    loaded = done.stdout.decode().split()
    assert not {"sklearn", "scipy", "PIL", "requests"} & set(loaded)
