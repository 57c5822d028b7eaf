"""An initializer draws the first weights of a layer; how large they are decides what can flow.

`fan_in` is the number of inputs that each output sums over, `fan_out` the number of outputs that
each input goes to. Xavier and He in the book's form ("Deep Learning from Scratch", chapter 6.2)
look at fan_in alone: both keep the spread of the activations alike from layer to layer, for tanh
and sigmoid or for ReLU. Glorot & Bengio's own form (2010) looks at both, for the sake of the
gradients on their way back.
"""

import math

import numpy as np
from numpy.typing import NDArray

from engine.experiment.network import Init, Normal, Uniform


def draw(
    init: Init,
    shape: tuple[int, ...],
    rng: np.random.Generator,
    fans: tuple[int, int] | None = None,
) -> NDArray[np.float64]:
    """Weights of this shape, float64, in the way that `init` names.

    `fans` is (fan_in, fan_out); a matrix (in, out) has them for its shape.
    """
    fan_in, fan_out = (shape[0], shape[-1]) if fans is None else fans
    if isinstance(init, Normal):
        return rng.normal(0, init.std, shape)
    if isinstance(init, Uniform):
        return rng.uniform(-init.limit, init.limit, shape)
    if init == "xavier":
        return rng.normal(0, math.sqrt(1 / fan_in), shape)
    if init == "he":
        return rng.normal(0, math.sqrt(2 / fan_in), shape)
    if init == "glorot_normal":
        return rng.normal(0, math.sqrt(2 / (fan_in + fan_out)), shape)
    if init == "glorot_uniform":
        limit = math.sqrt(6 / (fan_in + fan_out))
        return rng.uniform(-limit, limit, shape)
    return np.zeros(shape)
