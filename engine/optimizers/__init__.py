"""The optimizers that a network can be trained with, and how each is made from its description."""

from collections.abc import Sequence

from engine.arrays import Array
from engine.experiment import optimizers as spec
from engine.optimizers.adam import Adam, AdamW, NAdam
from engine.optimizers.adaptive import AdaDelta, AdaGrad, RMSprop
from engine.optimizers.descent import SGD, Momentum, Nesterov
from engine.optimizers.lion import Lion
from engine.optimizers.optimizer import Optimizer

OPTIMIZERS: dict[type, type[Optimizer]] = {
    spec.SGD: SGD,
    spec.Momentum: Momentum,
    spec.Nesterov: Nesterov,
    spec.AdaGrad: AdaGrad,
    spec.RMSprop: RMSprop,
    spec.AdaDelta: AdaDelta,
    spec.Adam: Adam,
    spec.AdamW: AdamW,
    spec.NAdam: NAdam,
    spec.Lion: Lion,
}


def make_optimizer(
    settings: spec.AnyOptimizer,
    parameters: Array,
    learning_rates: Sequence[float] | None = None,
) -> Optimizer:
    """The optimizer that these settings ask for, for parameters (P,) or (R, P).

    Of R replicas, each may have a learning rate of its own.
    """
    return OPTIMIZERS[type(settings)](settings, parameters, learning_rates)
