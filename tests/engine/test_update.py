"""An update: clipping, penalties, decay and max-norm, for one network and for replicas."""

from typing import Any

import numpy as np
import pytest

from engine.arrays import to_host
from engine.clipping import Clipping
from engine.experiment.network import Conv2D, Dense, Flatten, ReLU
from engine.experiment.training import SGD, Adam, Training
from engine.max_norm import MaxNorm
from engine.network import Network
from engine.update import Update
from tests.engine.experiments import float64_network

LAYERS = (Dense(4), ReLU(), Dense(3))


def updated(network: Network, gradients: np.ndarray, **settings: Any) -> np.ndarray:
    """The parameters after one SGD step at rate 0.1 with these gradients."""
    update = Update(Training(**({"optimizer": SGD(0.1)} | settings)), network)
    network.gradients[...] = gradients
    update.apply()
    return network.parameters


@pytest.fixture
def network(xp) -> Network:
    return float64_network(LAYERS, 2, "cross_entropy", xp)


def test_clipping_by_value_cuts_each_number(rng, xp) -> None:
    gradients = xp.array([0.5, -3.0, 2.0])
    Clipping(None, 1.5).clip(gradients)
    assert gradients.tolist() == [0.5, -1.5, 1.5]


def test_clipping_by_norm_keeps_the_direction_and_small_gradients(xp) -> None:
    large, small, nothing = xp.array([30.0, -40.0]), xp.array([0.3, 0.4]), xp.zeros(2)
    for gradients in (large, small, nothing):
        Clipping(5.0, None).clip(gradients)
    assert np.allclose(to_host(large), [3, -4])
    assert small.tolist() == [0.3, 0.4]
    assert nothing.tolist() == [0, 0]


def test_clipping_by_norm_takes_each_replica_by_itself(xp) -> None:
    gradients = xp.array([[30.0, -40.0], [0.3, 0.4]])
    Clipping(5.0, None).clip(gradients)
    assert np.allclose(to_host(gradients), [[3, -4], [0.3, 0.4]])


def test_clipping_by_norm_equals_pytorch(torch, rng, xp) -> None:
    gradients = 10 * rng.normal(size=20)
    parameter = torch.zeros(20, dtype=torch.float64, requires_grad=True)
    parameter.grad = torch.tensor(gradients)
    torch.nn.utils.clip_grad_norm_([parameter], 2.0)
    ours = xp.asarray(gradients)
    Clipping(2.0, None).clip(ours)
    assert np.allclose(to_host(ours), parameter.grad.numpy(), rtol=1e-6)  # PyTorch adds 1e-6 to ‖g‖


def test_penalties_are_clipped_with_the_gradient(network: Network) -> None:
    before = network.parameters.copy()
    after = updated(network, np.zeros_like(before), l2=100.0, clip_norm=0.5)
    assert float(np.linalg.norm(after - before)) == pytest.approx(0.1 * 0.5)


def test_an_elastic_net_is_both_penalties(network: Network) -> None:
    before, weight = network.parameters.copy(), network.is_weight()
    after = updated(network, np.zeros_like(before), l1=0.2, l2=0.3)
    assert np.allclose(after, before - 0.1 * weight * (0.2 * np.sign(before) + 0.3 * before))


@pytest.mark.parametrize("optimizer", [SGD(0.1), Adam(0.1)], ids=str)
def test_decoupled_decay_shrinks_weights_by_its_share_under_any_optimizer(
    network: Network, optimizer
) -> None:
    before, weight = network.parameters.copy(), network.is_weight()
    after = updated(network, np.zeros_like(before), optimizer=optimizer, weight_decay=0.5)
    assert np.allclose(after, before * (1 - 0.1 * 0.5 * weight))


def test_max_norm_shortens_the_columns_that_are_too_long(network: Network, xp) -> None:
    weight, bias = network.views["0.dense.weight"], network.views["0.dense.bias"]
    weight[...] = xp.array([[3.0, 0.3, 0.0, 1.0], [4.0, 0.4, 0.0, 0.0]])
    bias[...] = 7.0
    MaxNorm(1.0, network, network.parameters).shorten()
    assert np.allclose(to_host(weight), [[0.6, 0.3, 0, 1], [0.8, 0.4, 0, 0]])
    assert bias.tolist() == [7] * 4


def test_max_norm_takes_each_kernel_of_a_convolution_as_a_whole(xp) -> None:
    network = float64_network(
        (Conv2D(3, size=2), Flatten(), Dense(3)), (2, 4, 4), "cross_entropy", xp
    )
    network.parameters *= 100
    MaxNorm(2.0, network, network.parameters).shorten()
    kernels = network.views["0.conv2d.weight"]
    assert np.allclose(to_host(np.sqrt(np.square(kernels).sum(axis=(1, 2, 3)))), 2)
    assert np.allclose(np.linalg.norm(to_host(network.views["2.dense.weight"]), axis=0), 2)


def test_replicas_are_updated_as_each_alone(rng, xp) -> None:
    single = float64_network(LAYERS, 2, "cross_entropy", xp)
    thetas = single.parameters + xp.asarray(rng.normal(size=(4, len(single.parameters))))
    gradients = 3 * xp.asarray(rng.normal(size=thetas.shape))
    settings = Training(
        optimizer=Adam(0.1), l1=0.1, l2=0.2, weight_decay=0.3, clip_norm=1.0, clip_value=0.5,
        max_norm=1.5,
    )  # fmt: skip
    together = single.with_parameters(thetas.copy())
    update = Update(settings, together, slice(1, 4), [0.1, 0.2, 0.3])
    together.gradients[...] = gradients
    update.apply()
    assert np.array_equal(together.parameters[0], thetas[0])
    for row, rate in ((1, 0.1), (2, 0.2), (3, 0.3)):
        alone = single.with_parameters(thetas[row].copy())
        training = Training(**{**as_keywords(settings), "optimizer": Adam(rate)})
        other = Update(training, alone)
        alone.gradients[...] = gradients[row]
        other.apply()
        assert np.allclose(together.parameters[row], alone.parameters, rtol=1e-13)


def as_keywords(training: Training) -> dict[str, Any]:
    return {name: getattr(training, name) for name in training.__struct_fields__}
