"""Deep networks whose activations and gradients the textbooks show."""

import numpy as np

from engine.data.dataset import Dataset, Facts
from engine.data.preparation import Preparation
from engine.experiment.data import Circle, Table
from engine.experiment.experiment import Experiment
from engine.experiment.network import Activation, AnyLayer, Dense, Init, NetworkSpec, Tanh, Uniform
from engine.experiment.training import Training
from engine.run import Run


def deep_circle(activation: Activation, seed: int, backend: str) -> Run:
    """Circle data without noise, six hidden layers of 8, as TensorFlow Playground begins."""
    layers: list[AnyLayer] = []
    for _ in range(6):
        layers += [Dense(8, init=Uniform(0.5), bias=0.1), activation]
    layers += [Dense(1, init=Uniform(0.5), bias=0.1), Tanh()]
    training = Training(loss="sum_of_squares", batch_size=250)
    network = NetworkSpec(tuple(layers))
    experiment = Experiment(data=Circle(), network=network, training=training, seed=seed)
    return Run(experiment, backend=backend)


def classic_layers(activation: Activation, init: Init, backend: str) -> Run:
    """1,000 standard-normal samples of 100 numbers through five layers of 100.

    Source: "Deep Learning from Scratch", chapter 6.2.2.
    """
    layers: list[AnyLayer] = []
    for _ in range(5):
        layers += [Dense(100, init=init), activation]
    network = NetworkSpec((*layers, Dense(2)))
    experiment = Experiment(data=Table(path="normal.csv"), network=network)
    return Run(experiment, normal_data(samples=1000, columns=100), backend=backend)


def normal_data(samples: int, columns: int) -> Dataset:
    """Standard-normal columns with two classes by chance, all for training."""
    rng = np.random.default_rng(0)
    values = rng.standard_normal((samples, columns))
    names = tuple(f"x{column}" for column in range(columns))
    return Dataset(
        facts=Facts("classification", ("a", "b"), ("class",), names, names, samples, 0),
        columns=values,
        targets=rng.integers(0, 2, samples),
        train=np.arange(samples),
        test=np.arange(0),
        bounds=np.tile([-4.0, 4.0], (columns, 1)),
        preparation=Preparation.fitted(values, "none"),
    )
