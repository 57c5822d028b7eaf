"""Small data sets of images and sequences that tests make by hand."""

import numpy as np

from engine.data.dataset import Dataset, Facts
from engine.data.preparation import Preparation
from engine.data.raw_samples import Kind
from engine.experiment.data import Scaling, Table
from engine.experiment.experiment import Experiment
from engine.experiment.network import (
    AnyLayer,
    Conv2D,
    Dense,
    Flatten,
    MaxPooling,
    NetworkSpec,
    ReLU,
)
from engine.experiment.training import Adam, Training
from engine.run import Run

CONVOLUTION = (Conv2D(4, padding=1), ReLU(), MaxPooling(2), Flatten(), Dense(3))


def dataset(
    columns: np.ndarray, targets: np.ndarray, kind: Kind, shape: tuple[int, ...], test: int
) -> Dataset:
    """Samples of a kind, of which the last `test` are for testing, scaled together."""
    count, names = len(columns), tuple(f"v{number}" for number in range(columns.shape[1]))
    classes = tuple(f"class {number}" for number in range(int(targets.max()) + 1))
    scaling: Scaling = "none" if kind == "codes" else "min_max"
    train = columns[: count - test]
    facts = Facts(
        "classification", classes, ("class",), names, names, count - test, test, (), kind, shape
    )
    return Dataset(
        facts=facts,
        columns=columns,
        targets=targets,
        train=np.arange(count - test),
        test=np.arange(count - test, count),
        bounds=np.stack([columns.min(axis=0), columns.max(axis=0)], axis=1).astype(float),
        preparation=Preparation.fitted(train, scaling, together=True),
    )


def stripes(samples: int = 60, test: int = 20) -> Dataset:
    """Grey images 1 × 6 × 6 of bytes: noise with a bright row, column or diagonal."""
    rng = np.random.default_rng(0)
    images = rng.integers(0, 120, (samples, 6, 6)).astype(np.uint8)
    targets = np.arange(samples) % 3
    for image, target, place in zip(images, targets, rng.integers(0, 6, samples), strict=True):
        if target == 0:
            image[place] = 255
        elif target == 1:
            image[:, place] = 255
        else:
            image[np.arange(6), np.arange(6)] = 255
    return dataset(images.reshape(samples, -1), targets, "images", (1, 6, 6), test)


def run_on(data: Dataset, layers: tuple[AnyLayer, ...], backend: str = "numpy") -> Run:
    """A run of these layers on this data."""
    training = Training(optimizer=Adam(0.01), batch_size=8)
    experiment = Experiment(Table(path="made.csv"), NetworkSpec(layers), training, seed=3)
    return Run(experiment, data, backend=backend)


def stripes_run(epochs: int = 0, backend: str = "numpy") -> Run:
    """A convolution on the stripes, trained for so many epochs."""
    run = run_on(stripes(), CONVOLUTION, backend)
    while run.epoch < epochs:
        run.step()
    return run
