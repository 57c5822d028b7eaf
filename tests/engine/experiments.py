"""Small experiments that the engine's tests share."""

from types import ModuleType
from typing import Any

import numpy as np

from engine.experiment.data import Gauss, Spiral
from engine.experiment.experiment import Experiment
from engine.experiment.network import AnyLayer, Dense, NetworkSpec, ReLU, Tanh
from engine.experiment.training import SGD, Training
from engine.layers import Shape
from engine.losses import LOSSES
from engine.network import Network, initial_parameters
from engine.targets import TargetCode


def spiral(**training: Any) -> Experiment:
    """A spiral, 2-8-8-2 with ReLU, batches of 10."""
    layers = (Dense(8), ReLU(), Dense(8), ReLU(), Dense(2))
    settings = Training(**({"optimizer": SGD(0.05), "batch_size": 10} | training))
    data = Spiral(noise=0.1, test_share=0.3, scaling="standardize")
    return Experiment(data=data, network=NetworkSpec(layers), training=settings, seed=7)


def clouds(**training: Any) -> Experiment:
    """Two clouds that a small network parts within a few epochs."""
    layers = (Dense(4, init="xavier"), Tanh(), Dense(2, init="xavier"))
    settings = Training(**({"optimizer": SGD(0.1), "batch_size": 20} | training))
    data = Gauss(samples=200)
    return Experiment(data=data, network=NetworkSpec(layers), training=settings, seed=1)


def float64_network(
    layers: tuple[AnyLayer, ...],
    inputs: int | Shape,
    loss: str,
    xp: ModuleType = np,
    seed: int = 0,
) -> Network:
    """A network in float64 with weights drawn from the seed, three classes or three values.

    `inputs` is the number of features or the shape of a sample; `xp` is NumPy or CuPy.
    """
    spec = NetworkSpec(layers)
    shape = (inputs,) if isinstance(inputs, int) else inputs
    rng = np.random.default_rng(seed)
    parameters = initial_parameters(spec, shape, rng)
    classes = 0 if loss not in LOSSES or "squared" in loss or "squares" in loss else 3
    if loss == "binary_cross_entropy":
        classes = 2
    code = TargetCode.of(spec, loss, classes)
    # Biases of 0 would leave their gradients untested.
    shaken = parameters + 0.1 * rng.normal(size=parameters.shape)
    return Network(spec, shape, loss, code, xp.asarray(shaken))
