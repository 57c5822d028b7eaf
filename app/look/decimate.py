"""Decimation draws a long curve with few points and loses none of its peaks."""

import numpy as np
from numpy.typing import NDArray

Curve = tuple[NDArray[np.floating], NDArray[np.floating]]


def decimate(x: NDArray[np.floating], y: NDArray[np.floating], pixels: int) -> Curve:
    """Return at most about two points a pixel: the minimum and maximum of each run of points.

    `x` sorted, `y`: shape (n,). The runs have a power of two points and start at index 0, so that
    a growing curve does not shimmer. The first and the last point stay; a run that holds a NaN
    gives a NaN, so that a gap stays visible. Raises ValueError where the shapes differ.
    """
    if x.shape != y.shape or x.ndim != 1:
        raise ValueError(f"x and y must be vectors of one length; they are {x.shape}, {y.shape}")
    if len(x) <= 2 * max(pixels, 1):
        return x, y
    run = 1 << int(np.ceil(np.log2(len(x) / pixels)))
    whole = len(x) // run * run
    rows = y[:whole].reshape(-1, run)
    starts = np.arange(0, whole, run)
    extremes = np.stack([rows.argmin(axis=1) + starts, rows.argmax(axis=1) + starts], axis=1)
    extremes.sort(axis=1)
    tail = np.arange(whole, len(x))
    if len(tail):
        tail = np.sort(whole + np.array([y[whole:].argmin(), y[whole:].argmax()]))
    ends = np.array([0]), np.array([len(x) - 1])
    kept = np.concatenate([ends[0], extremes.ravel(), tail, ends[1]])
    return x[kept], y[kept]
