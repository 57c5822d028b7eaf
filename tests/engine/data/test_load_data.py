"""Loading gives the same data for the same seed, and facts that fit it."""

from typing import get_args

import msgspec
import numpy as np
import pytest

from engine.data import load_data
from engine.data.plane_sets import PLANE_SETS
from engine.errors import ExperimentError
from engine.experiment.data import (
    SCALINGS,
    Blobs,
    Bumps,
    Circle,
    Gate,
    MadeData,
    Rings,
    Slope,
    Spiral,
    Xor,
)

KINDS = list(PLANE_SETS)


def test_every_plane_set_can_be_made() -> None:
    assert set(KINDS) == set(get_args(MadeData))


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_seed_gives_the_same_data_and_another_seed_other_data(kind) -> None:
    data = kind(samples=100, noise=0.1, test_share=0.3)
    first, again, other = load_data(data, 7), load_data(data, 7), load_data(data, 8)
    np.testing.assert_array_equal(first.columns, again.columns)
    np.testing.assert_array_equal(first.targets, again.targets)
    np.testing.assert_array_equal(first.train, again.train)
    assert not np.array_equal(first.columns, other.columns)
    assert not np.array_equal(first.train, other.train)


@pytest.mark.parametrize("kind", KINDS)
def test_facts_describe_the_data(kind) -> None:
    data = kind(samples=100, test_share=0.25)
    dataset = load_data(data, 0)
    facts = dataset.facts
    assert facts.task == data.task
    assert facts.class_count == data.class_count
    assert (facts.train_samples, facts.test_samples) == (data.train_samples, 25)
    assert (len(dataset.train), len(dataset.test)) == (75, 25)
    assert dataset.columns.shape == (100, len(facts.column_names))
    assert dataset.bounds.shape == (2, 2)
    if facts.task == "classification":
        assert set(dataset.targets.tolist()) == set(range(facts.class_count))
    else:
        assert dataset.targets.shape == (100, len(facts.target_names))


@pytest.mark.parametrize("kind", KINDS)
def test_another_test_share_moves_no_point(kind) -> None:
    little, much = (load_data(kind(test_share=share, noise=0.1), 5) for share in (0.0, 0.5))
    np.testing.assert_array_equal(little.columns, much.columns)
    np.testing.assert_array_equal(little.targets, much.targets)
    assert len(little.test) == 0


@pytest.mark.parametrize("kind", KINDS)
def test_bounds_hold_nearly_all_clean_points_and_stay_with_the_noise(kind) -> None:
    clean, noisy = load_data(kind(), 0), load_data(kind(noise=0.5), 0)
    np.testing.assert_array_equal(clean.bounds, noisy.bounds)
    low, high = clean.bounds.T
    within = (clean.columns >= low) & (clean.columns <= high)
    assert within.mean() > 0.99  # the clouds of Gauss and blobs have no edge


@pytest.mark.parametrize("kind", [Circle, Spiral, Xor, Slope, Bumps])
def test_playground_sets_are_drawn_over_its_plane(kind) -> None:
    assert load_data(kind(), 0).bounds.tolist() == [[-6, 6], [-6, 6]]


def test_class_names() -> None:
    assert load_data(Circle(), 0).facts.class_names == ("-1", "+1")
    assert load_data(Gate(), 0).facts.class_names == ("0", "1")
    assert load_data(Blobs(classes=5), 0).facts.class_names == ("A", "B", "C", "D", "E")
    assert load_data(Rings(classes=2), 0).facts.class_names == ("A", "B")
    assert load_data(Slope(), 0).facts.class_names == ()


def test_input_names_are_written_as_in_a_textbook() -> None:
    data = Spiral(inputs=("x1", "x2^2", "x1*x2", "sin(x2)"))
    facts = load_data(data, 0).facts
    assert facts.input_names == ("x₁", "x₂²", "x₁x₂", "sin x₂")
    assert facts.column_names == ("x₁", "x₂")


@pytest.mark.parametrize("scaling", SCALINGS)
def test_scaling_is_fitted_to_the_training_samples_alone(scaling) -> None:
    data = Spiral(scaling=scaling, test_share=0.5, noise=0.2)
    dataset = load_data(data, 0)
    train = dataset.columns[dataset.train]
    prepared = dataset.preparation.inputs(train)
    np.testing.assert_allclose(dataset.preparation.column_means, train.mean(axis=0))
    if scaling == "standardize":
        np.testing.assert_allclose(prepared.mean(axis=0), 0, atol=1e-12)
        np.testing.assert_allclose(prepared.std(axis=0), 1)
    elif scaling == "min_max":
        np.testing.assert_allclose([prepared.min(axis=0), prepared.max(axis=0)], [[0, 0], [1, 1]])
    else:
        np.testing.assert_array_equal(prepared, train)


def test_a_share_that_leaves_nothing_to_train_on_is_refused() -> None:
    with pytest.raises(ExperimentError) as error:
        load_data(msgspec.structs.replace(Gate(), test_share=0.9), 0)
    assert error.value.path == "data.test_share"


def test_facts_count_the_samples_of_each_class() -> None:
    dataset = load_data(Blobs(samples=90, classes=3, test_share=0.2, stratify=False), 3)
    train, test = dataset.facts.class_counts
    assert train == tuple(int(n) for n in np.bincount(dataset.targets[dataset.train], minlength=3))
    assert test == tuple(int(n) for n in np.bincount(dataset.targets[dataset.test], minlength=3))
    assert sum(train) == 72
    assert load_data(Bumps(), 0).facts.class_counts == ((), ())
