"""Max-norm keeps the weights that come into a neuron from growing longer than a limit.

Source: Srivastava et al. 2014, Dropout, section 5.1.
"""

import numpy as np

from engine.arrays import Array
from engine.network import Network


class MaxNorm:
    """w ← w · min(1, c / ‖w‖) for each neuron's incoming weights w: biases stay as they are.

    Those of a dense or recurrent neuron are a column of its matrix (in, out), those of a
    convolution's neuron are a kernel (channels, size, size).
    """

    formula = "w ← w · min(1, c / ‖w‖)"

    def __init__(self, limit: float, network: Network, parameters: Array) -> None:
        """`parameters`: the network's vector, or the rows of some of its replicas."""
        self.limit = limit
        self._incoming: list[tuple[Array, tuple[int, ...]]] = []
        for name, (place, shape) in network.places.items():
            if name.rsplit(".", 1)[1].startswith("weight"):
                view = parameters[..., place].reshape(*parameters.shape[:-1], *shape)
                axes = (-2,) if len(shape) == 2 else (-3, -2, -1)
                self._incoming.append((view, axes))

    def shorten(self) -> None:
        """Bring all weights that are too long back to the limit, in place."""
        for weight, axes in self._incoming:
            norm = np.sqrt((weight * weight).sum(axis=axes, keepdims=True))
            weight *= self.limit / np.maximum(norm, self.limit)
