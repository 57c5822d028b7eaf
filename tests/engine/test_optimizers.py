"""Optimizers against worked values and against the formulas of their papers."""

from typing import get_args

import numpy as np
import pytest

from engine.experiment import optimizers as spec
from engine.optimizers import OPTIMIZERS, make_optimizer


def path(settings: spec.AnyOptimizer, gradients: list[float], xp) -> list[float]:
    """Where one parameter that starts at 0 stands after each gradient."""
    theta = xp.zeros(1)
    optimizer = make_optimizer(settings, theta)
    places = []
    for gradient in gradients:
        optimizer.update(xp.array([gradient]))
        places.append(float(theta[0]))
    return places


def test_sgd_steps_down_the_gradient(xp) -> None:
    assert path(spec.SGD(0.5), [1, 2, -4], xp) == pytest.approx([-0.5, -1.5, 0.5])


def test_momentum_on_a_constant_gradient_gives_the_worked_values(xp) -> None:
    places = path(spec.Momentum(1, momentum=0.9), [1, 1, 1, 1], xp=xp)
    moves = np.diff([0, *places])
    assert moves == pytest.approx([-1, -1.9, -2.71, -3.439])


def test_adam_follows_the_formula_of_the_paper(xp) -> None:
    settings = spec.Adam(0.01, beta1=0.8, beta2=0.9, epsilon=1e-6)
    gradients = [1.0, -3.0, 0.5, 2.0, 2.0]
    mean = square = theta = 0.0
    expected = []
    for step, gradient in enumerate(gradients, start=1):
        mean = 0.8 * mean + 0.2 * gradient
        square = 0.9 * square + 0.1 * gradient**2
        mean_hat, square_hat = mean / (1 - 0.8**step), square / (1 - 0.9**step)
        theta -= 0.01 * mean_hat / (square_hat**0.5 + 1e-6)
        expected.append(theta)
    assert path(settings, gradients, xp) == pytest.approx(expected, rel=1e-12)


def test_adam_moves_by_the_learning_rate_at_first_whatever_the_gradient(xp) -> None:
    for gradient in (1e-3, 1.0, 1e3):
        assert path(spec.Adam(0.01), [gradient], xp)[0] == pytest.approx(-0.01, rel=1e-4)


def test_nesterov_moves_by_the_new_velocity_once(xp) -> None:
    # v = -1, -1.9, -2.71; each move is 0.9 v - 1
    places = path(spec.Nesterov(1, momentum=0.9), [1, 1, 1], xp=xp)
    assert np.diff([0, *places]) == pytest.approx([-1.9, -2.71, -3.439])


def test_adagrad_divides_by_the_root_of_all_squares(xp) -> None:
    places = path(spec.AdaGrad(0.5), [3, -4, 12], xp)
    assert np.diff([0, *places]) == pytest.approx([-0.5, 0.5 * 4 / 5, -0.5 * 12 / 13])


def test_rmsprop_forgets_old_gradients(xp) -> None:
    first, second = 0.1 * 4, 0.9 * 0.1 * 4 + 0.1 * 9
    places = path(spec.RMSprop(0.5, rho=0.9), [2, 3], xp=xp)
    expected = [-0.5 * 2 / first**0.5, -0.5 * 3 / second**0.5]
    assert np.diff([0, *places]) == pytest.approx(expected, rel=1e-6)


def test_adadelta_begins_with_steps_of_the_root_of_epsilon(xp) -> None:
    first = (1e-6 / (0.1 * 4 + 1e-6)) ** 0.5 * 2
    assert path(spec.AdaDelta(), [2], xp)[0] == pytest.approx(-first)


def test_adamw_decays_beside_the_gradient(xp) -> None:
    theta = xp.array([2.0])
    make_optimizer(spec.AdamW(0.01, weight_decay=0.5), theta).update(xp.array([7.0]))
    assert float(theta[0]) == pytest.approx(2 * (1 - 0.01 * 0.5) - 0.01)


def test_nadam_steps_with_the_momentum_to_come(xp) -> None:
    now, after = (0.9 * (1 - 0.5 * 0.96 ** (step * 0.004)) for step in (1, 2))
    factor = (1 - now) / (1 - now) + after * (1 - 0.9) / (1 - now * after)
    assert path(spec.NAdam(0.01), [3.0], xp)[0] == pytest.approx(-0.01 * factor, rel=1e-6)


def test_lion_moves_all_by_the_learning_rate_and_decays(xp) -> None:
    assert path(spec.Lion(0.1), [5, -0.01, -9], xp) == pytest.approx([-0.1, -0.2, -0.1])
    theta = xp.array([2.0])
    make_optimizer(spec.Lion(0.1, weight_decay=0.5), theta).update(xp.array([-1.0]))
    assert float(theta[0]) == pytest.approx(2 - 0.1 * (-1 + 0.5 * 2))


@pytest.mark.parametrize("kind", get_args(spec.AnyOptimizer), ids=lambda kind: kind.__name__)
def test_replicas_are_updated_as_each_alone_with_its_own_learning_rate(kind, rng, xp) -> None:
    together, rates = xp.asarray(rng.normal(size=(3, 5))), [0.01, 0.1, 0.5]
    alone = together.copy()
    optimizer = make_optimizer(kind(), together, rates)
    singles = [make_optimizer(kind(rate), row) for rate, row in zip(rates, alone, strict=True)]
    for _ in range(4):
        gradients = xp.asarray(rng.normal(size=(3, 5)))
        optimizer.update(gradients)
        for single, gradient in zip(singles, gradients, strict=True):
            single.update(gradient)
    assert np.allclose(together, alone, rtol=1e-14)


@pytest.mark.parametrize("kind", get_args(spec.AnyOptimizer), ids=lambda kind: kind.__name__)
def test_every_optimizer_comes_down_the_classic_valley(kind, xp) -> None:
    # f(x, y) = x²/20 + y², from (-7, 2)
    place = xp.array([-7.0, 2.0])
    optimizer = make_optimizer(kind(20.0 if kind is spec.AdaDelta else 0.3), place)
    before = place.copy()
    for _ in range(30):
        optimizer.update(np.stack((place[0] / 10, 2 * place[1])))
    assert abs(place[0]) < abs(before[0])
    assert abs(place[1]) < abs(before[1])


@pytest.mark.parametrize("kind", get_args(spec.AnyOptimizer), ids=lambda kind: kind.__name__)
def test_an_update_leaves_the_gradient_and_the_precision_alone(kind, rng, xp) -> None:
    theta = xp.asarray(rng.normal(size=5)).astype(np.float32)
    gradients = xp.asarray(rng.normal(size=5)).astype(np.float32)
    kept = gradients.copy()
    optimizer = make_optimizer(kind(), theta)
    optimizer.update(gradients)
    assert np.array_equal(gradients, kept)
    assert optimizer.parameters is theta


@pytest.mark.parametrize("kind", get_args(spec.AnyOptimizer))
def test_gradients_long_gone_leave_no_subnormal_numbers(kind, xp) -> None:
    """A dead neuron's gradient is 0 for ever; the other one's is not."""
    theta = xp.zeros(2, np.float32)
    optimizer = make_optimizer(kind(), theta)
    optimizer.update(xp.array([1e-18, 1e-3], np.float32))
    later = xp.array([0, 1e-3], np.float32)
    for _ in range(2000):
        optimizer.update(later)
    before = {name: buffer.copy() for name, buffer in optimizer.buffers.items()}
    optimizer.forget_traces()
    smallest = np.finfo(np.float32).tiny
    for name, buffer in optimizer.buffers.items():
        kept = np.abs(buffer) > 0
        assert (np.abs(buffer[kept]) >= smallest).all()
        assert np.abs(before[name] - buffer).max() <= 1e-33


def test_every_optimizer_of_an_experiment_can_be_made_and_states_its_formula() -> None:
    for settings in get_args(spec.AnyOptimizer):
        assert "θ" in OPTIMIZERS[settings].formula
        assert OPTIMIZERS[settings].source
