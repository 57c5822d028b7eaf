"""Shapes on the plane, two to six classes: moons, blobs, a checkerboard, rings.

Each function takes the set's settings and a random generator and returns the points,
(samples, 2) float64, and their classes, (samples,) int64. All fill the plane [-6, 6]² as
TensorFlow Playground's sets do, whatever the noise.
"""

import numpy as np

from engine.data.toy import RADIUS, Classes, Points, cloud_deviation, polar
from engine.experiment.data import Blobs, Checkerboard, Moons, Rings

MOON_RADIUS = 3.0
BLOB_RADIUS = 3.5


def moons(data: Moons, rng: np.random.Generator) -> tuple[Points, Classes]:
    """An upper half circle, class 0, and a lower one, class 1, hooked into each other.

    scikit-learn's `make_moons`, centred and three times as large; each coordinate is moved by a
    normal number of standard deviation 3ν.
    """
    upper = data.samples - data.samples // 2
    classes = (np.arange(data.samples) >= upper).astype(np.int64)
    angle = np.concatenate(
        [np.linspace(0, np.pi, upper), np.linspace(0, np.pi, data.samples - upper)]
    )
    side = np.where(classes == 0, 1.0, -1.0)
    unit = np.stack([side * (np.cos(angle) - 0.5), side * (np.sin(angle) - 0.25)], axis=1)
    return MOON_RADIUS * (unit + data.noise * rng.standard_normal(unit.shape)), classes


def blobs(data: Blobs, rng: np.random.Generator) -> tuple[Points, Classes]:
    """Clouds around equally spaced points of a circle of radius 3.5; variance 0.5 + 7ν per axis."""
    classes = in_turn(data.samples, data.classes)
    angle = classes * (2 * np.pi / data.classes)
    centres = polar(np.full(data.samples, BLOB_RADIUS), angle)
    return centres + rng.normal(0, cloud_deviation(data.noise), centres.shape), classes


def checkerboard(data: Checkerboard, rng: np.random.Generator) -> tuple[Points, Classes]:
    """Points spread evenly over a board [-5, 5]²; the class is the colour of the square.

    As in Playground's XOR, noise moves where the colour is looked up, not the point: by
    ν·U(-w, w), where w is the side of a square. The board's lower left square is class 1.
    """
    side = 2 * RADIUS / data.cells
    points = rng.uniform(-RADIUS, RADIUS, (data.samples, 2))
    jitter = data.noise * rng.uniform(-side, side, points.shape)
    column, row = np.floor((points + jitter + RADIUS) / side).astype(np.int64).T
    return points, 1 - (column + row) % 2


def rings(data: Rings, rng: np.random.Generator) -> tuple[Points, Classes]:
    """Concentric rings, from class 0 inside to the last outside, on a disc of radius 5.

    Each of the equally wide bands keeps 15 % free at both edges; each coordinate is moved by a
    normal number of standard deviation ν times the width of a band.
    """
    classes = in_turn(data.samples, data.classes)
    width = RADIUS / data.classes
    radius = width * (classes + rng.uniform(0.15, 0.85, data.samples))
    points = polar(radius, rng.uniform(0, 2 * np.pi, data.samples))
    return points + width * data.noise * rng.standard_normal(points.shape), classes


def in_turn(samples: int, classes: int) -> Classes:
    """The classes 0, 1, …, 0, 1, … in turn, (samples,): as equally often as can be."""
    return np.arange(samples) % classes
