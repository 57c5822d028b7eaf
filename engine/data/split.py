"""A split keeps some of the samples for testing, to tell learning from memorising."""

import numpy as np
from numpy.typing import NDArray

from engine.experiment.data import Data

Indices = NDArray[np.int64]


def split(
    samples: int, data: Data, classes: Indices | None, rng: np.random.Generator
) -> tuple[Indices, Indices]:
    """The numbers of the training and of the test samples.

    `data` says how many are for testing, a share of them or one fold of k. With `classes`,
    (samples,), every class has the same share of them, give or take one sample (a stratified
    split), unless `data` wants none of that. Both are shuffled; without shuffling they are in the
    data's order, and a share for testing is the last one of all, or of each class. Of data that
    grows, the samples that are there already stay on their side, but for the few that the share
    asks for.
    """
    order = _order(samples, data, rng)
    lined_up = order
    if classes is not None and data.stratify:
        lined_up = order[np.argsort(classes[order], kind="stable")]
    is_test = np.zeros(samples, dtype=bool)
    is_test[lined_up[_test_places(samples, data, classes)]] = True
    return order[~is_test[order]], order[is_test[order]]


def _order(samples: int, data: Data, rng: np.random.Generator) -> Indices:
    if not data.shuffle:
        return np.arange(samples)
    if data.grows:
        # A number for each sample: those of more samples begin with the same ones.
        return np.argsort(rng.random(samples), kind="stable")
    return rng.permutation(samples)


def _test_places(samples: int, data: Data, classes: Indices | None) -> Indices:
    """Where the test samples stand among samples that are lined up, class by class or not."""
    count = data.test_count(samples)
    is_stratified = classes is not None and data.stratify
    if data.folds is not None:
        if data.shuffle or is_stratified:
            return np.arange(data.fold - 1, samples, data.folds)
        start = sum(_fold_size(samples, data.folds, fold) for fold in range(1, data.fold))
        return np.arange(start, start + count)
    if is_stratified and data.shuffle and not data.grows:
        return _evenly_spaced(samples, count)
    if is_stratified:
        assert classes is not None
        return _ends_of_classes(classes, count)
    return np.arange(count) if data.shuffle else np.arange(samples - count, samples)


def _fold_size(samples: int, folds: int, fold: int) -> int:
    return len(range(fold - 1, samples, folds))


def _ends_of_classes(classes: Indices, count: int) -> Indices:
    """The last places of each class's line, `count` altogether, shared out evenly."""
    _, sizes = np.unique(classes, return_counts=True)
    edges = np.round(np.concatenate([[0], sizes.cumsum()]) * count / len(classes)).astype(int)
    takes, ends = np.diff(edges), sizes.cumsum()
    return np.concatenate(
        [np.arange(end - take, end) for end, take in zip(ends, takes, strict=True)]
    )


def _evenly_spaced(length: int, count: int) -> Indices:
    """`count` places spread evenly over a row of that length."""
    return ((np.arange(count) + 0.5) * length / max(count, 1)).astype(np.int64)
