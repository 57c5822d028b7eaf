"""Smoothing shows where a noisy curve is going: exponentially, or by a window that slides."""

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


def window_smoothed(
    values: NDArray[np.floating], length: int = 11, beta: float = 2.0
) -> NDArray[np.float64]:
    """Return the mean (n,) of each value's neighbourhood under a Kaiser window of odd length.

    Beyond both ends the values are mirrored at the first and the last. The classic race's curves
    are drawn so (Deep Learning from Scratch, chapter 6.1: length 11, β = 2). NaN spreads over a
    window, and no further.
    """
    half = length // 2
    if len(values) <= half:
        return np.asarray(values, dtype=np.float64)
    window = np.kaiser(length, beta)
    mirrored = np.pad(np.asarray(values, dtype=np.float64), half, mode="reflect")
    return np.convolve(mirrored, window / window.sum(), mode="valid")
