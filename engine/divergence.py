"""Divergence: when a loss has run away, and where training left the finite numbers first."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from engine.arrays import Array
from engine.network import Network

RUNAWAY = 1e4  # a loss this many times its first value counts as diverged


def has_run_away(losses: ArrayLike, first: ArrayLike) -> NDArray[np.bool_]:
    """Whether losses, of any shape, are NaN or have grown too far from their first values."""
    return ~(np.asarray(losses) <= largest_loss(first))


def largest_loss(first: ArrayLike) -> NDArray[np.float64]:
    """How far losses may grow from their first values, of any shape."""
    return RUNAWAY * np.maximum(np.abs(first), 1.0)


def finishing_order(losses: ArrayLike) -> list[int]:
    """The runners in the order of their losses (R,); those that have diverged come last."""
    found = np.asarray(losses)
    return np.argsort(np.where(np.isfinite(found), found, np.inf), kind="stable").tolist()


def infinite_place(network: Network, x: Array) -> str | None:
    """The first place, in words, where a number is not finite for the batch x; None: nowhere.

    Parameters are looked at first, then the layers' outputs, then the gradients from the last
    layer to the first, as they came to be.
    """
    for name, values in network.views.items():
        if not np.isfinite(values).all():
            return f"{name} is not finite"
    for index, values in enumerate(network.activations(x)):
        if not np.isfinite(values).all():
            kind = type(network.layers[index]).__name__
            return f"the output of layer {index} ({kind}) is not finite"
    for name, values in reversed(network.gradient_views.items()):
        if not np.isfinite(values).all():
            return f"the gradient of {name} is not finite"
    return None
