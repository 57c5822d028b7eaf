"""Dropout keeps the expectation, and its masks are a matter of the seed."""

import numpy as np
import pytest

from engine.arrays import to_host
from engine.errors import ExperimentError
from engine.experiment.experiment import Experiment
from engine.experiment.network import Dense, Dropout, NetworkSpec, ReLU
from engine.run import Run
from tests.engine.experiments import float64_network, spiral
from tests.engine.layers.lone_layer import (
    check_float32,
    check_gradients,
    check_replicas,
    lone_layer,
)


def dropout_run(backend) -> Run:
    """The spiral's run with dropout before its last layer."""
    plain = spiral()
    layers = (Dense(8), ReLU(), Dropout(0.2), Dense(2))
    return Run(
        Experiment(plain.data, NetworkSpec(layers), plain.training, plain.seed), backend=backend
    )


@pytest.mark.parametrize("rate", [0.0, 0.2, 0.5])
@pytest.mark.parametrize("shape", [(6,), (3, 2, 2)], ids=str)
def test_gradients_replicas_and_precision(rate: float, shape, rng, xp) -> None:
    check_gradients(Dropout(rate), shape, rng, xp)
    check_replicas(Dropout(rate), shape, rng, xp)
    check_replicas(Dropout(rate), shape, rng, xp, shared_input=True)
    check_float32(Dropout(rate), shape, rng, xp)


def test_the_numerical_gradient_meets_the_masks_of_the_next_step(rng, xp) -> None:
    layers = (Dropout(0.3), Dense(5), ReLU(), Dropout(0.5), Dense(3))
    network = float64_network(layers, 2, "cross_entropy", xp)
    x, t = xp.asarray(rng.normal(size=(7, 2))), xp.eye(3)[rng.integers(3, size=7)]
    for _ in range(2):  # the masks of a second step are others
        numerical = network.numerical_gradient(x, t)
        assert np.allclose(to_host(network.gradient(x, t)), numerical, rtol=1e-6, atol=1e-9)


def test_a_mask_holds_zeros_and_enlarged_ones_and_keeps_the_expectation(rng, xp) -> None:
    layer = lone_layer(Dropout(0.2), (100,), rng, xp).layer
    y = layer.forward(xp.ones((1000, 100)), training=True)
    assert to_host(np.unique(y)) == pytest.approx([0, 1.25])
    # 100,000 numbers of standard deviation 0.5: their mean has 0.5 / √100,000 = 0.0016
    assert float(y.mean()) == pytest.approx(1, abs=0.008)
    assert float((y == 0).mean()) == pytest.approx(0.2, abs=0.008)
    assert not np.array_equal(layer.forward(xp.ones((1000, 100)), training=True), y)


def test_nothing_is_dropped_when_not_training(rng, xp) -> None:
    layer = lone_layer(Dropout(0.9), (5,), rng, xp).layer
    x = xp.asarray(rng.normal(size=(4, 5)))
    assert np.array_equal(layer.forward(x, training=False), x)


def test_the_seed_decides_the_masks(backend) -> None:
    first, second = dropout_run(backend), dropout_run(backend)
    first.train(20)
    second.train(20)
    assert np.array_equal(first.network.parameters, second.network.parameters)


def test_measuring_draws_no_mask(backend) -> None:
    looked_at, alone = dropout_run(backend), dropout_run(backend)
    for _ in range(5):
        looked_at.train(1)
        looked_at.evaluate()
        looked_at.network.numerical_gradient(looked_at.samples.x_train, looked_at.samples.t_train)
    alone.train(5)
    assert np.array_equal(looked_at.network.parameters, alone.network.parameters)


def test_a_restored_run_draws_the_same_masks_again(backend) -> None:
    run = dropout_run(backend)
    run.train(5)
    state = run.state()
    run.train(7)
    there = run.network.parameters.copy()
    run.restore(state)
    run.train(7)
    assert np.array_equal(run.network.parameters, there)
    other = dropout_run(backend)
    other.restore(state)
    other.train(7)
    assert np.array_equal(other.network.parameters, there)


@pytest.mark.parametrize("rate", [-0.1, 1.0, "half"])
def test_a_bad_rate_is_refused_by_name(rate) -> None:
    with pytest.raises(ExperimentError) as refused:
        Dropout(rate)
    assert refused.value.path == "rate"
