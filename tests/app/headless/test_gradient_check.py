"""The gradient check passes where backpropagation is right, and finds it out where it is wrong."""

import msgspec
import numpy as np
import pytest

from app.headless.gradient_check import check_gradient, compare, far_from_kinks
from engine.experiment.network import ACTIVATIONS, Dense, NetworkSpec, ReLU
from engine.experiment.training import LOSSES, Training
from engine.network import Network
from engine.run import Run
from tests.app.headless.spiral import small_spiral


def with_layers(*layers: object) -> object:
    return msgspec.structs.replace(small_spiral(), network=NetworkSpec(layers))


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_every_activation_passes(activation: type) -> None:
    result = check_gradient(with_layers(Dense(6), activation(), Dense(2)))
    assert result.complaint == ""
    assert [tensor.name for tensor in result.tensors] == [
        "0.dense.weight",
        "0.dense.bias",
        "2.dense.weight",
        "2.dense.bias",
    ]


@pytest.mark.parametrize("loss", LOSSES)
def test_every_loss_passes(loss: str) -> None:
    units = 1 if loss == "binary_cross_entropy" else 2
    experiment = msgspec.structs.replace(
        small_spiral(),
        network=NetworkSpec((Dense(units),)),
        training=Training(loss=loss, batch_size=10),
    )
    assert check_gradient(experiment).complaint == ""


def test_weights_that_begin_at_zero_pass_and_prove_something() -> None:
    result = check_gradient(with_layers(Dense(6, init="zeros"), ReLU(), Dense(2, init="zeros")))
    assert result.complaint == ""
    assert all(tensor.numerical != 0 for tensor in result.tensors)


def test_a_wrong_gradient_is_found_with_tensor_index_and_both_values(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    right = Network.gradient

    def wrong(self: Network, x: np.ndarray, t: np.ndarray) -> np.ndarray:
        right(self, x, t)
        self.gradient_views["2.dense.weight"][1, 0] += 0.5
        return self.gradients

    monkeypatch.setattr(Network, "gradient", wrong)
    result = check_gradient(small_spiral())
    worst = next(tensor for tensor in result.tensors if not tensor.passed)
    assert (worst.name, worst.index) == ("2.dense.weight", (1, 0))
    assert worst.backpropagation - worst.numerical == pytest.approx(0.5, abs=1e-6)
    assert "2.dense.weight[1, 0]: backpropagation gives" in result.complaint
    assert "DIFFERS at [1, 0]" in result.table()


def test_a_gradient_that_is_not_a_number_does_not_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    nothing = np.full(22, np.nan)
    monkeypatch.setattr(Network, "gradient", lambda self, x, t: nothing)
    result = check_gradient(small_spiral())
    assert not any(tensor.passed for tensor in result.tensors)
    assert "nan" in result.complaint


def test_samples_on_the_kink_of_a_relu_come_last() -> None:
    run = Run(with_layers(Dense(1, init="zeros"), ReLU(), Dense(2)), dtype="float64")
    run.network.views["0.dense.weight"][...] = [[1.0], [0.0]]  # the ReLU bends at x1 = 0
    x = np.array([[0.0, 5.0], [3.0, 0.0], [-1.0, 0.0], [0.5, 9.0]])
    assert far_from_kinks(run.network, x, 4).tolist() == [1, 2, 3, 0]
    assert far_from_kinks(run.network, x, 2).tolist() == [1, 2]


def test_a_sample_on_a_kink_would_blame_a_layer_that_is_right() -> None:
    run = Run(with_layers(Dense(1, init="zeros"), ReLU(), Dense(2)), dtype="float64")
    run.network.views["0.dense.weight"][...] = [[1.0], [0.0]]
    on_kink = compare(run.network, np.array([[0.0, 5.0]]), np.array([[1.0, 0.0]]))
    assert on_kink.complaint
