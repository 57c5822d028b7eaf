"""One vector, named views, and replicas that equal single networks."""

import numpy as np
import pytest

from engine import network as network_module
from engine.arrays import to_host
from engine.experiment.network import Dense, Flatten, NetworkSpec, ReLU, Reshape, Sigmoid, Tanh
from engine.network import Network, initial_parameters
from engine.targets import TargetCode
from tests.engine.experiments import float64_network

LAYERS = (Dense(4), ReLU(), Dense(3))


def test_all_parameters_lie_in_one_vector_and_views_share_its_memory(xp) -> None:
    network = float64_network(LAYERS, 2, "cross_entropy", xp)
    assert list(network.views) == [
        "0.dense.weight",
        "0.dense.bias",
        "2.dense.weight",
        "2.dense.bias",
    ]
    assert sum(view.size for view in network.views.values()) == len(network.parameters) == 27
    network.views["2.dense.bias"][:] = 5
    assert network.parameters[-3:].tolist() == [5, 5, 5]
    x = xp.zeros((1, 2))
    before = network.predict(x)
    network.parameters[-3:] += 1
    assert np.allclose(network.predict(x), before + 1)


def test_weights_are_told_from_biases(xp) -> None:
    network = float64_network(LAYERS, 2, "cross_entropy", xp)
    assert network.is_weight().tolist() == [1] * 8 + [0] * 4 + [1] * 12 + [0] * 3


def test_shapes_are_known_before_anything_runs(xp) -> None:
    assert float64_network(LAYERS, 2, "cross_entropy", xp).shapes == ((4,), (4,), (3,))


@pytest.mark.parametrize("hidden", [ReLU(), Tanh(), Sigmoid()], ids=lambda h: type(h).__name__)
@pytest.mark.parametrize("loss", ["cross_entropy", "mean_squared_error", "sum_of_squares"])
def test_replicas_equal_the_same_networks_alone(hidden, loss: str, rng, xp) -> None:
    layers = (Dense(4), hidden, Dense(3))
    single = float64_network(layers, 2, loss, xp)
    thetas = single.parameters + xp.asarray(rng.normal(size=(5, len(single.parameters))))
    together = single.with_parameters(thetas)
    x, t = xp.asarray(rng.normal(size=(6, 2))), xp.eye(3)[rng.integers(3, size=6)]
    scores, losses, gradients = together.predict(x), together.loss(x, t), together.gradient(x, t)
    for replica, theta in enumerate(thetas):
        alone = single.with_parameters(theta.copy())
        assert np.allclose(scores[replica], alone.predict(x))
        assert float(losses[replica]) == pytest.approx(float(alone.loss(x, t)))
        assert np.allclose(gradients[replica], alone.gradient(x, t))
        accuracy = float(together.accuracy(x, t)[replica])
        assert accuracy == pytest.approx(float(alone.accuracy(x, t)))


def test_replicas_can_have_batches_of_their_own(rng, xp) -> None:
    single = float64_network(LAYERS, 2, "cross_entropy", xp)
    thetas = single.parameters + xp.asarray(rng.normal(size=(3, len(single.parameters))))
    x, t = xp.asarray(rng.normal(size=(3, 6, 2))), xp.eye(3)[rng.integers(3, size=(3, 6))]
    gradients = single.with_parameters(thetas).gradient(x, t)
    for replica, theta in enumerate(thetas):
        alone = single.with_parameters(theta.copy())
        assert np.allclose(gradients[replica], alone.gradient(x[replica], t[replica]))


def test_large_inputs_are_answered_in_chunks_with_the_same_numbers(rng, monkeypatch, xp) -> None:
    network = float64_network(LAYERS, 2, "cross_entropy", xp)
    x = xp.asarray(rng.normal(size=(1000, 2)))
    whole = network.output(x)
    monkeypatch.setattr(network_module, "numbers_at_once", lambda like: 64)
    assert np.allclose(network.output(x), whole, rtol=1e-12)
    assert np.allclose(network.probabilities(x).sum(axis=1), 1)


def test_the_loss_on_long_data_is_that_of_all_samples_together(rng, monkeypatch, xp) -> None:
    network = float64_network(LAYERS, 2, "cross_entropy", xp)
    x, t = xp.asarray(rng.normal(size=(1000, 2))), xp.eye(3)[rng.integers(3, size=1000)]
    whole = network.loss_function.value(network.predict(x), t)
    longest = []
    predict = network.predict
    monkeypatch.setattr(network_module, "numbers_at_once", lambda like: 1)
    monkeypatch.setattr(network, "predict", lambda x: longest.append(len(x)) or predict(x))
    assert float(network.loss(x, t)) == pytest.approx(float(whole), rel=1e-12)
    assert max(longest) == network_module.FEWEST


def test_nobody_is_asked_for_a_gradient_in_front_of_the_first_parameters(
    rng, monkeypatch, xp
) -> None:
    network = float64_network((Reshape((2, 3)), Flatten(), *LAYERS), 6, "cross_entropy", xp)
    x, t = xp.asarray(rng.normal(size=(6, 6))), xp.eye(3)[rng.integers(3, size=6)]
    asked = []
    for layer in network.layers[:2]:
        monkeypatch.setattr(layer, "backward", asked.append)
    assert np.allclose(to_host(network.gradient(x, t)), network.numerical_gradient(x, t), atol=1e-7)
    assert not asked


def test_the_numerical_gradient_is_the_same_in_any_chunks(rng, monkeypatch, xp) -> None:
    network = float64_network(LAYERS, 2, "cross_entropy", xp)
    x, t = xp.asarray(rng.normal(size=(6, 2))), xp.eye(3)[rng.integers(3, size=6)]
    whole = network.numerical_gradient(x, t)
    monkeypatch.setattr(network_module, "numbers_at_once", lambda like: 1)
    assert np.allclose(network.numerical_gradient(x, t), whole)


def test_measuring_between_steps_leaves_the_last_gradient_alone(rng, xp) -> None:
    network = float64_network(LAYERS, 2, "cross_entropy", xp)
    x, t = xp.asarray(rng.normal(size=(6, 2))), xp.eye(3)[rng.integers(3, size=6)]
    gradients = network.gradient(x, t).copy()
    loss = network.last_loss()
    network.predict(xp.asarray(rng.normal(size=(9, 2))))
    assert np.array_equal(network.gradients, gradients)
    assert network.last_loss() == loss == pytest.approx(float(network.loss(x, t)))


def test_a_single_neuron_on_a_gate_has_the_parameters_it_should(xp) -> None:
    spec = NetworkSpec((Dense(1, init="zeros", bias=0.5),))
    parameters = initial_parameters(spec, (2,), np.random.default_rng(0))
    network = Network(
        spec,
        (2,),
        "binary_cross_entropy",
        TargetCode.of(spec, "binary_cross_entropy", 2),
        xp.asarray(parameters),
    )
    assert network.predict(xp.array([[3.0, 4.0]])).tolist() == [[0.5]]
