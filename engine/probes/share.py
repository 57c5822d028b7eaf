"""A share of the data: the training samples, or the test samples; the first few stand for all."""

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from engine.arrays import Array
from engine.run import Run

Share = Literal["train", "test"]


def first_inputs(run: Run, share: Share, count: int) -> Array:
    """The inputs of the first `count` samples of a share, (samples, *input_shape).

    The split has shuffled them, so they are a sample by chance, and the same at each measurement.
    """
    samples = run.samples
    return (samples.x_train if share == "train" else samples.x_test)[:count]


def first_targets(run: Run, share: Share, count: int) -> NDArray:
    """Their targets as the data has them: classes (samples,) or values (samples, targets)."""
    dataset = run.dataset
    numbers: NDArray[np.int64] = (dataset.train if share == "train" else dataset.test)[:count]
    return dataset.targets[numbers]
