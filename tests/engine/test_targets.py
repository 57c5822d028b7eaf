"""Class indices as numbers, and outputs read back."""

import numpy as np
import pytest

from engine.arrays import to_host
from engine.experiment.network import Dense, NetworkSpec, Sigmoid
from engine.targets import TargetCode

LINEAR = NetworkSpec((Dense(1),))
SQUASHED = NetworkSpec((Dense(1), Sigmoid()))


def test_one_output_per_class_is_one_hot(xp) -> None:
    code = TargetCode.of(NetworkSpec((Dense(3),)), "cross_entropy", 3)
    assert code.encode(np.array([2, 0])).tolist() == [[0, 0, 1], [1, 0, 0]]
    output = xp.array([[0.1, 0.7, 0.2], [0.5, 0.3, 0.2]])
    assert code.classes(output).tolist() == [1, 0]
    assert np.allclose(code.probabilities(output), output)


@pytest.mark.parametrize(
    ("network", "loss", "low"),
    [
        (LINEAR, "binary_cross_entropy", 0),
        (SQUASHED, "sum_of_squares", 0),
        (LINEAR, "mean_squared_error", -1),
    ],
)
def test_one_output_for_two_classes(network: NetworkSpec, loss: str, low: float, xp) -> None:
    code = TargetCode.of(network, loss, 2)
    assert code.encode(np.array([0, 1])).tolist() == [[low], [1]]
    middle = (1 + low) / 2
    output = xp.array([[middle - 0.1], [middle + 0.1], [low - 9], [9.0]])
    assert code.classes(output).tolist() == [0, 1, 0, 1]
    probabilities = code.probabilities(output)
    assert probabilities.shape == (4, 2)
    assert np.allclose(probabilities.sum(axis=1), 1)
    assert probabilities[2:].tolist() == [[1, 0], [0, 1]]


def test_squared_losses_with_no_positive_output_know_nothing(xp) -> None:
    code = TargetCode.of(NetworkSpec((Dense(2),)), "mean_squared_error", 2)
    assert code.probabilities(xp.array([[-1.0, -2.0]])).tolist() == [[0.5, 0.5]]


def test_regression_is_judged_by_its_coefficient_of_determination(xp) -> None:
    code = TargetCode.of(LINEAR, "mean_squared_error", 0)
    targets = xp.array([[1.0], [2.0], [3.0]])
    assert code.encode(to_host(targets)).tolist() == targets.tolist()
    assert code.accuracy(targets, targets) == 1
    assert code.accuracy(xp.full((3, 1), 2.0), targets) == 0
    assert float(code.accuracy(targets + 1, targets)) == pytest.approx(1 - 3 / 2)


def test_accuracy_is_the_share_of_right_classes(xp) -> None:
    code = TargetCode.of(NetworkSpec((Dense(2),)), "cross_entropy", 2)
    output = xp.array([[0.9, 0.1], [0.2, 0.8], [0.6, 0.4], [0.3, 0.7]])
    assert code.accuracy(output, xp.asarray(code.encode(np.array([0, 1, 1, 1])))) == 0.75


@pytest.mark.parametrize(("units", "coded"), [(1, [[-1], [1]]), (2, [[1, -1], [-1, 1]])])
def test_hinge_is_asked_for_minus_one_and_one(units: int, coded: list, xp) -> None:
    code = TargetCode.of(NetworkSpec((Dense(units),)), "hinge", 2)
    assert code.encode(np.array([0, 1])).tolist() == coded
    coded = xp.asarray(code.encode(np.array([0, 1])))
    assert code.classes(coded).tolist() == [0, 1]
    assert code.probabilities(coded).tolist() == [[1, 0], [0, 1]]


def test_a_perceptron_is_asked_for_zero_and_one() -> None:
    code = TargetCode.of(LINEAR, "perceptron", 2)
    assert code.encode(np.array([0, 1])).tolist() == [[0], [1]]


def test_smoothing_shares_a_part_of_the_target_among_all_classes(xp) -> None:
    one_hot = TargetCode.of(NetworkSpec((Dense(4),)), "cross_entropy", 4)
    assert np.allclose(to_host(one_hot.smoothed(xp.eye(4)[:1], 0.2)), [[0.85, 0.05, 0.05, 0.05]])
    binary = TargetCode.of(LINEAR, "binary_cross_entropy", 2)
    assert np.allclose(to_host(binary.smoothed(xp.array([[0.0], [1.0]]), 0.2)), [[0.1], [0.9]])
