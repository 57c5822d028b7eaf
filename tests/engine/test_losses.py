"""Losses against worked values, their gradients, and numbers that would overflow."""

import numpy as np
import pytest

from engine.arrays import to_host
from engine.losses import LOSSES, CrossEntropy, Loss, row_maxima


def make(name: str, outputs: int, xp) -> Loss:
    return LOSSES[name](outputs, xp.zeros(1))


def targets_for(loss: str, rng: np.random.Generator, rows: int, outputs: int, xp) -> np.ndarray:
    if loss == "cross_entropy":
        return xp.eye(outputs)[rng.integers(outputs, size=rows)]
    if loss == "binary_cross_entropy":
        return xp.asarray(rng.integers(2, size=(rows, outputs)), float)
    if loss == "perceptron":
        return xp.eye(outputs)[rng.integers(outputs, size=rows)]
    if loss == "hinge":
        return xp.asarray(rng.choice([-1.0, 1.0], size=(rows, outputs)))
    return xp.asarray(rng.normal(size=(rows, outputs)))


@pytest.mark.parametrize("name", LOSSES)
@pytest.mark.parametrize("outputs", [1, 2, 3, 9])
def test_the_gradient_is_the_derivative_of_the_value(name: str, outputs: int, rng, xp) -> None:
    loss = make(name, outputs, xp)
    scores = xp.asarray(rng.normal(size=(6, outputs)))
    targets = targets_for(name, rng, 6, outputs, xp)
    numerical = np.empty(scores.shape)
    for place in np.ndindex(scores.shape):
        h = np.zeros_like(scores)
        h[place] = 1e-5
        above, below = loss.value(scores + h, targets), loss.value(scores - h, targets)
        numerical[place] = float(above - below) / 2e-5
    assert np.allclose(to_host(loss.gradient(scores, targets)), numerical, rtol=1e-6, atol=1e-9)


def test_worked_values(xp) -> None:
    two = xp.array([[0.0, 0.0], [0.0, np.log(3)]])
    one_hot = xp.eye(2)
    # -log ½ and -log ¾, averaged
    expected = -(np.log(0.5) + np.log(0.75)) / 2
    assert float(make("cross_entropy", 2, xp).value(two, one_hot)) == pytest.approx(expected)
    column, bits = xp.array([[0.0], [np.log(3)]]), xp.array([[0.0], [1.0]])
    assert float(make("binary_cross_entropy", 1, xp).value(column, bits)) == pytest.approx(expected)
    y, t = xp.array([[1.0, 2.0], [3.0, 4.0]]), xp.array([[1.0, 0.0], [0.0, 4.0]])
    assert float(make("mean_squared_error", 2, xp).value(y, t)) == pytest.approx((4 + 9) / 4)
    assert float(make("sum_of_squares", 2, xp).value(y, t)) == pytest.approx((4 + 9) / 2 / 2)


def test_huber_is_squared_up_to_one_and_straight_beyond(xp) -> None:
    y, t = xp.array([[0.5], [-3.0]]), xp.zeros((2, 1))
    assert float(make("huber", 1, xp).value(y, t)) == pytest.approx((0.125 + 2.5) / 2)
    assert make("huber", 1, xp).gradient(y, t).tolist() == [[0.25], [-0.5]]


def test_hinge_rests_once_the_margin_is_reached(xp) -> None:
    scores, targets = xp.array([[2.0], [0.5], [0.5]]), xp.array([[1.0], [1.0], [-1.0]])
    assert float(make("hinge", 1, xp).value(scores, targets)) == pytest.approx((0 + 0.5 + 1.5) / 3)
    assert np.allclose(
        to_host(make("hinge", 1, xp).gradient(scores, targets)), [[0], [-1 / 3], [1 / 3]]
    )


def test_hinge_sets_each_class_against_the_rest(xp) -> None:
    scores, targets = xp.array([[3.0, 0.5, -2.0]]), xp.array([[1.0, -1.0, -1.0]])
    assert float(make("hinge", 3, xp).value(scores, targets)) == pytest.approx(1.5)
    assert make("hinge", 3, xp).gradient(scores, targets).tolist() == [[0, 1, 0]]


def test_only_wrong_answers_teach_a_perceptron(xp) -> None:
    loss = make("perceptron", 1, xp)
    scores, targets = xp.array([[2.0], [-1.0], [3.0], [-4.0]]), xp.array([[1.0], [0], [0], [1]])
    assert loss.output(scores).tolist() == [[1], [0], [1], [0]]
    assert (4 * loss.gradient(scores, targets)).tolist() == [[0], [0], [1], [-1]]
    assert float(loss.value(scores, targets)) == pytest.approx((3 + 4) / 4)


@pytest.mark.parametrize("name", ["cross_entropy", "binary_cross_entropy"])
def test_no_score_is_too_large(name: str, xp) -> None:
    scores = xp.array([[1000.0], [-1000.0]], dtype=np.float32)
    targets = xp.array([[1.0], [1.0]], dtype=np.float32)
    if name == "cross_entropy":
        scores, targets = (
            np.concatenate((scores, -scores), 1),
            np.concatenate((targets, 1 - targets), 1),
        )
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        value = make(name, scores.shape[1], xp).value(scores, targets)
        gradient = make(name, scores.shape[1], xp).gradient(scores, targets)
    assert float(value) == pytest.approx(1000 if name == "cross_entropy" else 500)
    assert np.isfinite(gradient).all()


@pytest.mark.parametrize("outputs", [1, 2, 8, 9, 30])
def test_short_and_long_rows_are_summed_alike(outputs: int, rng, xp) -> None:
    values = xp.asarray(rng.normal(size=(2, 7, outputs)))
    assert (row_maxima(values) == values.max(axis=-1, keepdims=True)).all()
    softmax = CrossEntropy(outputs, xp.zeros((2, 1)))
    exponentials = np.exp(values)
    expected = exponentials / exponentials.sum(axis=-1, keepdims=True)
    assert np.allclose(softmax.output(values), expected)
    assert np.allclose(softmax.output(values), softmax.output(values + 100))
