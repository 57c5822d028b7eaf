"""The standard normal distribution: its density φ and the share Φ that lies below a number.

NumPy has no Φ and no error function for arrays; `math.erfc` takes one number at a time.
"""

import math

import numpy as np

from engine.arrays import Array

SQUARE_ROOT_OF_TWO_PI = math.sqrt(2 * math.pi)
FARTHEST = 37.0  # beyond it, Φ(-z) is smaller than float64 can hold; and φ(40) is 0
SCALE = 4.0
DEGREE = 20


def density_and_share(x: Array) -> tuple[Array, Array]:
    """φ(x) = e^(-x²/2) / √2π and Φ(x) = ½ (1 + erf(x / √2)), both of x's shape and precision.

    Φ(-z) = φ(z) R(z) for z ≥ 0, where R is Mills' ratio, and Φ(x) + Φ(-x) = 1. In float64 Φ is
    right to 2e-15, in its lower tail to 1e-12 of itself. Source: Mills 1926, Biometrika 18.
    """
    z = np.minimum(np.abs(x), 40.0)
    density = np.exp(-0.5 * z * z) / SQUARE_ROOT_OF_TWO_PI
    tail = density * mills_ratio(z)  # Φ(-|x|)
    return density, np.where(x < 0, tail, 1 - tail)


def mills_ratio(z: Array) -> Array:
    """R(z) = (1 - Φ(z)) / φ(z) for 0 ≤ z ≤ 37: from √(π/2) at 0 it falls slowly, at last as 1/z.

    So it is nearly a polynomial in u = (4 - z) / (4 + z), which is computed here.
    """
    u = (SCALE - z) / (SCALE + z)
    ratio = np.zeros_like(u)
    for coefficient in COEFFICIENTS:
        ratio *= u
        ratio += coefficient
    return ratio


def _exact_mills_ratio(z: float) -> float:
    """R(z) of one number, by the error function of Python's own library."""
    return 0.5 * math.erfc(z / math.sqrt(2)) * math.exp(0.5 * z * z) * SQUARE_ROOT_OF_TWO_PI


def _coefficients() -> tuple[float, ...]:
    """The polynomial in u, highest power first, through R at the Chebyshev nodes.

    Through these nodes it is about equally right everywhere between them. Source: Trefethen,
    Approximation Theory and Approximation Practice, chapters 2 to 4.
    """
    lowest = (SCALE - FARTHEST) / (SCALE + FARTHEST)
    nodes = np.cos(np.pi * (np.arange(DEGREE + 1) + 0.5) / (DEGREE + 1))  # from -1 to 1
    u = 0.5 * (1 + lowest) + 0.5 * (1 - lowest) * nodes
    z = SCALE * (1 - u) / (1 + u)
    ratios = [_exact_mills_ratio(value) for value in z.tolist()]
    return tuple(np.polyfit(u, ratios, DEGREE).tolist())


COEFFICIENTS = _coefficients()
