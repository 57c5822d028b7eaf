"""The loss surface of a network: its loss all over a plane through its parameters.

Source: Li et al., Visualizing the Loss Landscape of Neural Nets, arXiv 1712.09913.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from engine.arrays import Array, numbers_at_once, to_host
from engine.network import Network


def loss_surface(
    network: Network,
    x: Array,
    t: Array,
    directions: tuple[Array, Array],
    a: Sequence[float] | NDArray,
    b: Sequence[float] | NDArray,
) -> NDArray:
    """L(θ + a d₁ + b d₂) on (x, t) for all pairs of a and b: (len(b), len(a)).

    A row for each b and a column for each a, as in a picture whose horizontal axis is a. θ is the
    network's parameter vector (P,), `directions` are d₁ and d₂, (P,) each; a network with the
    parameters of a place is a replica, and as many replicas are computed together as suits the
    processor or the GPU.
    """
    places = np.stack(np.meshgrid(a, b), axis=-1).reshape(-1, 2)  # (len(b) · len(a), 2)
    theta = network.parameters
    plane = np.asarray(np.stack(directions), dtype=theta.dtype, like=theta)  # (2, P)
    places = np.asarray(places, dtype=theta.dtype, like=theta)
    replicas = Replicas(network, x, t, len(places))
    losses = np.empty(len(places), dtype=theta.dtype)
    for start in range(0, len(places), replicas.count):
        now = places[start : start + replicas.count]
        losses[start : start + replicas.count] = replicas.losses(theta + now @ plane)
    return losses.reshape(len(b), len(a))


class Replicas:
    """Networks of one form that are computed together: `count` at once, on the same samples."""

    def __init__(self, network: Network, x: Array, t: Array, wanted: int) -> None:
        self._x, self._t = x, t
        self.count = replicas_at_once(network, len(x), wanted)
        self._networks = network.with_parameters(
            np.repeat(network.parameters[None], self.count, axis=0)
        )

    def losses(self, parameters: Array, statistics: Array | None = None) -> NDArray:
        """The losses of at most `count` networks with these parameters (n, P): (n,).

        Their statistics (n, S) are those of the network where none are given.
        """
        networks, rows = self._networks, len(parameters)
        networks.parameters[:rows] = parameters
        if statistics is not None:
            networks.statistics[:rows] = statistics
        return to_host(networks.loss(self._x, self._t))[:rows]


def replicas_at_once(network: Network, samples: int, wanted: int) -> int:
    """How many replicas are computed together, for so many samples: at most those wanted."""
    numbers = max(len(network.parameters), network.widest * samples)  # of one replica
    return max(1, min(wanted, numbers_at_once(network.parameters) // numbers))
