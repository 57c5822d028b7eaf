"""Motion: what an optimizer keeps of its way: a velocity, and a learning rate of each parameter."""

import numpy as np

from engine.arrays import Array
from engine.optimizers.adam import Moments, NAdam
from engine.optimizers.adaptive import AdaDelta, AdaGrad, RMSprop
from engine.optimizers.descent import Momentum, Nesterov
from engine.optimizers.lion import Lion
from engine.optimizers.optimizer import Optimizer


def velocity_of(optimizer: Optimizer) -> Array | None:
    """The velocity, (P,) or (R, P), as a step of the parameters; None: the optimizer has none.

    Of momentum it is v itself. Adam and its kin, and Lion, keep a mean m of the gradients: the
    velocity is the step that it alone makes, -η m̂ / (√v̂ + ε), or -η sign(m).
    """
    if isinstance(optimizer, Momentum | Nesterov):
        return optimizer.buffers["velocity"].copy()
    if isinstance(optimizer, Lion):
        return -optimizer.learning_rate * np.sign(optimizer.buffers["mean"])
    if isinstance(optimizer, Moments):
        share = 1 - _mean_memory(optimizer)  # m̂ = m / share
        mean = optimizer.buffers["mean"] / max(share, np.finfo(np.float32).tiny)
        return -np.nan_to_num(_adams_rates(optimizer)) * mean
    return None


def rates_of(optimizer: Optimizer) -> Array | None:
    """By how much a gradient is multiplied for each parameter, (P,) or (R, P).

    NaN where no gradient has come yet. None for an optimizer with one learning rate for all. The
    formulas are those of the updates, with the buffers as they are after the last one.
    """
    own, buffers, rate = optimizer.settings, optimizer.buffers, optimizer.learning_rate
    if isinstance(optimizer, AdaGrad):
        return _where_met(buffers["squares"], rate / (np.sqrt(buffers["squares"]) + own.epsilon))
    if isinstance(optimizer, RMSprop):
        return _where_met(buffers["square"], rate / (np.sqrt(buffers["square"]) + own.epsilon))
    if isinstance(optimizer, AdaDelta):
        square, step_square = buffers["square"], buffers["step_square"]
        steps = np.sqrt((step_square + own.epsilon) / (square + own.epsilon))
        return _where_met(square, rate * steps)
    if isinstance(optimizer, Moments):
        return _adams_rates(optimizer)
    return None


def _adams_rates(optimizer: Moments) -> Array:
    """η / (√v̂ + ε), with v̂ = v / (1 - β₂ᵗ)."""
    own, square = optimizer.settings, optimizer.buffers["square"]
    correction = 1 - own.beta2**optimizer.steps or 1.0
    return _where_met(
        square, optimizer.learning_rate / (np.sqrt(square / correction) + own.epsilon)
    )


def _mean_memory(optimizer: Moments) -> float:
    """How much of the 0 at which it began the mean still holds: β₁ᵗ, or NAdam's Πμ."""
    if isinstance(optimizer, NAdam):
        return float(optimizer.buffers["momentum_product"])
    return float(optimizer.settings.beta1**optimizer.steps)


def _where_met(squares: Array, rates: Array) -> Array:
    """The rates of parameters that a gradient has come to; NaN for the others."""
    return np.where(squares > 0, rates, np.nan)
