"""Exponential smoothing shows where a noisy curve is going."""

import numpy as np
from numpy.typing import NDArray

_NEGLIGIBLE = 1e-9  # of a value's weight after so many steps


def smoothed(values: NDArray[np.float64], weight: float) -> NDArray[np.float64]:
    """Return s (n,) with s₀ = v₀ and sₜ = weight · sₜ₋₁ + (1 - weight) · vₜ; 0 <= weight < 1.

    All of it at once: after k rounds each place holds the sum over the last 2ᵏ values.
    """
    if weight <= 0 or not len(values):
        return values
    sums = (1 - weight) * values
    sums[0] = values[0]
    reach, decay = 1, weight
    while reach < len(sums) and decay > _NEGLIGIBLE:
        sums[reach:] += decay * sums[:-reach].copy()
        reach, decay = 2 * reach, decay * decay
    return sums
