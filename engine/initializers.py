"""An initializer draws the first weights of a layer; how large they are decides what can flow.

Xavier and He in the book's form ("Deep Learning from Scratch", chapter 6.2): both keep the spread
of the activations alike from layer to layer, for tanh and sigmoid or for ReLU.
"""

import math

import numpy as np
from numpy.typing import NDArray

from engine.experiment.network import Init, Normal, Uniform


def draw(init: Init, shape: tuple[int, int], rng: np.random.Generator) -> NDArray[np.float64]:
    """Weights of shape (in, out), float64, in the way that `init` names."""
    fan_in = shape[0]
    if isinstance(init, Normal):
        return rng.normal(0, init.std, shape)
    if isinstance(init, Uniform):
        return rng.uniform(-init.limit, init.limit, shape)
    if init == "xavier":
        return rng.normal(0, math.sqrt(1 / fan_in), shape)
    if init == "he":
        return rng.normal(0, math.sqrt(2 / fan_in), shape)
    return np.zeros(shape)
