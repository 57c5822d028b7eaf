"""Baselines reach what is known of them, on the network's own split, and say what they left out."""

import pickle
import subprocess
import sys

import numpy as np
import pytest

from engine import baseline_fit
from engine.baseline import BASELINES, Baseline
from engine.baseline_fit import METHODS, fit_baseline
from engine.data import load_data
from engine.data.dataset import Dataset
from engine.errors import ExperimentError
from engine.experiment.data import (
    Bumps,
    Circle,
    CurveValues,
    Gauss,
    Parity,
    Slope,
    Spiral,
    Table,
    TextFile,
    Xor,
)
from engine.plane import cell_centres

PLANES = (Gauss(samples=200), Spiral(samples=200), Slope(samples=200), CurveValues())


def test_every_name_has_its_method() -> None:
    assert set(METHODS) == set(BASELINES)


@pytest.mark.parametrize("name", BASELINES)
@pytest.mark.parametrize("data", PLANES, ids=lambda data: type(data).__name__)
def test_a_result_is_whole_and_can_be_sent(name, data) -> None:
    dataset = load_data(data, 7)
    result = pickle.loads(pickle.dumps(fit_baseline(Baseline(name), dataset, resolution=20)))
    assert result.baseline == Baseline(name)
    assert result.test_accuracy <= 1
    assert result.train_accuracy <= 1
    assert 0 < result.seconds < 60
    assert result.notes == ()
    classes = dataset.facts.class_count
    rows = len(dataset.facts.column_names) * 19 - 18  # a line has one row
    assert result.surface.values.shape == (rows, 20, classes or 1)
    assert np.isfinite(result.surface.values).all()
    if classes:
        np.testing.assert_allclose(result.surface.values.sum(axis=-1), 1, rtol=1e-6)


@pytest.mark.parametrize(
    ("data", "name", "least", "most"),
    [
        (Gauss(), "linear", 0.98, 1.0),
        (Gauss(), "linear_svm", 0.98, 1.0),
        (Circle(scaling="standardize"), "linear", 0.0, 0.7),  # no line parts a disc from a ring
        (Circle(scaling="standardize"), "linear_svm", 0.0, 0.75),
        (Circle(scaling="standardize"), "rbf_svm", 0.98, 1.0),
        (Xor(scaling="standardize"), "linear", 0.0, 0.7),
        (Xor(scaling="standardize"), "rbf_svm", 0.95, 1.0),
        (Spiral(), "nearest_neighbours", 0.97, 1.0),
        (Slope(), "linear", 1 - 1e-9, 1.0),  # a plane
        (Slope(), "linear_svm", 0.9, 1.0),
        (Bumps(), "linear", -0.5, 0.3),
        (Bumps(), "nearest_neighbours", 0.8, 1.0),
        (CurveValues(noise=0.0), "nearest_neighbours", 0.97, 1.0),
        (CurveValues(), "rbf_svm", 0.9, 1.0),
    ],
)
def test_known_strengths_and_weaknesses(data, name, least, most) -> None:
    result = fit_baseline(Baseline(name), load_data(data, 7))
    assert least <= result.test_accuracy <= most


def test_one_neighbour_knows_its_training_samples_by_heart_and_its_surface_is_theirs() -> None:
    dataset = load_data(Spiral(samples=100), 3)
    result = fit_baseline(Baseline("nearest_neighbours", neighbours=1), dataset, resolution=30)
    assert result.train_accuracy == 1
    centres = cell_centres((-6.0, 6.0), 30)
    train, classes = dataset.columns[dataset.train], dataset.targets[dataset.train]
    for row, column in [(0, 0), (7, 22), (29, 3), (15, 15)]:
        place = np.array([centres[column], centres[row]])
        nearest = classes[np.linalg.norm(train - place, axis=1).argmin()]
        assert result.surface.values[row, column].argmax() == nearest


def test_linear_regression_finds_the_least_squares_of_every_target() -> None:
    dataset = two_targets()
    x, t = dataset.columns, dataset.targets
    design = np.column_stack([x, np.ones(len(x))])
    weights, *_ = np.linalg.lstsq(design[dataset.train], t[dataset.train], rcond=None)
    off = t[dataset.test] - design[dataset.test] @ weights
    spread = t[dataset.test] - t[dataset.test].mean(axis=0)
    # Both targets are scaled by what they spread over in training, as for a network.
    scale = dataset.preparation.target_scale.spread
    expected = 1 - np.square(off / scale).sum() / np.square(spread / scale).sum()
    result = fit_baseline(Baseline("linear"), dataset)
    assert result.test_accuracy == pytest.approx(expected)


def two_targets() -> Dataset:
    """Return values over the plane with a second target that goes its own way."""
    dataset = load_data(CurveValues(), 0)
    rng = np.random.default_rng(1)
    columns = rng.normal(size=(60, 2))
    targets = np.stack([columns @ [1, 2] + 0.1 * rng.normal(size=60), columns[:, 0] ** 2], axis=1)
    preparation = type(dataset.preparation).fitted(columns[:40], "standardize", targets=targets)
    facts = type(dataset.facts)(
        **{**vars(dataset.facts), "column_names": ("a", "b"), "target_names": ("t", "u")}
    )
    bounds = np.array([[-3.0, 3.0]] * 2)
    train, test = np.arange(40), np.arange(40, 60)
    return Dataset(facts, columns, targets, train, test, bounds, preparation)


@pytest.mark.parametrize("name", BASELINES)
def test_several_targets_are_answered_in_their_own_units(name) -> None:
    result = fit_baseline(Baseline(name), two_targets(), resolution=8)
    assert result.surface.values.shape == (8, 8, 2)
    assert np.isfinite(result.test_accuracy)


def test_it_uses_the_networks_inputs_and_its_split() -> None:
    plain = load_data(Circle(), 7)
    squared = load_data(Circle(inputs=("x1^2", "x2^2")), 7)
    np.testing.assert_array_equal(plain.test, squared.test)
    assert fit_baseline(Baseline("linear"), plain).test_accuracy < 0.7
    assert fit_baseline(Baseline("linear"), squared).test_accuracy > 0.97


def test_many_samples_are_represented_by_some_and_that_is_said(monkeypatch) -> None:
    method = METHODS["rbf_svm"]
    few = type(method)(method.for_classes, method.for_values, most_samples=50)
    monkeypatch.setattr(baseline_fit, "METHODS", {"rbf_svm": few})
    monkeypatch.setattr(baseline_fit, "MOST_TESTED", 100)
    dataset = load_data(Spiral(samples=1000, test_share=0.3), 7)
    one, again, other = (
        fit_baseline(Baseline("rbf_svm"), dataset, seed=seed) for seed in (1, 1, 2)
    )
    assert one.notes == ("fitted to 50 of 700 samples", "tested on 100 of 300 samples")
    np.testing.assert_array_equal(one.surface.values, again.surface.values)
    assert not np.array_equal(one.surface.values, other.surface.values)


def test_data_of_many_columns_has_no_surface(tmp_path) -> None:
    assert fit_baseline(Baseline("linear"), load_data(Parity(), 0)).surface is None
    path = tmp_path / "text.txt"
    path.write_text("adbfecgh" * 20)
    data = TextFile(path=str(path), window=2, characters="codes")
    result = fit_baseline(Baseline("linear"), load_data(data, 0))
    assert result.surface is None
    assert result.test_accuracy == 1  # the codes are characters, not amounts


def test_a_class_that_is_not_among_the_training_samples_is_never_the_answer(tmp_path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("a,b,c\n" + "0,0,x\n1,1,y\n" * 10 + "5,5,z\n")
    data = Table(path=str(path), test_share=0.05, shuffle=False, stratify=False)
    dataset = load_data(data, 0)
    assert 2 not in dataset.targets[dataset.train]
    for name in BASELINES:
        result = fit_baseline(Baseline(name), dataset, resolution=5)
        assert result.test_accuracy == 0
        assert result.surface.values.shape == (5, 5, 3)
        assert not result.surface.values[..., 2].any()


def test_without_test_samples_the_test_accuracy_is_not_a_number() -> None:
    result = fit_baseline(Baseline("linear"), load_data(Gauss(test_share=0.0), 0))
    assert np.isnan(result.test_accuracy)
    assert result.train_accuracy > 0.98


def test_what_cannot_be_is_refused() -> None:
    dataset = load_data(Gauss(samples=16), 0)
    with pytest.raises(ExperimentError, match="must be one of"):
        Baseline("forest")  # type: ignore[arg-type]
    with pytest.raises(ExperimentError, match=r"at most 8, the number of training samples"):
        fit_baseline(Baseline("nearest_neighbours", neighbours=9), dataset)
    of_one_class = Dataset(**{**vars(dataset), "targets": np.zeros(16, dtype=np.int64)})
    with pytest.raises(ExperimentError, match="one class among the training samples"):
        fit_baseline(Baseline("linear"), of_one_class)


def test_a_fit_that_does_not_settle_says_so(monkeypatch) -> None:
    monkeypatch.setattr(baseline_fit, "MOST_ITERATIONS", 1)
    result = fit_baseline(Baseline("linear"), load_data(Spiral(), 0))
    assert result.notes == ("not quite settled after 1 rounds",)


def test_whoever_trains_does_not_import_scikit_learn() -> None:
    code = "import engine.run, engine.race, engine.baseline, sys; print('sklearn' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
