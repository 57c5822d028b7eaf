"""Adam and its kin: a running mean of the gradients, divided by how large they have been."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from engine.arrays import Array, constant
from engine.optimizers.optimizer import Optimizer


class Moments(Optimizer):
    """What Adam and its kin share, abstract: running means of g and of g²; both begin at 0."""

    buffer_names = ("mean", "square")

    def __init__(
        self, settings: Any, parameters: Array, learning_rates: Sequence[float] | None = None
    ) -> None:
        super().__init__(settings, parameters, learning_rates)
        self._mean_share = constant(1 - settings.beta1, parameters)
        self._square_share = constant(1 - settings.beta2, parameters)
        self._epsilon = constant(settings.epsilon, parameters)
        self._rate = np.empty_like(self.learning_rate)

    def _follow(self, gradients: Array) -> tuple[Array, Array, float]:
        """Take g into both; returns m, √v + ε√c and √c, with c = 1 - β₂ᵗ.

        √v̂ + ε = √(v / c) + ε is the second divided by the third. Numbers are divided in place of
        vectors, as the paper's section 2 remarks; it is faster where networks are small.
        """
        mean, square = self.buffers["mean"], self.buffers["square"]
        self.steps += 1
        change = gradients - mean  # m ← β₁m + (1-β₁)g = m + (1-β₁)(g - m)
        change *= self._mean_share
        mean += change
        change = gradients * gradients  # v ← β₂v + (1-β₂)g² = v + (1-β₂)(g² - v)
        change -= square
        change *= self._square_share
        square += change
        correction = math.sqrt(1 - self.settings.beta2**self.steps)
        self._epsilon[...] = self.settings.epsilon * correction
        divisor = np.sqrt(square)
        divisor += self._epsilon
        return mean, divisor, correction

    def _times_rate(self, factor: float) -> Array:
        """The learning rate times a number, an array of the rate's shape."""
        return np.multiply(self.learning_rate, factor, out=self._rate)


class Adam(Moments):
    """Adam: momentum, and a step length for each parameter."""

    formula = (
        "m ← β₁m + (1-β₁)g;  v ← β₂v + (1-β₂)g²;  θ ← θ - η m̂ / (√v̂ + ε);  "
        "m̂ = m / (1 - β₁ᵗ), v̂ = v / (1 - β₂ᵗ)"
    )
    source = "Kingma & Ba, arXiv 1412.6980; Deep Learning from Scratch, chapter 6.1.6"

    def update(self, gradients: Array) -> None:
        mean, divisor, correction = self._follow(gradients)
        mean_correction = 1 - self.settings.beta1**self.steps
        # θ ← θ - η m̂ / (√v̂ + ε), with m̂ = m / (1 - β₁ᵗ)
        step = mean / divisor
        step *= self._times_rate(correction / mean_correction)
        self.parameters -= step


class AdamW(Moments):
    """Adam with weight decay beside the gradient, so that no divisor weakens it."""

    formula = (
        "m ← β₁m + (1-β₁)g;  v ← β₂v + (1-β₂)g²;  θ ← θ (1 - η λ) - η m̂ / (√v̂ + ε);  "
        "m̂ = m / (1 - β₁ᵗ), v̂ = v / (1 - β₂ᵗ)"
    )
    source = "Loshchilov & Hutter, arXiv 1711.05101"

    def update(self, gradients: Array) -> None:
        mean, divisor, correction = self._follow(gradients)
        mean_correction = 1 - self.settings.beta1**self.steps
        self.parameters *= 1 - self.learning_rate * self.settings.weight_decay
        step = mean / divisor
        step *= self._times_rate(correction / mean_correction)
        self.parameters -= step


class NAdam(Moments):
    """Adam with Nesterov's momentum: the step already counts the momentum of the next one.

    μₜ = β₁ (1 - ½ 0.96^(t ψ)) warms the momentum up; ψ is the settings' `momentum_decay`.
    """

    formula = (
        "m ← β₁m + (1-β₁)g;  v ← β₂v + (1-β₂)g², v̂ = v / (1 - β₂ᵗ);  "
        "θ ← θ - η ((1-μₜ) g / (1-Πμ) + μₜ₊₁ m / (1-Πμ μₜ₊₁)) / (√v̂ + ε)"
    )
    source = "Dozat 2016, Incorporating Nesterov Momentum into Adam (as torch.optim.NAdam)"

    def __init__(
        self, settings: Any, parameters: Array, learning_rates: Sequence[float] | None = None
    ) -> None:
        super().__init__(settings, parameters, learning_rates)
        self.buffers["momentum_product"] = np.asarray(1.0, like=parameters)  # float64

    def update(self, gradients: Array) -> None:
        mean, divisor, correction = self._follow(gradients)
        now, after = self._momentum(self.steps), self._momentum(self.steps + 1)
        self.buffers["momentum_product"] *= now
        product = float(self.buffers["momentum_product"])  # Πμ up to this step
        step = (1 - now) / (1 - product) * gradients
        step += after / (1 - product * after) * mean
        step /= divisor
        step *= self._times_rate(correction)
        self.parameters -= step

    def _momentum(self, step: int) -> float:
        """μ of a step: a little over β₁ / 2 at first, β₁ in the end."""
        own = self.settings
        return float(own.beta1 * (1 - 0.5 * 0.96 ** (step * own.momentum_decay)))
