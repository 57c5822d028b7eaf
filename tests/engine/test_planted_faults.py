"""Checks that pass must be able to fail: known faults are planted, and each is caught."""

from collections.abc import Callable

import numpy as np
import pytest

from engine.experiment import training
from engine.experiment.network import GRU, LSTM, RNN, AnyLayer, Dense, Embedding, ReLU, Tanh
from engine.gradient_check import compare_gradients
from engine.layers import LAYERS, Layer
from engine.losses import LOSSES
from engine.optimizers import OPTIMIZERS
from tests.engine import test_optimizers
from tests.engine.experiments import float64_network

TOKENS = 4
Change = Callable[[pytest.MonkeyPatch], None]


def replaced(kind: type, method: str, wrong: Callable) -> Change:
    """A change that gives a kind of layer a wrong method; it gets the right one first."""
    layer = LAYERS[kind]
    right = getattr(layer, method)

    def change(patch: pytest.MonkeyPatch) -> None:
        patch.setattr(layer, method, lambda self, *arguments: wrong(right, self, *arguments))

    return change


def no_derivative(right: Callable, layer: Layer, grad: np.ndarray) -> np.ndarray:
    """The factor 1 - y² of tanh, or the mask of ReLU, is forgotten."""
    return grad


def weight_not_transposed(right: Callable, layer: Layer, *vectors: np.ndarray) -> None:
    """∂L/∂x = ∂L/∂y W: fits, and is wrong, where as many units follow as came before."""
    right(layer, *vectors)
    layer.weight_transposed = layer.weight_transposed.mT


def bias_of_one_sample(right: Callable, layer: Layer, grad: np.ndarray) -> np.ndarray:
    """The sum over the batch is forgotten."""
    grad_x = right(layer, grad)
    layer.grad_weight_and_bias[..., -1, :] = grad[..., 0, :]
    return grad_x


def last_place_only(right: Callable, layer: Layer, grad: np.ndarray) -> np.ndarray:
    """A token's gradient is overwritten by its next place instead of added to it."""
    table = np.zeros_like(layer.grad_weight)
    table[layer._rows] = grad
    layer.grad_weight[...] = table
    return grad


def hidden_matrix_not_transposed(right: Callable, layer: Layer, grad: np.ndarray) -> np.ndarray:
    """What flows back in time goes through W_hidden as it went forward."""
    weight = layer.weight_hidden
    layer.weight_hidden = weight.mT
    grad_x = right(layer, grad)
    layer.weight_hidden = weight
    return grad_x


def nothing_along_the_cell(right: Callable, layer: Layer, grad: tuple, memory: tuple) -> tuple:
    """The LSTM's cell hands no gradient on to the step before."""
    grad_a, grad_b, (grad_h, grad_c) = right(layer, grad, memory)
    return grad_a, grad_b, (grad_h, 0 * grad_c)


def reset_gate_forgotten(right: Callable, layer: Layer, grad: tuple, memory: tuple) -> tuple:
    """The GRU's r is left out of what the state receives by way of n."""
    grad_a, _, before = right(layer, grad, memory)
    return grad_a, grad_a, before


SEQUENCE = (Embedding(TOKENS, 3),)
FAULTS: dict[str, tuple[tuple[AnyLayer, ...], Change]] = {
    "tanh without its factor": (
        (Dense(5), Tanh()),
        replaced(Tanh, "backward", no_derivative),
    ),
    "relu without its mask": (
        (Dense(5), ReLU()),
        replaced(ReLU, "backward", no_derivative),
    ),
    "dense with its weight not transposed": (
        (Dense(3), Tanh(), Dense(3)),
        replaced(Dense, "bind", weight_not_transposed),
    ),
    "dense with the bias of one sample": (
        (Dense(5), Tanh()),
        replaced(Dense, "backward", bias_of_one_sample),
    ),
    "embedding that does not add up": (
        (*SEQUENCE, RNN(5)),
        replaced(Embedding, "backward", last_place_only),
    ),
    "rnn with its matrix not transposed": (
        (*SEQUENCE, RNN(5)),
        replaced(RNN, "backward", hidden_matrix_not_transposed),
    ),
    "lstm without its cell": (
        (*SEQUENCE, LSTM(5)),
        replaced(LSTM, "_step_back", nothing_along_the_cell),
    ),
    "gru without its reset gate": (
        (*SEQUENCE, GRU(5)),
        replaced(GRU, "_step_back", reset_gate_forgotten),
    ),
}


def complaint(layers: tuple[AnyLayer, ...], xp) -> str:
    """What the gradient check says of a network that ends in these layers and three classes."""
    rng = np.random.default_rng(5)
    network = float64_network((*layers, Dense(3)), 6, "cross_entropy", xp)
    x = xp.asarray(rng.integers(TOKENS, size=(7, 6)), float)
    return compare_gradients(network, x, xp.eye(3)[rng.integers(3, size=7)]).complaint


@pytest.mark.parametrize("fault", FAULTS)
def test_the_gradient_check_catches_a_fault_in_a_layer(
    fault: str, monkeypatch: pytest.MonkeyPatch, xp
) -> None:
    layers, plant = FAULTS[fault]
    assert complaint(layers, xp) == ""
    plant(monkeypatch)
    assert "backpropagation gives" in complaint(layers, xp)


def test_the_gradient_check_catches_a_fault_in_a_loss(monkeypatch: pytest.MonkeyPatch, xp) -> None:
    loss = LOSSES["cross_entropy"]
    # The mean over the batch is forgotten.
    monkeypatch.setattr(loss, "gradient", lambda self, scores, t: self.output(scores) - t)
    assert "backpropagation gives" in complaint((Dense(5), Tanh()), xp)


def test_the_worked_values_catch_an_adam_that_multiplies_by_its_bias_correction(
    monkeypatch: pytest.MonkeyPatch, xp
) -> None:
    def wrong(self, gradients: np.ndarray) -> None:
        own, mean, square = self.settings, self.buffers["mean"], self.buffers["square"]
        self.steps += 1
        mean += (1 - own.beta1) * (gradients - mean)
        square += (1 - own.beta2) * (gradients * gradients - square)
        mean_hat = mean * (1 - own.beta1**self.steps)  # to be divided by it
        square_hat = square * (1 - own.beta2**self.steps)
        self.parameters -= own.learning_rate * mean_hat / (np.sqrt(square_hat) + own.epsilon)

    test_optimizers.test_adam_follows_the_formula_of_the_paper(xp)
    monkeypatch.setattr(OPTIMIZERS[training.Adam], "update", wrong)
    with pytest.raises(AssertionError):
        test_optimizers.test_adam_follows_the_formula_of_the_paper(xp)
    with pytest.raises(AssertionError):
        test_optimizers.test_adam_moves_by_the_learning_rate_at_first_whatever_the_gradient(xp)
