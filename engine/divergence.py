"""Divergence: where training left the finite numbers first."""

import numpy as np

from engine.arrays import Array
from engine.network import Network


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
