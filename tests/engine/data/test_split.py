"""The split has the size asked for, loses no sample, and gives every class its share."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.data.split import split
from engine.experiment.data import Circle


@given(
    samples=st.integers(1, 300),
    test_share=st.floats(0, 0.9),
    classes=st.integers(1, 6) | st.none(),
    seed=st.integers(0, 2**32 - 1),
)
def test_every_sample_is_on_one_side(samples, test_share, classes, seed) -> None:
    rng = np.random.default_rng(seed)
    labels = None if classes is None else rng.integers(0, classes, samples)
    train, test = split(samples, Circle(test_share=test_share), labels, rng)
    assert len(test) == round(samples * test_share)
    assert sorted([*train.tolist(), *test.tolist()]) == list(range(samples))


@given(counts=st.lists(st.integers(1, 60), min_size=2, max_size=6), share=st.floats(0, 0.9))
def test_each_class_has_its_share(counts: list[int], share: float) -> None:
    labels = np.repeat(np.arange(len(counts)), counts)
    _, test = split(len(labels), Circle(test_share=share), labels, np.random.default_rng(0))
    for label, count in enumerate(counts):
        expected = len(test) / len(labels) * count
        assert abs(np.sum(labels[test] == label) - expected) <= 1


@pytest.mark.parametrize("labels", [None, np.arange(200) // 100])
def test_both_sides_are_shuffled(labels) -> None:
    train, test = split(200, Circle(test_share=0.3), labels, np.random.default_rng(0))
    for side in (train, test):
        assert abs(np.corrcoef(side, np.arange(len(side)))[0, 1]) < 0.4


@pytest.mark.parametrize("shuffle", [True, False])
@pytest.mark.parametrize("classes", [None, 3])
@given(samples=st.integers(20, 90), folds=st.integers(2, 7))
def test_the_folds_share_out_all_samples(shuffle, classes, samples, folds) -> None:
    rng = np.random.default_rng(1)
    labels = None if classes is None else rng.integers(0, classes, samples)
    tested: list[int] = []
    for fold in range(1, folds + 1):
        data = Circle(folds=folds, fold=fold, shuffle=shuffle)
        train, test = split(samples, data, labels, np.random.default_rng(7))
        assert len(test) == data.test_count(samples)
        assert abs(len(test) - samples / folds) < 1
        assert sorted([*train.tolist(), *test.tolist()]) == list(range(samples))
        tested += test.tolist()
    assert sorted(tested) == list(range(samples))


def test_without_shuffling_the_last_samples_are_for_testing() -> None:
    data = Circle(test_share=0.3, shuffle=False)
    train, test = split(10, data, None, np.random.default_rng(0))
    assert (train.tolist(), test.tolist()) == (list(range(7)), [7, 8, 9])


def test_without_shuffling_the_last_samples_of_each_class_are_for_testing() -> None:
    data = Circle(test_share=0.5, shuffle=False)
    _, test = split(8, data, np.array([0, 1, 0, 1, 0, 1, 0, 1]), np.random.default_rng(0))
    assert test.tolist() == [4, 5, 6, 7]


def test_without_stratifying_the_classes_are_left_to_chance() -> None:
    labels = np.repeat([0, 1], [190, 10])
    shares = {
        int(labels[split(200, data, labels, np.random.default_rng(seed))[1]].sum())
        for data in [Circle(test_share=0.5, stratify=False)]
        for seed in range(20)
    }
    assert len(shares) > 2
