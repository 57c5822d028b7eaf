"""Optimizers against worked values and against the formulas of their papers."""

import numpy as np
import pytest

from engine.experiment import training as spec
from engine.optimizers import OPTIMIZERS, make_optimizer


def path(settings: spec.AnyOptimizer, gradients: list[float]) -> list[float]:
    """Where one parameter that starts at 0 stands after each gradient."""
    theta = np.zeros(1)
    optimizer = make_optimizer(settings, theta)
    places = []
    for gradient in gradients:
        optimizer.update(np.array([gradient]))
        places.append(float(theta[0]))
    return places


def test_sgd_steps_down_the_gradient() -> None:
    assert path(spec.SGD(0.5), [1, 2, -4]) == pytest.approx([-0.5, -1.5, 0.5])


def test_momentum_on_a_constant_gradient_gives_the_worked_values() -> None:
    places = path(spec.Momentum(1, momentum=0.9), [1, 1, 1, 1])
    moves = np.diff([0, *places])
    assert moves == pytest.approx([-1, -1.9, -2.71, -3.439])


def test_adam_follows_the_formula_of_the_paper() -> None:
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
    assert path(settings, gradients) == pytest.approx(expected, rel=1e-12)


def test_adam_moves_by_the_learning_rate_at_first_whatever_the_gradient() -> None:
    for gradient in (1e-3, 1.0, 1e3):
        assert path(spec.Adam(0.01), [gradient])[0] == pytest.approx(-0.01, rel=1e-4)


@pytest.mark.parametrize("settings", [spec.SGD(), spec.Momentum(), spec.Adam()], ids=str)
def test_replicas_are_updated_as_each_alone(settings: spec.AnyOptimizer, rng) -> None:
    together = rng.normal(size=(3, 5))
    alone = together.copy()
    optimizer = make_optimizer(settings, together)
    singles = [make_optimizer(settings, row) for row in alone]
    for _ in range(4):
        gradients = rng.normal(size=(3, 5))
        optimizer.update(gradients)
        for single, gradient in zip(singles, gradients, strict=True):
            single.update(gradient)
    assert np.array_equal(together, alone)


def test_every_optimizer_of_an_experiment_can_be_made_and_states_its_formula() -> None:
    for settings in spec.AnyOptimizer.__args__:
        assert "θ" in OPTIMIZERS[settings].formula
