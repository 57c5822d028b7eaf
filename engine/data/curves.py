"""Curves: one input, one value, made by a formula and noise."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from engine.data.raw_samples import RawSamples
from engine.experiment.data import CurveValues

EDGE = 6.0
Values = NDArray[np.float64]


def sine(x: Values) -> Values:
    """f(x) = sin x: about two waves over [-6, 6]."""
    return np.sin(x)


def step(x: Values) -> Values:
    """f(x) = -1 below 0, and 1 from there on."""
    return np.where(x < 0, -1.0, 1.0)


def polynomial(x: Values) -> Values:
    """f(x) = 4u³ - 3u with u = x / 6: the third Chebyshev polynomial, which stays within [-1, 1].

    Its bends are at x = ±3, where it is ∓1.
    """
    u = x / EDGE
    return 4 * u**3 - 3 * u


FORMULAS: Mapping[str, Callable[[Values], Values]] = MappingProxyType(
    {"sine": sine, "step": step, "polynomial": polynomial}
)


def make_curve(data: CurveValues, rng: np.random.Generator) -> RawSamples:
    """x ~ U(-6, 6), (samples, 1), and t = f(x) + ε with ε ~ N(0, ν²), (samples, 1).

    The noise ν scales numbers that are drawn in any case: more of it moves the same points further.
    """
    x = rng.uniform(-EDGE, EDGE, (data.samples, 1))
    values = FORMULAS[data.function](x) + data.noise * rng.standard_normal(x.shape)
    return RawSamples(
        task="regression",
        class_names=(),
        target_names=("t",),
        column_names=("x",),
        columns=x,
        targets=values,
        bounds=np.array([[-EDGE, EDGE]]),
    )
