"""The gradient check passes where backpropagation is right, and finds it out where it is wrong."""

import msgspec
import numpy as np
import pytest

from engine.arrays import to_host
from engine.experiment.data import Spiral
from engine.experiment.experiment import Experiment
from engine.experiment.network import ACTIVATIONS, AnyLayer, Dense, NetworkSpec, ReLU, Tanh
from engine.experiment.training import LOSSES, Training
from engine.gradient_check import (
    FEWEST,
    WHOLE,
    check_gradient,
    compare_gradients,
    every_entry,
    sampled,
)
from engine.network import Network
from tests.engine.experiments import float64_network


def small_spiral(*layers: AnyLayer) -> Experiment:
    network = NetworkSpec(layers or (Dense(4), Tanh(), Dense(2)))
    return Experiment(Spiral(samples=40), network, Training(batch_size=10), seed=3)


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_every_activation_passes(activation: type, backend) -> None:
    result = check_gradient(small_spiral(Dense(6), activation(), Dense(2)), backend)
    assert result.complaint == ""
    assert result.samples == 16
    assert [tensor.name for tensor in result.tensors] == [
        "0.dense.weight",
        "0.dense.bias",
        "2.dense.weight",
        "2.dense.bias",
    ]


@pytest.mark.parametrize("loss", LOSSES)
def test_every_loss_passes(loss: str, backend) -> None:
    layers = (Dense(1 if loss == "binary_cross_entropy" else 2),)
    training = Training(loss=loss, batch_size=10)
    experiment = msgspec.structs.replace(
        small_spiral(), network=NetworkSpec(layers), training=training
    )
    result = check_gradient(experiment, backend)
    assert result.complaint == ""
    assert not any(tensor.is_zero for tensor in result.tensors)


def test_a_mini_batch_of_one_is_checked_on_more(backend) -> None:
    alone = msgspec.structs.replace(small_spiral(), training=Training(batch_size=1))
    whole = msgspec.structs.replace(small_spiral(), training=Training(batch_size=20))
    assert check_gradient(alone, backend).samples == 16
    assert check_gradient(whole, backend).samples == 20


def test_weights_that_begin_at_zero_pass_and_prove_something(backend) -> None:
    layers = (Dense(6, init="zeros"), ReLU(), Dense(2, init="zeros"))
    result = check_gradient(small_spiral(*layers), backend)
    assert result.complaint == ""
    assert not any(tensor.is_zero for tensor in result.tensors)


def test_a_wrong_gradient_is_found_with_tensor_index_and_both_values(
    monkeypatch: pytest.MonkeyPatch, backend
) -> None:
    right = Network.gradient

    def wrong(self: Network, x: np.ndarray, t: np.ndarray) -> np.ndarray:
        right(self, x, t)
        self.gradient_views["2.dense.weight"][1, 0] += 0.5
        return self.gradients

    monkeypatch.setattr(Network, "gradient", wrong)
    result = check_gradient(small_spiral(), backend)
    (worst,) = (tensor for tensor in result.tensors if not tensor.passed)
    assert (worst.name, worst.index) == ("2.dense.weight", (1, 0))
    assert worst.backpropagation - worst.numerical == pytest.approx(0.5, abs=1e-6)
    assert "2.dense.weight[1, 0]: backpropagation gives" in result.complaint


def test_a_difference_of_a_millionth_is_the_limit(monkeypatch: pytest.MonkeyPatch, backend) -> None:
    right = Network.gradient
    for factor, passes in ((1 + 2e-7, True), (1 + 2e-6, False)):

        def scaled(self: Network, x, t, factor: float = factor) -> np.ndarray:
            return factor * right(self, x, t)

        monkeypatch.setattr(Network, "gradient", scaled)
        assert (check_gradient(small_spiral(), backend).complaint == "") == passes


def test_a_gradient_that_is_not_a_number_does_not_pass(
    monkeypatch: pytest.MonkeyPatch, xp, backend
) -> None:
    nothing = xp.full(22, np.nan)
    monkeypatch.setattr(Network, "gradient", lambda self, x, t: nothing)
    result = check_gradient(small_spiral(), backend)
    assert not any(tensor.passed for tensor in result.tensors)
    assert "nan" in result.complaint


def test_a_small_network_is_checked_whole(backend) -> None:
    result = check_gradient(small_spiral(), backend)
    assert [tensor.checked for tensor in result.tensors] == [8, 4, 8, 2]
    assert all(tensor.checked == tensor.size for tensor in result.tensors)


def test_a_large_network_is_checked_in_part_and_in_each_tensor(backend) -> None:
    large = small_spiral(Dense(100), Tanh(), Dense(50), Tanh(), Dense(2))
    result = check_gradient(large, backend, work=1)
    sizes = [tensor.size for tensor in result.tensors]
    assert sum(sizes) > WHOLE
    assert [tensor.checked for tensor in result.tensors] == [min(FEWEST, size) for size in sizes]
    assert result.complaint == ""
    again = check_gradient(large, backend, work=1)
    assert [tensor.index for tensor in again.tensors] == [tensor.index for tensor in result.tensors]
    more = check_gradient(large, backend, work=6 * 5452 * 60)
    assert [tensor.checked for tensor in more.tensors] == [60, 60, 60, 50, 60, 2]


def test_a_wrong_entry_among_those_checked_is_named(monkeypatch: pytest.MonkeyPatch, xp) -> None:
    network = float64_network((Dense(6), Tanh(), Dense(3)), 2, "cross_entropy", xp)
    entries = sampled(every_entry(network), 4, np.random.default_rng(0))
    place, shape = network.places["2.dense.weight"]
    wrong = int(entries["2.dense.weight"][2])
    right = Network.gradient

    def changed(self: Network, x: np.ndarray, t: np.ndarray) -> np.ndarray:
        right(self, x, t)[wrong] += 0.5
        return self.gradients

    monkeypatch.setattr(Network, "gradient", changed)
    x, t = xp.asarray(np.random.default_rng(1).normal(size=(4, 2))), xp.eye(3)[[0, 1, 2, 0]]
    result = compare_gradients(network, x, t, entries)
    (worst,) = (tensor for tensor in result.tensors if not tensor.passed)
    assert worst.index == np.unravel_index(wrong - place.start, shape)
    assert worst.backpropagation - worst.numerical == pytest.approx(0.5, abs=1e-6)
    assert [tensor.checked for tensor in result.tensors] == [4, 4, 4, 3]


def test_tensors_without_effect_are_told_from_those_that_prove_something(xp) -> None:
    network = float64_network((Dense(3), ReLU(), Dense(3)), 2, "cross_entropy", xp)
    network.views["0.dense.bias"][...] = -100  # no unit ever passes anything on
    x, t = xp.ones((4, 2)), xp.eye(3)[[0, 1, 2, 0]]
    result = compare_gradients(network, x, t)
    assert result.complaint == ""
    assert [tensor.is_zero for tensor in result.tensors] == [True, True, True, False]


@pytest.mark.parametrize("distance", [3e-5, 3e-6])
def test_a_step_across_a_bend_is_shortened_and_blames_no_layer(distance: float, xp) -> None:
    network = float64_network((Dense(1), ReLU(), Dense(3)), 2, "cross_entropy", xp)
    network.views["0.dense.weight"][...] = xp.array([[1.0], [0.0]])
    network.views["0.dense.bias"][...] = 0
    x, t = xp.array([[distance, 1.0], [0.5, 0.2]]), xp.eye(3)[[0, 1]]
    crossing = network.numerical_gradient(x, t)
    gradient = to_host(network.gradient(x, t))
    assert np.abs(crossing - gradient).max() > 1e-3  # a step of 1e-4 crosses the bend
    assert compare_gradients(network, x, t).complaint == ""


def test_the_network_is_left_as_it_was(rng, xp) -> None:
    network = float64_network((Dense(3), Tanh(), Dense(3)), 2, "cross_entropy", xp)
    parameters, drawn = network.parameters.copy(), network.rng.bit_generator.state
    compare_gradients(network, xp.asarray(rng.normal(size=(4, 2))), xp.eye(3)[[0, 1, 2, 0]])
    assert np.array_equal(network.parameters, parameters)
    assert network.rng.bit_generator.state == drawn
