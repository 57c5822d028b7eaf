"""A split keeps a share of the samples for testing, to tell learning from memorising."""

import numpy as np
from numpy.typing import NDArray

Indices = NDArray[np.int64]


def split(
    samples: int, test_share: float, classes: Indices | None, rng: np.random.Generator
) -> tuple[Indices, Indices]:
    """The numbers of the training and of the test samples, both shuffled.

    round(samples · test_share) samples are for testing. With `classes`, (samples,), every class
    has the same share of them, give or take one sample (a stratified split).
    """
    order = rng.permutation(samples)
    test_samples = round(samples * test_share)
    is_test = np.zeros(samples, dtype=bool)
    if classes is None:
        is_test[order[:test_samples]] = True
    else:
        by_class = order[np.argsort(classes[order], kind="stable")]
        is_test[by_class[_evenly_spaced(samples, test_samples)]] = True
    return order[~is_test[order]], order[is_test[order]]


def _evenly_spaced(length: int, count: int) -> Indices:
    """`count` places spread evenly over a row of that length."""
    return ((np.arange(count) + 0.5) * length / max(count, 1)).astype(np.int64)
