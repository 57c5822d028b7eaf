"""Adaptive steps: each parameter's step is divided by how large its gradients have been."""

import numpy as np

from engine.arrays import Array
from engine.optimizers.optimizer import Optimizer


class AdaGrad(Optimizer):
    """AdaGrad: divide by the root of the sum of all squared gradients so far."""

    formula = "h ← h + g²;  θ ← θ - η g / (√h + ε)"
    source = "Deep Learning from Scratch, chapter 6.1.5; Duchi, Hazan & Singer 2011"
    buffer_names = ("squares",)

    def update(self, gradients: Array) -> None:
        squares = self.buffers["squares"]
        squares += gradients * gradients
        divisor = np.sqrt(squares)
        divisor += self.settings.epsilon
        self.parameters -= self.learning_rate * gradients / divisor


class RMSprop(Optimizer):
    """RMSprop: AdaGrad that forgets, with a running mean in place of the sum."""

    formula = "h ← ρ h + (1-ρ) g²;  θ ← θ - η g / (√h + ε)"
    source = "Tieleman & Hinton 2012, Lecture 6.5"
    buffer_names = ("square",)

    def update(self, gradients: Array) -> None:
        own, square = self.settings, self.buffers["square"]
        square *= own.rho
        square += (1 - own.rho) * (gradients * gradients)
        divisor = np.sqrt(square)
        divisor += own.epsilon
        self.parameters -= self.learning_rate * gradients / divisor


class AdaDelta(Optimizer):
    """AdaDelta: RMSprop that takes the length of its steps from the steps before."""

    formula = "h ← ρ h + (1-ρ) g²;  Δ = g √(d + ε) / √(h + ε);  d ← ρ d + (1-ρ) Δ²;  θ ← θ - η Δ"
    source = "Zeiler, arXiv 1212.5701"
    buffer_names = ("square", "step_square")

    def update(self, gradients: Array) -> None:
        own = self.settings
        square, step_square = self.buffers["square"], self.buffers["step_square"]
        square *= own.rho
        square += (1 - own.rho) * (gradients * gradients)
        step = np.sqrt((step_square + own.epsilon) / (square + own.epsilon)) * gradients
        step_square *= own.rho
        step_square += (1 - own.rho) * (step * step)
        self.parameters -= self.learning_rate * step
