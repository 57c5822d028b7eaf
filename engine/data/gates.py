"""Logic gates: truth tables that a single neuron can learn, and one that it cannot (XOR)."""

import numpy as np

from engine.data.toy import Classes, Points
from engine.experiment.data import Gate

CORNERS = ((0.0, 0.0), (0.0, 1.0), (1.0, 0.0), (1.0, 1.0))
TRUTH = {"and": (0, 0, 0, 1), "or": (0, 1, 1, 1), "nand": (1, 1, 1, 0), "xor": (0, 1, 1, 0)}


def gate(data: Gate, rng: np.random.Generator) -> tuple[Points, Classes]:
    """The corners of the unit square in turn, (samples, 2), and the gate's answers, (samples,).

    Each coordinate is moved by a normal number of standard deviation ν.
    """
    corner = np.arange(data.samples) % len(CORNERS)
    points = np.array(CORNERS)[corner]
    answers = np.array(TRUTH[data.gate], dtype=np.int64)[corner]
    return points + data.noise * rng.standard_normal(points.shape), answers
