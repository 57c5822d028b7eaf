"""The loss surface of a network: its loss all over a plane through its parameters.

Source: Li et al., Visualizing the Loss Landscape of Neural Nets, arXiv 1712.09913.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from engine import arrays
from engine.arrays import Array
from engine.network import CHUNK, Network


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
    parameters of a place is a replica, and as many replicas are computed together as stay in the
    processor's cache.
    """
    places = np.stack(np.meshgrid(a, b), axis=-1).reshape(-1, 2)  # (len(b) · len(a), 2)
    theta = network.parameters
    places = np.asarray(places, dtype=theta.dtype)
    plane = np.stack(directions).astype(theta.dtype)  # (2, P)
    count = replicas_at_once(network, len(x), len(places))
    replicas = network.with_parameters(np.repeat(theta[None], count, axis=0))
    losses = np.empty(len(places), dtype=theta.dtype)
    for start in range(0, len(places), count):
        now = places[start : start + count]
        replicas.parameters[: len(now)] = theta + now @ plane
        losses[start : start + count] = arrays.to_host(replicas.loss(x, t))[: len(now)]
    return losses.reshape(len(b), len(a))


def replicas_at_once(network: Network, samples: int, wanted: int) -> int:
    """How many replicas have activations, for so many samples, that fit the cache together."""
    return max(1, min(wanted, CHUNK // max(len(network.parameters), network.widest * samples)))
