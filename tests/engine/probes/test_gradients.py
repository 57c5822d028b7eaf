"""Probes of the gradients: direct evaluation, differences, and how gradients vanish."""

import numpy as np
import pytest

from engine.arrays import to_host
from engine.experiment.network import (
    Conv2D,
    Dense,
    Flatten,
    MaxPooling,
    ReLU,
    Reshape,
    Residual,
    Sigmoid,
    Tanh,
)
from engine.probes import GradientMagnitudes, Histogram, LayerGradients
from engine.probes.gradients import backpropagate
from engine.run import Run
from tests.engine.experiments import float64_network, spiral
from tests.engine.probes.deep import deep_circle

WEIGHTS = ["0.dense.weight", "2.dense.weight", "4.dense.weight"]


def test_gradient_magnitudes_are_those_of_the_last_mini_batch(backend) -> None:
    run = Run(spiral(), backend=backend)
    run.train(30)
    magnitudes = GradientMagnitudes().measure(run)
    assert list(magnitudes) == WEIGHTS
    gradient = to_host(run.network.gradient_views["2.dense.weight"])
    assert magnitudes["2.dense.weight"].mean == pytest.approx(np.abs(gradient).mean(), rel=1e-5)
    assert magnitudes["2.dense.weight"].norm == pytest.approx(np.linalg.norm(gradient), rel=1e-5)
    assert GradientMagnitudes().measure(Run(spiral(), backend=backend)) == {}


def test_before_the_first_step_the_first_samples_are_the_mini_batch(backend) -> None:
    run, same = Run(spiral(), backend=backend), Run(spiral(), backend=backend)
    measured = LayerGradients(bins=8).measure(run)
    same.network.gradient(same.samples.x_train[:10], same.samples.t_train[:10])
    for name, view in same.network.gradient_views.items():
        if name in WEIGHTS:
            gradient = to_host(view)
            spread = measured.weights[name]
            assert spread.magnitude.mean == pytest.approx(np.abs(gradient).mean(), rel=1e-5)
            assert spread.magnitude.norm == pytest.approx(np.linalg.norm(gradient), rel=1e-5)
            assert spread.histogram.counts.tolist() == Histogram.of(gradient, 8).counts.tolist()
    assert list(measured.weights) == WEIGHTS


def test_layer_gradients_are_taken_at_the_present_parameters_on_the_last_mini_batch(
    backend,
) -> None:
    run = Run(spiral(l2=0.5), backend=backend)
    run.train(30)
    x, t = run.last_batch
    copy = run.network.with_parameters(run.network.parameters.copy())
    copy.gradient(x, t)  # without the penalty
    measured = LayerGradients().measure(run).weights
    for name in WEIGHTS:
        norm = float(np.linalg.norm(copy.gradient_views[name]))
        assert measured[name].magnitude.norm == pytest.approx(norm, rel=1e-5)


def test_gradients_at_the_layers_agree_with_differences(xp) -> None:
    """Σ over the batch of ∂L/∂y is ∂L/∂b for a dense layer; ∂L/∂x is what small steps find."""
    block = Residual((Dense(3), Tanh()))
    picture = (Reshape((1, 4, 4)), Conv2D(2, size=3), MaxPooling(2), Flatten())
    layers = (Dense(3), block, Dense(16), Sigmoid(), *picture, Dense(3))
    network = float64_network(layers, 3, "cross_entropy", xp)
    rng = np.random.default_rng(1)
    x, t = xp.asarray(rng.normal(size=(5, 3))), xp.eye(3)[rng.integers(0, 3, 5)]
    gradients = backpropagate(network, x, t)
    assert [g.shape[1:] for g in gradients] == [(3,), *network.shapes]
    for layer in (0, 2, len(layers) - 1):
        bias = network.gradient_views[f"{layer}.dense.bias"]
        assert np.allclose(gradients[layer + 1].sum(axis=0), bias, rtol=1e-10)
    h, slopes = 1e-5, np.empty(x.shape)
    for place in np.ndindex(x.shape):
        step = np.zeros_like(x)
        step[place] = h
        above, below = network.loss(x + step, t), network.loss(x - step, t)
        slopes[place] = float(above - below) / (2 * h)
    assert np.allclose(to_host(gradients[0]), slopes, atol=1e-8)


def test_activation_gradients_begin_at_the_input_and_end_at_the_scores(backend) -> None:
    run = Run(spiral(), backend=backend)
    run.train(5)
    spreads = LayerGradients().measure(run).activations
    assert [spread.histogram.counts.sum() for spread in spreads] == [20, 80, 80, 80, 80, 20]
    x, t = run.last_batch
    at_scores = run.network.loss_function.gradient(run.network.predict(x), t)
    norm = float(np.linalg.norm(at_scores))
    assert spreads[-1].magnitude.norm == pytest.approx(norm, rel=1e-5)


@pytest.mark.parametrize("seed", range(4))
def test_sigmoids_lose_the_gradient_and_tanh_and_relu_do_not(seed: int, backend) -> None:
    def first_by_last(activation) -> float:
        weights = LayerGradients().measure(deep_circle(activation, seed, backend)).weights
        first, *_, last = (spread.magnitude.mean for spread in weights.values())
        return first / last

    assert first_by_last(Sigmoid()) < 1e-4
    assert first_by_last(Tanh()) > 1e-2
    assert first_by_last(ReLU()) > 1e-2


def test_a_sigmoid_passes_at_most_a_quarter(backend) -> None:
    spreads = LayerGradients().measure(deep_circle(Sigmoid(), 0, backend)).activations
    norms = [spread.magnitude.norm for spread in spreads]
    for layer in range(1, 12, 2):  # the sigmoids: from their output to their input
        assert norms[layer] <= 0.25 * norms[layer + 1] * (1 + 1e-6)
