"""Lion: every parameter moves equally far, in the direction that the sign says."""

import numpy as np

from engine.arrays import Array
from engine.optimizers.optimizer import Optimizer


class Lion(Optimizer):
    """Lion: the sign of a momentum that leans towards the newest gradient."""

    formula = "θ ← θ - η (sign(β₁m + (1-β₁)g) + λ θ);  m ← β₂m + (1-β₂)g"
    source = "Chen et al., arXiv 2302.06675"
    buffer_names = ("mean",)

    def update(self, gradients: Array) -> None:
        own, mean = self.settings, self.buffers["mean"]
        direction = np.sign(own.beta1 * mean + (1 - own.beta1) * gradients)
        if own.weight_decay:
            direction += own.weight_decay * self.parameters
        self.parameters -= self.learning_rate * direction
        mean += (1 - own.beta2) * (gradients - mean)  # m ← β₂m + (1-β₂)g
