"""Descent: optimizers that step down the gradient itself, with or without momentum."""

from engine.arrays import Array
from engine.optimizers.optimizer import Optimizer


class SGD(Optimizer):
    """Stochastic gradient descent: straight down the slope."""

    formula = "θ ← θ - η g"
    source = "Deep Learning from Scratch, chapter 6.1.2; Robbins & Monro 1951"

    def update(self, gradients: Array) -> None:
        self.parameters -= self.learning_rate * gradients


class Momentum(Optimizer):
    """SGD with momentum: a ball that rolls."""

    formula = "v ← α v - η g;  θ ← θ + v"
    source = "Deep Learning from Scratch, chapter 6.1.4; Polyak 1964"
    buffer_names = ("velocity",)

    def update(self, gradients: Array) -> None:
        velocity = self.buffers["velocity"]
        velocity *= self.settings.momentum
        velocity -= self.learning_rate * gradients
        self.parameters += velocity


class Nesterov(Optimizer):
    """Nesterov's momentum: the ball looks where it is about to be before it steers.

    θ is the place looked at, v the new velocity: both terms use it, after it has changed.
    """

    formula = "v ← α v - η g;  θ ← θ + α v - η g"
    source = "Bengio, Boulanger-Lewandowski & Pascanu, arXiv 1212.0901; Nesterov 1983"
    buffer_names = ("velocity",)

    def update(self, gradients: Array) -> None:
        velocity, momentum = self.buffers["velocity"], self.settings.momentum
        step = self.learning_rate * gradients
        velocity *= momentum
        velocity -= step
        self.parameters += momentum * velocity - step
