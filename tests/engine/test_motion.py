"""What is told of an optimizer's velocity and rates is what its steps were made of."""

from typing import get_args

import numpy as np
import pytest

from engine.experiment import optimizers as spec
from engine.motion_trail import MotionTrail
from engine.optimizers import make_optimizer
from engine.optimizers.motion import rates_of, velocity_of

STEPS = 7
ROLLING = (spec.Momentum, spec.Adam)  # whose step is their velocity
SCALING = (spec.AdaGrad, spec.RMSprop)  # whose step is rate times gradient


def stepped(kind: type, rng: np.random.Generator) -> tuple:
    """An optimizer after some steps, with its last step and the gradient of that."""
    theta = rng.normal(size=5)
    optimizer = make_optimizer(kind(), theta)
    for _ in range(STEPS):
        before, gradient = theta.copy(), rng.normal(size=5)
        optimizer.update(gradient)
    return optimizer, theta - before, gradient


@pytest.mark.parametrize("kind", ROLLING)
def test_the_velocity_is_the_step(kind: type, rng: np.random.Generator) -> None:
    optimizer, step, _ = stepped(kind, rng)
    np.testing.assert_allclose(velocity_of(optimizer), step, rtol=1e-12)


@pytest.mark.parametrize("kind", SCALING)
def test_the_rates_times_the_gradient_are_the_step(kind: type, rng: np.random.Generator) -> None:
    optimizer, step, gradient = stepped(kind, rng)
    np.testing.assert_allclose(-rates_of(optimizer) * gradient, step, rtol=1e-12)


def test_adams_rates_are_those_of_its_formula(rng: np.random.Generator) -> None:
    optimizer, _, _ = stepped(spec.Adam, rng)
    own = optimizer.settings
    square = optimizer.buffers["square"] / (1 - own.beta2**STEPS)  # v̂
    expected = own.learning_rate / (np.sqrt(square) + own.epsilon)
    np.testing.assert_allclose(rates_of(optimizer), expected, rtol=1e-12)


def test_nesterovs_velocity_is_its_v_and_lions_the_sign_of_its_mean(rng) -> None:
    optimizer, _, _ = stepped(spec.Nesterov, rng)
    assert np.array_equal(velocity_of(optimizer), optimizer.buffers["velocity"])
    optimizer, _, _ = stepped(spec.Lion, rng)
    expected = -optimizer.settings.learning_rate * np.sign(optimizer.buffers["mean"])
    assert np.array_equal(velocity_of(optimizer), expected)


def test_who_has_a_velocity_and_who_has_rates(rng: np.random.Generator) -> None:
    made = {kind: stepped(kind, rng)[0] for kind in get_args(spec.AnyOptimizer)}
    without_velocity = {kind for kind, each in made.items() if velocity_of(each) is None}
    assert without_velocity == {spec.SGD, spec.AdaGrad, spec.RMSprop, spec.AdaDelta}
    without_rates = {kind for kind, each in made.items() if rates_of(each) is None}
    assert without_rates == {spec.SGD, spec.Momentum, spec.Nesterov, spec.Lion}


@pytest.mark.parametrize("kind", [spec.AdaGrad, spec.RMSprop, spec.AdaDelta, spec.Adam, spec.NAdam])
def test_where_no_gradient_came_there_is_no_rate(kind: type) -> None:
    optimizer = make_optimizer(kind(), np.zeros(3))
    assert np.isnan(rates_of(optimizer)).all()
    optimizer.update(np.array([0.0, 1.0, -2.0]))
    assert np.isnan(rates_of(optimizer)).tolist() == [True, False, False]


def test_replicas_are_told_each_with_its_own_rate(rng: np.random.Generator) -> None:
    together = make_optimizer(spec.Adam(), np.zeros((2, 3)), [0.1, 0.2])
    together.update(np.ones((2, 3)))
    np.testing.assert_allclose(rates_of(together), [[0.1] * 3, [0.2] * 3], rtol=1e-6)
    np.testing.assert_allclose(velocity_of(together), [[-0.1] * 3, [-0.2] * 3], rtol=1e-6)


def test_a_trail_has_lengths_quantiles_and_what_lies_in_the_plane(rng) -> None:
    trail = MotionTrail(3)
    momentum = make_optimizer(spec.Momentum(1.0), np.zeros((1, 4)))
    adagrad = make_optimizer(spec.AdaGrad(1.0), np.zeros((1, 4)))
    plain = make_optimizer(spec.SGD(), np.zeros((1, 4)))
    gradient = np.array([[3.0, 4.0, 0.0, 0.0]])
    runners = [(slice(at, at + 1), each) for at, each in enumerate((momentum, adagrad, plain))]
    trail.note(runners)
    for _, each in runners:
        each.update(gradient)
    trail.note(runners)
    np.testing.assert_allclose(trail.speeds[:, 1], [5, np.nan, np.nan])
    assert trail.speeds[0, 0] == 0
    assert np.isnan(trail.rates[:, 0]).all()
    np.testing.assert_allclose(trail.rates[1, 1, 1], (1 / 3 + 1 / 4) / 2, rtol=1e-6)
    directions = np.eye(4)[:2]
    velocities, stretches = trail.on_plane(directions)
    np.testing.assert_allclose(velocities[0, 1], [-0.6, -0.8], atol=1e-3)
    np.testing.assert_allclose(stretches[1, 1], np.diag([1 / 3, 1 / 4]), rtol=1e-6)
    assert np.isnan(stretches[2]).all()
