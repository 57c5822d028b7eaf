"""Changes of shape move no number."""

import numpy as np
import pytest

from engine.arrays import to_host
from engine.errors import ExperimentError
from engine.experiment.network import Dense, Flatten, Reshape, Tanh
from engine.layers import make_layers
from tests.engine.experiments import float64_network
from tests.engine.layers.lone_layer import (
    check_float32,
    check_gradients,
    check_replicas,
    lone_layer,
)

CASES = [(Reshape((2, 2, 2)), (8,)), (Reshape((4, 2)), (2, 2, 2)), (Flatten(), (2, 2, 2))]


@pytest.mark.parametrize(("layer", "shape"), CASES, ids=str)
@pytest.mark.parametrize("shared_input", [False, True])
def test_gradients_replicas_and_precision(layer, shape, shared_input: bool, rng, xp) -> None:
    check_gradients(layer, shape, rng, xp)
    check_replicas(layer, shape, rng, xp, shared_input)
    check_float32(layer, shape, rng, xp)


def test_the_order_stays(xp) -> None:
    layer = lone_layer(Reshape((2, 3)), (6,), np.random.default_rng(0), xp).layer
    assert layer.forward(xp.arange(6.0)[None], False).tolist() == [[[0, 1, 2], [3, 4, 5]]]


def test_a_network_can_go_through_another_shape(rng, xp) -> None:
    layers = (Reshape((1, 2)), Flatten(), Dense(8), Tanh(), Reshape((2, 2, 2)), Flatten(), Dense(3))
    network = float64_network(layers, 2, "cross_entropy", xp)
    assert network.shapes == ((1, 2), (2,), (8,), (8,), (2, 2, 2), (8,), (3,))
    x, t = xp.asarray(rng.normal(size=(7, 2))), xp.eye(3)[rng.integers(3, size=7)]
    plain = float64_network((Dense(8), Tanh(), Dense(3)), 2, "cross_entropy", xp)
    plain = plain.with_parameters(network.parameters)
    assert np.allclose(network.gradient(x, t), plain.gradient(x, t))
    assert np.allclose(
        network.numerical_gradient(x, t), to_host(network.gradients), rtol=1e-6, atol=1e-9
    )
    thetas = network.parameters + xp.asarray(rng.normal(size=(3, len(network.parameters))))
    together, apart = network.with_parameters(thetas), plain.with_parameters(thetas)
    assert np.allclose(together.gradient(x, t), apart.gradient(x, t))


def test_another_number_of_numbers_is_refused() -> None:
    with pytest.raises(ExperimentError) as refused:
        make_layers((Dense(9), Reshape((2, 2, 2))), (2,))
    assert refused.value.path == "layers[1].shape"
    assert refused.value.message == "must hold the 9 numbers of (9,); (2, 2, 2) holds 8"


@pytest.mark.parametrize(
    ("shape", "path"), [((), "shape"), ((1, 1, 1, 8), "shape"), ((2, 0), "shape[1]")]
)
def test_a_bad_shape_is_refused_by_name(shape, path: str) -> None:
    with pytest.raises(ExperimentError) as refused:
        Reshape(shape)
    assert refused.value.path == path
