"""An optimizer turns gradients into a change of the parameters.

All parameters of a network are one vector θ (..., P), all gradients another, g; so each rule is
the formula of its paper, whatever the layers are. Source: "Deep Learning from Scratch", 6.1.
"""

import math
from abc import ABC, abstractmethod
from typing import Any, ClassVar

import numpy as np

from engine.arrays import Array, constant
from engine.experiment import training as spec


class Optimizer(ABC):
    """A rule of update, with the buffers it keeps between steps."""

    formula: ClassVar[str]
    buffer_names: ClassVar[tuple[str, ...]] = ()

    def __init__(self, settings: Any, parameters: Array) -> None:
        self.settings = settings
        self.parameters = parameters
        self.learning_rate = constant(settings.learning_rate, parameters)
        self.steps = 0
        self.buffers = {name: np.zeros_like(parameters) for name in self.buffer_names}

    @abstractmethod
    def update(self, gradients: Array) -> None:
        """Change the parameters by one step, in place."""


class SGD(Optimizer):
    """Stochastic gradient descent: straight down the slope."""

    formula = "θ ← θ - η g"

    def update(self, gradients: Array) -> None:
        self.parameters -= self.learning_rate * gradients


class Momentum(Optimizer):
    """SGD with momentum: a ball that rolls (Polyak 1964)."""

    formula = "v ← α v - η g;  θ ← θ + v"
    buffer_names = ("velocity",)

    def update(self, gradients: Array) -> None:
        velocity = self.buffers["velocity"]
        velocity *= self.settings.momentum
        velocity -= self.learning_rate * gradients
        self.parameters += velocity


class Adam(Optimizer):
    """Adam: momentum, and a step length for each parameter (arXiv 1412.6980)."""

    formula = "m ← β₁m + (1-β₁)g;  v ← β₂v + (1-β₂)g²;  θ ← θ - η m̂ / (√v̂ + ε)"
    buffer_names = ("mean", "square")

    def update(self, gradients: Array) -> None:
        own, mean, square = self.settings, self.buffers["mean"], self.buffers["square"]
        self.steps += 1
        mean += (1 - own.beta1) * (gradients - mean)  # m ← β₁m + (1-β₁)g
        square += (1 - own.beta2) * (gradients * gradients - square)
        # θ ← θ - η m̂ / (√v̂ + ε), with m̂ = m / (1 - β₁ᵗ) and v̂ = v / (1 - β₂ᵗ)
        mean_correction = 1 - own.beta1**self.steps
        square_correction = math.sqrt(1 - own.beta2**self.steps)
        divisor = np.sqrt(square)
        divisor /= square_correction
        divisor += own.epsilon
        self.parameters -= own.learning_rate / mean_correction * mean / divisor


OPTIMIZERS: dict[type, type[Optimizer]] = {
    spec.SGD: SGD,
    spec.Momentum: Momentum,
    spec.Adam: Adam,
}


def make_optimizer(settings: spec.AnyOptimizer, parameters: Array) -> Optimizer:
    """The optimizer that these settings ask for, for this parameter vector."""
    return OPTIMIZERS[type(settings)](settings, parameters)
