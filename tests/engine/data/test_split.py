"""The split has the size asked for, loses no sample, and gives every class its share."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.data.split import split


@given(
    samples=st.integers(1, 300),
    test_share=st.floats(0, 0.9),
    classes=st.integers(1, 6) | st.none(),
    seed=st.integers(0, 2**32 - 1),
)
def test_every_sample_is_on_one_side(samples, test_share, classes, seed) -> None:
    rng = np.random.default_rng(seed)
    labels = None if classes is None else rng.integers(0, classes, samples)
    train, test = split(samples, test_share, labels, rng)
    assert len(test) == round(samples * test_share)
    assert sorted([*train.tolist(), *test.tolist()]) == list(range(samples))


@given(counts=st.lists(st.integers(1, 60), min_size=2, max_size=6), share=st.floats(0, 0.9))
def test_each_class_has_its_share(counts: list[int], share: float) -> None:
    labels = np.repeat(np.arange(len(counts)), counts)
    _, test = split(len(labels), share, labels, np.random.default_rng(0))
    for label, count in enumerate(counts):
        expected = len(test) / len(labels) * count
        assert abs(np.sum(labels[test] == label) - expected) <= 1


@pytest.mark.parametrize("labels", [None, np.arange(200) // 100])
def test_both_sides_are_shuffled(labels) -> None:
    train, test = split(200, 0.3, labels, np.random.default_rng(0))
    for side in (train, test):
        assert abs(np.corrcoef(side, np.arange(len(side)))[0, 1]) < 0.4
