"""Maxout and Lp pooling over groups of neighbouring features."""

import numpy as np
import pytest

from engine.arrays import to_host
from engine.errors import ExperimentError
from engine.experiment.network import AnyLayer, Dense, LpPooling, Maxout, Tanh
from engine.layers import make_layers
from tests.engine.experiments import float64_network
from tests.engine.layers.lone_layer import (
    check_float32,
    check_gradients,
    check_replicas,
    lone_layer,
)

LAYERS = [Maxout(3), LpPooling(2, p=1), LpPooling(3, p=2), LpPooling(2, p=3.5)]


@pytest.mark.parametrize("layer", LAYERS, ids=str)
def test_gradients_are_those_of_central_differences(layer: AnyLayer, rng, xp) -> None:
    check_gradients(layer, (6,), rng, xp)


@pytest.mark.parametrize("layer", LAYERS, ids=str)
@pytest.mark.parametrize("shared_input", [False, True])
def test_replicas_equal_single_layers(layer: AnyLayer, shared_input: bool, rng, xp) -> None:
    check_replicas(layer, (6,), rng, xp, shared_input)


@pytest.mark.parametrize("layer", LAYERS, ids=str)
def test_single_precision_stays_single(layer: AnyLayer, rng, xp) -> None:
    check_float32(layer, (6,), rng, xp)


@pytest.mark.parametrize("layer", LAYERS, ids=str)
def test_gradients_are_right_within_a_network(layer: AnyLayer, rng, xp) -> None:
    network = float64_network((Dense(6), layer, Tanh(), Dense(3)), 2, "cross_entropy", xp)
    x, t = xp.asarray(rng.normal(size=(7, 2))), xp.eye(3)[rng.integers(3, size=7)]
    numerical = network.numerical_gradient(x, t)
    assert np.allclose(to_host(network.gradient(x, t)), numerical, rtol=1e-6, atol=1e-9)
    assert network.shapes == ((6,), (6 // layer.group,), (6 // layer.group,), (3,))


def test_worked_values(rng, xp) -> None:
    x = xp.array([[3.0, -4.0, 1.0, 2.0]])
    for layer, y, dx in (
        (Maxout(2), [3, 2], [1, 0, 0, 10]),
        (Maxout(4), [3], [1, 0, 0, 0]),
        (LpPooling(2, p=1), [7, 3], [1, -1, 10, 10]),
        (LpPooling(2, p=2), [5, 5**0.5], [0.6, -0.8, 10 / 5**0.5, 20 / 5**0.5]),
    ):
        lone = lone_layer(layer, (4,), rng, xp).layer
        assert lone.forward(x, True)[0].tolist() == pytest.approx(y)
        grad = xp.array([[1.0, 10.0][: len(y)]])
        assert lone.backward(grad)[0].tolist() == pytest.approx(dx)


def test_of_equally_large_features_the_first_has_the_gradient(rng, xp) -> None:
    lone = lone_layer(Maxout(3), (3,), rng, xp).layer
    lone.forward(xp.array([[1.0, 2.0, 2.0]]), True)
    assert lone.backward(xp.array([[5.0]])).tolist() == [[0, 5, 0]]


def test_a_large_p_is_a_maximum_and_overflows_nowhere(rng, xp) -> None:
    lone = lone_layer(LpPooling(2, p=100), (6,), rng, xp).layer
    x = xp.array([[1e30, 1e30, -1e-30, 0, 0, 0]])
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        y, dx = lone.forward(x, True), lone.backward(xp.ones((1, 3)))
    assert y[0].tolist() == pytest.approx([1e30 * 2**0.01, 1e-30, 0])
    assert np.isfinite(dx).all()
    assert dx[0, 4:].tolist() == [0, 0]


@pytest.mark.parametrize("layer", [Maxout(4), LpPooling(4)], ids=str)
def test_groups_must_divide_the_features(layer: AnyLayer) -> None:
    with pytest.raises(ExperimentError) as refused:
        make_layers((Dense(6), layer), (2,))
    assert refused.value.path == "layers[1].group"
    assert refused.value.message == "must divide the 6 features before it; it is 4"
    with pytest.raises(ExperimentError) as refused:
        make_layers((layer,), (2, 4, 4))
    assert refused.value.path == "layers[0]"
    assert "put a flatten before it" in refused.value.message


@pytest.mark.parametrize(
    ("make", "path"),
    [
        (lambda: Maxout(0), "group"),
        (lambda: LpPooling(group=1.5), "group"),
        (lambda: LpPooling(p=0.5), "p"),
    ],
)
def test_a_bad_setting_is_refused_by_name(make, path: str) -> None:
    with pytest.raises(ExperimentError) as refused:
        make()
    assert refused.value.path == path


@pytest.mark.parametrize("p", [1.0, 2.0, 3.0])
def test_agrees_with_pytorch(p: float, rng, torch, xp) -> None:
    # PyTorch's own takes the absolute value for even p only
    x, grad = np.abs(rng.normal(size=(20, 12))), rng.normal(size=(20, 4))
    there = torch.tensor(x, requires_grad=True)
    expected = torch.nn.functional.lp_pool1d(there, p, 3)
    expected.backward(torch.tensor(grad))
    lone = lone_layer(LpPooling(3, p), (12,), rng, xp).layer
    y, dx = lone.forward(xp.asarray(x), True), lone.backward(xp.asarray(grad))
    assert np.allclose(to_host(y), expected.detach().numpy(), rtol=1e-9)
    assert np.allclose(to_host(dx), there.grad.numpy(), rtol=1e-9)
