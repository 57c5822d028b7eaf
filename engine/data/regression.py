"""A value over the plane: the two regression sets of TensorFlow Playground.

Source: tensorflow/playground, src/dataset.ts. Each function takes the set's settings and a random
generator and returns the points, (samples, 2) float64, spread evenly over [-6, 6]², and their
values, (samples, 1) float64. Noise moves where the value is looked up, by ε ~ ν·U(-6, 6).
"""

import numpy as np

from engine.data.toy import Points
from engine.experiment.data import Bumps, Slope

HALF_WIDTH = 6.0
CENTRES = ((-4.0, 2.5), (0.0, 2.5), (4.0, 2.5), (-4.0, -2.5), (0.0, -2.5), (4.0, -2.5))
SIGNS = (1.0, -1.0, 1.0, -1.0, 1.0, -1.0)


def slope(data: Slope, rng: np.random.Generator) -> tuple[Points, Points]:
    """The value (x + y + ε₁ + ε₂) / 10 rises along the diagonal."""
    points, looked_up = _spread(data.samples, data.noise, rng)
    return points, looked_up.sum(axis=1, keepdims=True) / 10


def bumps(data: Bumps, rng: np.random.Generator) -> tuple[Points, Points]:
    """Six cones of height ±1 and radius 2; where two overlap, the one further from 0 counts."""
    points, looked_up = _spread(data.samples, data.noise, rng)
    offsets = looked_up[:, np.newaxis, :] - np.array(CENTRES)  # (samples, 6, 2)
    distance = np.linalg.norm(offsets, axis=-1)  # (samples, 6)
    height = np.array(SIGNS) * np.maximum(0, 1 - distance / 2)
    strongest = np.abs(height).argmax(axis=1)[:, np.newaxis]
    return points, np.take_along_axis(height, strongest, axis=1)


def _spread(samples: int, noise: float, rng: np.random.Generator) -> tuple[Points, Points]:
    """Points over the plane, and where their values are looked up; both (samples, 2)."""
    points = rng.uniform(-HALF_WIDTH, HALF_WIDTH, (samples, 2))
    return points, points + noise * rng.uniform(-HALF_WIDTH, HALF_WIDTH, points.shape)
