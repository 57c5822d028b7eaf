"""Layers against their formulas, and their gradients against central differences."""

import numpy as np
import pytest

from engine.arrays import to_host
from engine.experiment.network import AnyLayer, Dense, Identity, ReLU, Sigmoid, Tanh
from engine.layers import Layer, make_layer
from tests.engine.experiments import float64_network

ACTIVATIONS = [ReLU(), Sigmoid(), Tanh(), Identity()]


def activation_layer(activation: AnyLayer, xp) -> Layer:
    layer = make_layer(activation, (1,))
    layer.bind(xp.empty(0), xp.empty(0))
    return layer


@pytest.mark.parametrize("activation", ACTIVATIONS, ids=lambda layer: type(layer).__name__)
@pytest.mark.parametrize("init", ["he", "xavier"])
def test_backpropagation_equals_the_numerical_gradient(
    activation: AnyLayer, init: str, rng: np.random.Generator, xp
) -> None:
    layers = (Dense(5, init=init), activation, Dense(4, init=init), activation, Dense(3, init=init))
    network = float64_network(layers, 2, "cross_entropy", xp)
    x, t = xp.asarray(rng.normal(size=(7, 2))), xp.eye(3)[rng.integers(3, size=7)]
    backward = to_host(network.gradient(x, t))
    numerical = network.numerical_gradient(x, t)
    assert np.allclose(backward, numerical, rtol=1e-6, atol=1e-9)
    assert np.abs(numerical).max() > 1e-3


def test_a_wrong_gradient_is_told_from_a_right_one(rng: np.random.Generator, xp) -> None:
    network = float64_network((Dense(4), Tanh(), Dense(3)), 2, "cross_entropy", xp)
    x, t = xp.asarray(rng.normal(size=(7, 2))), xp.eye(3)[rng.integers(3, size=7)]
    numerical = network.numerical_gradient(x, t)
    network.layers[1].backward = lambda grad: grad  # the factor 1 - y² forgotten
    assert not np.allclose(to_host(network.gradient(x, t)), numerical, rtol=1e-3, atol=1e-6)


def test_dense_is_x_times_weight_plus_bias(rng: np.random.Generator, xp) -> None:
    layer = make_layer(Dense(3), (2,))
    parameters, gradients = xp.asarray(rng.normal(size=9)), xp.zeros(9)
    layer.bind(parameters, gradients)
    weight, bias = parameters[:6].reshape(2, 3), parameters[6:]
    x, grad = xp.asarray(rng.normal(size=(5, 2))), xp.asarray(rng.normal(size=(5, 3)))
    for training in (True, False):
        assert np.allclose(layer.forward(x, training), x @ weight + bias)
    assert np.allclose(layer.backward(grad), grad @ weight.T)
    assert np.allclose(gradients[:6].reshape(2, 3), x.T @ grad)
    assert np.allclose(gradients[6:], grad.sum(axis=0))


def test_dense_keeps_batches_of_different_sizes_apart(rng: np.random.Generator, xp) -> None:
    layer = make_layer(Dense(3), (2,))
    layer.bind(xp.asarray(rng.normal(size=9)), xp.zeros(9))
    small, large = xp.asarray(rng.normal(size=(2, 2))), xp.asarray(rng.normal(size=(5, 2)))
    first = layer.forward(small, training=True)
    layer.forward(large, training=True)
    assert np.array_equal(layer.forward(small, training=True), first)


@pytest.mark.parametrize(
    ("activation", "formula"),
    [
        (ReLU(), lambda x: np.where(x > 0, x, 0)),
        (Sigmoid(), lambda x: 1 / (1 + np.exp(-x))),
        (Tanh(), np.tanh),
        (Identity(), lambda x: x),
    ],
    ids=lambda value: type(value).__name__,
)
def test_activations_follow_their_formulas(activation: AnyLayer, formula, xp) -> None:
    x = xp.linspace(-5, 5, 101)[:, None]
    assert np.allclose(activation_layer(activation, xp).forward(x, False), formula(x))


def test_sigmoid_does_not_overflow(xp) -> None:
    x = xp.array([[-1e4, -100, 0, 100, 1e4]], dtype=np.float32)
    with np.errstate(all="raise"):
        y = activation_layer(Sigmoid(), xp).forward(x, False)
    assert y.tolist() == [[0, 0, 0.5, 1, 1]]


def test_relu_passes_no_gradient_where_its_output_is_zero(xp) -> None:
    layer = activation_layer(ReLU(), xp)
    layer.forward(xp.array([[-1.0, 0.0, 2.0]]), True)
    assert layer.backward(xp.array([[5.0, 5.0, 5.0]])).tolist() == [[0, 0, 5]]


@pytest.mark.parametrize("layer", [Dense(4), *ACTIVATIONS], ids=lambda layer: type(layer).__name__)
def test_every_layer_knows_its_output_shape_and_states_formula_and_source(
    layer: AnyLayer, xp
) -> None:
    made = make_layer(layer, (4,))
    size = sum(int(np.prod(shape)) for shape in made.tensors.values())
    made.bind(xp.zeros(size), xp.zeros(size))
    assert made.forward(xp.zeros((6, 4)), False).shape == (6, *made.output_shape)
    assert "y = " in made.formula
    assert made.source
