"""Two classes on the plane: the four classification sets of TensorFlow Playground.

Source: tensorflow/playground, src/dataset.ts. Its label -1 is class 0 and its label +1 is class 1.
Each function takes the set's settings and a random generator and returns the points,
(samples, 2) float64, and their classes, (samples,) int64. The noise ν scales numbers that are
drawn in any case, so that turning it up moves the same points further.
"""

import numpy as np
from numpy.typing import NDArray

from engine.experiment.data import Circle, Gauss, Spiral, Xor

RADIUS = 5.0
XOR_GAP = 0.3
SPIRAL_TURNS = 1.75

Points = NDArray[np.float64]
Classes = NDArray[np.int64]


def circle(data: Circle, rng: np.random.Generator) -> tuple[Points, Classes]:
    """A disc, r ~ U(0, R/2), inside a ring, r ~ U(0.7 R, R); class 1 where ‖p + ε‖ < R/2."""
    ring = data.samples // 2
    disc = data.samples - ring
    radius = np.concatenate(
        [rng.uniform(0, RADIUS / 2, disc), rng.uniform(0.7 * RADIUS, RADIUS, ring)]
    )
    points = polar(radius, rng.uniform(0, 2 * np.pi, data.samples))
    jitter = data.noise * rng.uniform(-RADIUS, RADIUS, points.shape)
    inside = np.linalg.norm(points + jitter, axis=1) < RADIUS / 2
    return points, inside.astype(np.int64)


def xor(data: Xor, rng: np.random.Generator) -> tuple[Points, Classes]:
    """x, y ~ U(-5, 5), pushed 0.3 away from the axes; class 1 where (x + ε₁)(y + ε₂) ≥ 0."""
    points = rng.uniform(-RADIUS, RADIUS, (data.samples, 2))
    points += np.where(points > 0, XOR_GAP, -XOR_GAP)
    x, y = (points + data.noise * rng.uniform(-RADIUS, RADIUS, points.shape)).T
    return points, (x * y >= 0).astype(np.int64)


def gauss(data: Gauss, rng: np.random.Generator) -> tuple[Points, Classes]:
    """Half the points around (2, 2), class 1, half around (-2, -2); variance 0.5 + 7ν per axis."""
    classes = halves(data.samples)
    centres = np.where(classes == 1, 2.0, -2.0)[:, np.newaxis]  # (samples, 1)
    points = centres + rng.normal(0, cloud_deviation(data.noise), (data.samples, 2))
    return points, classes


def spiral(data: Spiral, rng: np.random.Generator) -> tuple[Points, Classes]:
    """Two arms of 1.75 turns, half a turn apart; each coordinate moved by ν·U(-1, 1)."""
    classes = halves(data.samples)
    along = np.concatenate([arm(np.sum(classes == 1)), arm(np.sum(classes == 0))])
    start = np.where(classes == 1, 0, np.pi)
    points = polar(RADIUS * along, SPIRAL_TURNS * along * 2 * np.pi + start)
    return points + data.noise * rng.uniform(-1, 1, points.shape), classes


def polar(radius: NDArray[np.floating], angle: NDArray[np.floating]) -> Points:
    """The points (r sin t, r cos t), (n, 2): the angle is measured from the upward axis."""
    return np.stack([radius * np.sin(angle), radius * np.cos(angle)], axis=1)


def halves(samples: int) -> Classes:
    """Class 1 for the first half of the samples, class 0 for the rest, (samples,)."""
    return (np.arange(samples) < samples - samples // 2).astype(np.int64)


def arm(samples: int) -> NDArray[np.float64]:
    """How far along its arm each of the samples lies: i/n, (samples,), from 0 to almost 1."""
    return np.arange(samples) / samples


def cloud_deviation(noise: float) -> float:
    """The standard deviation of a cloud of points; Playground fixes its variance, 0.5 + 7ν."""
    return float(np.sqrt(0.5 + 7 * noise))
