"""Activations against their formulas, central differences and PyTorch."""

import math
from types import ModuleType

import numpy as np
import pytest

from engine.arrays import to_host
from engine.errors import ExperimentError
from engine.experiment.network import (
    ACTIVATIONS,
    ELU,
    GELU,
    AnyLayer,
    Dense,
    Identity,
    LeakyReLU,
    ReLU,
    Sigmoid,
    SiLU,
    Softmax,
    Softplus,
    Step,
    Tanh,
)
from tests.engine.experiments import float64_network
from tests.engine.layers.lone_layer import (
    check_float32,
    check_gradients,
    check_replicas,
    lone_layer,
)

SMOOTH = [Softplus(), GELU(), SiLU(), Sigmoid(), Tanh(), Softmax(), Identity()]
BENT = [ReLU(), LeakyReLU(0.2), ELU(1.5)]  # at 0, where no test value lies
ALL = [*SMOOTH, *BENT, Step()]


def name(layer: AnyLayer) -> str:
    return type(layer).__name__


def of(xp: ModuleType, layer: AnyLayer, *values: float) -> list[float]:
    lone = lone_layer(layer, (len(values),), np.random.default_rng(0), xp)
    return lone.layer.forward(xp.array([values]), False)[0].tolist()


@pytest.mark.parametrize("layer", ALL, ids=name)
@pytest.mark.parametrize("shape", [(5,), (3, 2)], ids=str)
def test_gradients_are_those_of_central_differences(layer: AnyLayer, shape, rng, xp) -> None:
    check_gradients(layer, shape, rng, xp)


@pytest.mark.parametrize("layer", ALL, ids=name)
@pytest.mark.parametrize("shared_input", [False, True])
def test_replicas_equal_single_layers(layer: AnyLayer, shared_input: bool, rng, xp) -> None:
    check_replicas(layer, (5,), rng, xp, shared_input)


@pytest.mark.parametrize("layer", ALL, ids=name)
def test_single_precision_stays_single(layer: AnyLayer, rng, xp) -> None:
    check_float32(layer, (5,), rng, xp)


@pytest.mark.parametrize("layer", [*SMOOTH, *BENT], ids=name)
def test_gradients_are_right_within_a_network(layer: AnyLayer, rng, xp) -> None:
    network = float64_network((Dense(5), layer, Dense(4), layer, Dense(3)), 2, "cross_entropy", xp)
    x, t = xp.asarray(rng.normal(size=(7, 2))), xp.eye(3)[rng.integers(3, size=7)]
    numerical = network.numerical_gradient(x, t)
    assert np.allclose(to_host(network.gradient(x, t)), numerical, rtol=1e-6, atol=1e-9)
    assert np.abs(numerical).max() > 1e-3


def test_worked_values(xp) -> None:
    assert of(xp, Step(), -1, 0, 0.1) == [0, 0, 1]
    assert of(xp, LeakyReLU(0.1), -2, 0, 3) == [-0.2, 0, 3]
    assert of(xp, ELU(2), -1, 0, 3) == pytest.approx([2 * (math.exp(-1) - 1), 0, 3])
    assert of(xp, Softplus(), 0) == pytest.approx([math.log(2)])
    assert of(xp, SiLU(), 0, 1) == pytest.approx([0, 1 / (1 + math.exp(-1))])
    assert of(xp, GELU(), 0, 1, -1) == pytest.approx([0, 0.8413447460685429, -0.15865525393145707])
    assert of(xp, Softmax(), 0.3, 2.9, 4.0) == pytest.approx([0.01821127, 0.24519181, 0.73659691])


def test_a_step_stops_every_gradient(rng, xp) -> None:
    network = float64_network((Dense(4), Step(), Dense(3)), 2, "cross_entropy", xp)
    network.gradient(xp.asarray(rng.normal(size=(7, 2))), xp.eye(3)[rng.integers(3, size=7)])
    assert not network.gradient_views["0.dense.weight"].any()
    assert network.gradient_views["2.dense.weight"].any()


def test_softmax_takes_the_last_axis_of_any_shape(rng, xp) -> None:
    x = xp.asarray(rng.normal(size=(2, 4, 3, 5)))
    y = lone_layer(Softmax(), (3, 5), rng, xp).layer.forward(x, False)
    assert np.allclose(y.sum(axis=-1), xp.ones((2, 4, 3)))
    assert np.allclose(np.log(y) - np.log(y[..., :1]), x - x[..., :1])


@pytest.mark.parametrize("layer", ALL, ids=name)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_huge_inputs_give_finite_numbers_and_gradients(layer: AnyLayer, dtype, xp) -> None:
    x = xp.array([[-1e20, -1e4, -100, -20, 0, 20, 100, 1e4, 1e20]], dtype=dtype)
    lone = lone_layer(layer, (9,), np.random.default_rng(0), xp, dtype=dtype)
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        y = lone.layer.forward(x, True)
        dx = lone.layer.backward(np.ones_like(x))
    assert np.isfinite(y).all()
    assert np.isfinite(dx).all()


@pytest.mark.parametrize("layer", [GELU(), SiLU(), Softplus()], ids=name)
def test_far_from_zero_a_smooth_rectifier_is_a_rectifier(layer: AnyLayer, xp) -> None:
    assert of(xp, layer, -1000, -50, 50, 1000) == pytest.approx([0, 0, 50, 1000], abs=1e-12)


def test_a_bad_setting_is_refused_by_name() -> None:
    for make, path in ((lambda: LeakyReLU(1.5), "slope"), (lambda: ELU(-1), "alpha")):
        with pytest.raises(ExperimentError) as refused:
            make()
        assert refused.value.path == path


def test_activations_of_the_list_work_on_each_number_by_itself(rng, xp) -> None:
    x = xp.asarray(rng.normal(size=(1, 6)))
    for kind in ACTIVATIONS:
        layer = lone_layer(kind(), (6,), rng, xp).layer
        alone = [layer.forward(x[:, i : i + 1], False) for i in range(6)]
        assert np.allclose(layer.forward(x, False), np.concatenate(alone, axis=1))


@pytest.mark.parametrize("layer", [*SMOOTH, *BENT], ids=name)
def test_agrees_with_pytorch(layer: AnyLayer, rng, torch, xp) -> None:
    functions = {
        "Softplus": torch.nn.functional.softplus,
        "GELU": torch.nn.functional.gelu,
        "SiLU": torch.nn.functional.silu,
        "Sigmoid": torch.sigmoid,
        "Tanh": torch.tanh,
        "Softmax": lambda x: torch.softmax(x, dim=-1),
        "Identity": lambda x: x,
        "ReLU": torch.relu,
        "LeakyReLU": lambda x: torch.nn.functional.leaky_relu(x, 0.2),
        "ELU": lambda x: torch.nn.functional.elu(x, 1.5),
    }
    x, grad = 3 * rng.normal(size=(50, 20)), rng.normal(size=(50, 20))
    there = torch.tensor(x, requires_grad=True)
    expected = functions[name(layer)](there)
    expected.backward(torch.tensor(grad))
    lone = lone_layer(layer, (20,), rng, xp)
    y = to_host(lone.layer.forward(xp.asarray(x), True))
    dx = to_host(lone.layer.backward(xp.asarray(grad)))
    assert np.allclose(y, expected.detach().numpy(), rtol=1e-9, atol=1e-13)
    assert np.allclose(dx, there.grad.numpy(), rtol=1e-9, atol=1e-13)
