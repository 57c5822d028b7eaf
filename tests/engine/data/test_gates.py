"""Gates answer as their truth tables say."""

import numpy as np
import pytest

from engine.data.gates import gate
from engine.experiment.data import Gate

RULES = {
    "and": lambda a, b: a and b,
    "or": lambda a, b: a or b,
    "nand": lambda a, b: not (a and b),
    "xor": lambda a, b: a != b,
}


@pytest.mark.parametrize("name", RULES)
def test_four_samples_are_the_truth_table(name: str) -> None:
    points, answers = gate(Gate(gate=name), np.random.default_rng(0))
    assert points.tolist() == [[0, 0], [0, 1], [1, 0], [1, 1]]
    assert answers.tolist() == [int(RULES[name](bool(a), bool(b))) for a, b in points]


def test_more_samples_go_round_the_corners_with_normal_jitter() -> None:
    points, answers = gate(Gate(gate="and", samples=8000, noise=0.1), np.random.default_rng(0))
    corners = np.round(points[:4])
    jitter = points - np.tile(corners, (2000, 1))
    assert jitter.std() == pytest.approx(0.1, rel=0.05)
    assert np.abs(jitter.mean()) < 0.005
    assert np.bincount(answers).tolist() == [6000, 2000]
