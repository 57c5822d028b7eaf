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
    places = np.asarray(places, dtype=theta.dtype, like=theta)
    plane = np.asarray(np.stack(directions), dtype=theta.dtype, like=theta)  # (2, P)
    count = replicas_at_once(network, len(x), len(places))
    replicas = network.with_parameters(np.repeat(theta[None], count, axis=0))
    losses = np.empty(len(places), dtype=theta.dtype)
    for start in range(0, len(places), count):
        now = places[start : start + count]
        replicas.parameters[: len(now)] = theta + now @ plane
        losses[start : start + count] = to_host(replicas.loss(x, t))[: len(now)]
    return losses.reshape(len(b), len(a))


def replicas_at_once(network: Network, samples: int, wanted: int) -> int:
    """How many replicas are computed together, for so many samples: at most those wanted."""
    numbers = max(len(network.parameters), network.widest * samples)  # of one replica
    return max(1, min(wanted, numbers_at_once(network.parameters) // numbers))
