"""Training on one mini-batch again and again: the steps alone, whatever the data."""

import numpy as np

from engine import arrays
from engine.experiment.network import (
    AnyLayer,
    Conv2D,
    Dense,
    Flatten,
    MaxPooling,
    NetworkSpec,
    ReLU,
)
from engine.experiment.training import SGD
from engine.layers import Shape
from engine.network import Network, initial_parameters
from engine.optimizers import make_optimizer
from engine.targets import TargetCode

LEARNING_RATE = 0.01
IMAGE, CLASSES = (1, 28, 28), 10
LENET: tuple[AnyLayer, ...] = (
    *(Conv2D(6, size=5, padding=2), ReLU(), MaxPooling()),
    *(Conv2D(16, size=5), ReLU(), MaxPooling()),
    *(Flatten(), Dense(120), ReLU(), Dense(CLASSES)),
)


class OneBatch:
    """A network, its optimizer, and a mini-batch of random samples to train on."""

    def __init__(
        self, layers: tuple[AnyLayer, ...], shape: Shape, batch: int, backend: str = "numpy"
    ) -> None:
        rng, spec, loss = np.random.default_rng(7), NetworkSpec(layers), "cross_entropy"
        xp, first = arrays.backend(backend), initial_parameters(spec, shape, rng)
        parameters = xp.asarray(first, dtype="float32")
        code = TargetCode.of(spec, loss, spec.output_units)
        self.network = Network(spec, shape, loss, code, parameters)
        self.optimizer = make_optimizer(SGD(LEARNING_RATE), parameters)
        self.x = xp.asarray(rng.standard_normal((batch, *shape), np.float32))
        self.labels = rng.integers(spec.output_units, size=batch)
        self.targets = xp.asarray(code.encode(self.labels), dtype="float32")

    def train(self, steps: int) -> int:
        """Train on the mini-batch so many times; returns how many."""
        for _ in range(steps):
            self.optimizer.update(self.network.gradient(self.x, self.targets))
        arrays.to_host(self.network.parameters[:1])  # a GPU is waited for
        return steps
