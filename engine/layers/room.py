"""Room is memory that a layer uses again, so that training does not ask for new at each step."""

import math

import numpy as np

from engine.arrays import Array
from engine.layers.layer import Shape


class Room:
    """Memory as large as the largest array that it has lent; it lends one at a time."""

    def __init__(self, like: Array) -> None:
        """Room for arrays of `like`'s kind."""
        self._memory = np.empty_like(like, shape=(0,))

    def array(self, shape: Shape) -> Array:
        """An array of this shape with any content, in place of the one lent before."""
        size = math.prod(shape)
        if size > self._memory.size:
            self._memory = np.empty_like(self._memory, shape=(size,))
        return self._memory[:size].reshape(shape)
