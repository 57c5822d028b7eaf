"""Runs on images and sequences, whose layers the diagram draws as stacks."""

import numpy as np

from engine.data.dataset import Dataset
from engine.experiment.data import Parity, Table
from engine.experiment.experiment import Experiment
from engine.experiment.network import (
    LSTM,
    RNN,
    AnyLayer,
    BatchNorm,
    Conv2D,
    Dense,
    Dropout,
    Embedding,
    Flatten,
    LocallyConnected2D,
    MaxPooling,
    NetworkSpec,
    ReLU,
)
from engine.experiment.training import Training
from engine.run import Run
from tests.engine.pictures import dataset, stripes

IMAGE_LAYERS = (
    Conv2D(4, 3, padding=1),
    BatchNorm(),
    ReLU(),
    MaxPooling(),
    Conv2D(6, 2),
    ReLU(),
    Dropout(0.2),
    Flatten(),
    Dense(8),
    ReLU(),
    Dense(3),
)
LOCAL_LAYERS = (LocallyConnected2D(2, 3), Flatten(), Dense(3))
RECURRENT_LAYERS = (RNN(3, output="sequence"), LSTM(5), Dense(2))
CODE_LAYERS = (Embedding(5, 3), LSTM(4), Dense(2))


def run_on(data: Dataset, layers: tuple[AnyLayer, ...]) -> Run:
    """A run of these layers on a data set made by hand."""
    spec = Experiment(Table(path="made.csv"), NetworkSpec(layers), Training(batch_size=10), seed=3)
    return Run(spec, data)


def image_run(layers: tuple[AnyLayer, ...] = IMAGE_LAYERS) -> Run:
    """Grey images, 1 × 6 × 6."""
    return run_on(stripes(), layers)


def colour_run() -> Run:
    """Images of three channels, 3 × 8 × 8, as CIFAR's are."""
    rng = np.random.default_rng(1)
    pixels = rng.integers(0, 256, (60, 3 * 8 * 8)).astype(np.uint8)
    targets = np.arange(60) % 3
    layers = (Conv2D(4, 3), ReLU(), Flatten(), Dense(3))
    return run_on(dataset(pixels, targets, "images", (3, 8, 8), 20), layers)


def code_run(length: int = 6) -> Run:
    """Tokens 0 to 4, so many in a sequence."""
    rng = np.random.default_rng(2)
    codes = rng.integers(0, 5, (60, length)).astype(np.float64)
    targets = (codes[:, 0] > 1).astype(np.int64)
    return run_on(dataset(codes, targets, "codes", (length,), 20), CODE_LAYERS)


def sequence_run(length: int = 7) -> Run:
    """Sequences of one feature."""
    network = NetworkSpec(RECURRENT_LAYERS)
    return Run(Experiment(Parity(samples=60, length=length), network, seed=3))
