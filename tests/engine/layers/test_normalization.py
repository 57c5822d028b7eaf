"""Batch and layer normalisation: what they promise, their gradients, and PyTorch's numbers."""

import numpy as np
import pytest

from engine.arrays import to_host
from engine.errors import ExperimentError
from engine.experiment.experiment import Experiment
from engine.experiment.network import AnyLayer, BatchNorm, Dense, LayerNorm, NetworkSpec, Tanh
from engine.layers import make_layers
from engine.run import Run
from tests.engine.experiments import float64_network, spiral
from tests.engine.layers.lone_layer import (
    check_float32,
    check_gradients,
    check_replicas,
    lone_layer,
)

CASES = [
    (BatchNorm(), (5,)),
    (BatchNorm(momentum=0.3, epsilon=1e-3), (2, 3, 3)),
    (LayerNorm(), (5,)),
    (LayerNorm(epsilon=1e-3), (4, 2)),
    (LayerNorm(), (2, 2, 3)),
]


def normalized_run(backend) -> Run:
    """The spiral's run with batch normalisation after each hidden layer."""
    plain = spiral()
    layers = (BatchNorm(), Dense(8), BatchNorm(), Tanh(), Dense(2))
    return Run(
        Experiment(plain.data, NetworkSpec(layers), plain.training, plain.seed), backend=backend
    )


@pytest.mark.parametrize(("layer", "shape"), CASES, ids=str)
def test_gradients_are_those_of_central_differences(layer: AnyLayer, shape, rng, xp) -> None:
    check_gradients(layer, shape, rng, xp)


@pytest.mark.parametrize(("layer", "shape"), CASES, ids=str)
@pytest.mark.parametrize("shared_input", [False, True])
def test_replicas_equal_single_layers(layer: AnyLayer, shape, shared_input: bool, rng, xp) -> None:
    check_replicas(layer, shape, rng, xp, shared_input)


@pytest.mark.parametrize(("layer", "shape"), CASES, ids=str)
def test_single_precision_stays_single(layer: AnyLayer, shape, rng, xp) -> None:
    check_float32(layer, shape, rng, xp)


@pytest.mark.parametrize("layer", [BatchNorm(), LayerNorm()], ids=str)
def test_gradients_are_right_within_a_network(layer: AnyLayer, rng, xp) -> None:
    layers = (layer, Dense(5), layer, Tanh(), Dense(4), layer, Dense(3))
    network = float64_network(layers, 2, "cross_entropy", xp)
    x, t = xp.asarray(rng.normal(size=(7, 2))), xp.eye(3)[rng.integers(3, size=7)]
    numerical = network.numerical_gradient(x, t)
    backward = to_host(network.gradient(x, t))
    assert np.abs(backward - numerical).max() <= 1e-6 * np.abs(numerical).max()
    assert np.abs(network.gradient_views["0." + type(layer).__name__.lower() + ".scale"]).max() > 0


def test_scale_and_shift_are_no_weights_to_be_decayed(xp) -> None:
    network = float64_network(
        (Dense(2), BatchNorm(), LayerNorm(), Dense(3)), 2, "cross_entropy", xp
    )
    assert network.is_weight().tolist() == [1] * 4 + [0] * 10 + [1] * 6 + [0] * 3


@pytest.mark.parametrize(
    ("layer", "shape", "axes"),
    [
        (BatchNorm(), (5,), 0),
        (BatchNorm(), (2, 3, 3), (0, 2, 3)),
        (LayerNorm(), (5,), 1),
        (LayerNorm(), (2, 3, 3), (1, 2, 3)),
    ],
    ids=str,
)
def test_the_first_output_has_mean_0_and_variance_1(layer: AnyLayer, shape, axes, rng, xp) -> None:
    lone = lone_layer(layer, shape, rng, xp)
    lone.parameters[...] = xp.asarray(lone.layer.initialize(rng))
    y = lone.layer.forward(3 + 10 * xp.asarray(rng.normal(size=(50, *shape))), training=True)
    assert to_host(y.mean(axis=axes)) == pytest.approx(0, abs=1e-12)
    assert to_host(y.var(axis=axes)) == pytest.approx(1, abs=1e-5)


def test_running_values_are_averages_with_the_unbiased_variance(rng, xp) -> None:
    lone = lone_layer(BatchNorm(momentum=0.25), (1,), rng, xp)
    lone.layer.forward(xp.array([[1.0], [3.0]]), training=True)  # mean 2, unbiased variance 2
    assert lone.statistics.tolist() == [0.5, 0.75 * 1 + 0.25 * 2]
    lone.layer.forward(xp.array([[10.0], [10.0]]), training=True)
    assert lone.statistics.tolist() == [0.75 * 0.5 + 2.5, 0.75 * 1.25]


def test_without_training_the_running_values_are_used_and_kept(rng, xp) -> None:
    lone = lone_layer(BatchNorm(), (2,), rng, xp)
    lone.parameters[...] = xp.array([2, 3, 10, 20])  # scale, shift
    lone.statistics[...] = xp.array([1, 2, 4, 9])  # mean, variance
    y = lone.layer.forward(xp.array([[5.0, 8.0]]), training=False)
    assert y[0].tolist() == pytest.approx([2 * 4 / 2 + 10, 3 * 6 / 3 + 20], rel=1e-5)
    assert lone.statistics.tolist() == [1, 2, 4, 9]


def test_a_mini_batch_of_one_sample_stays_finite(rng, xp) -> None:
    lone = lone_layer(BatchNorm(), (3,), rng, xp)
    y = lone.layer.forward(xp.asarray(rng.normal(size=(1, 3))), training=True)
    assert np.array_equal(y[0], lone.parameters[3:])  # nothing but the shift
    assert np.isfinite(lone.layer.backward(xp.ones((1, 3)))).all()
    assert np.isfinite(lone.statistics).all()


def test_running_values_belong_to_the_state_of_a_run(backend) -> None:
    run = normalized_run(backend)
    run.train(5)
    state = run.state()
    assert state.statistics.size == 2 * (2 + 8)
    run.train(7)
    there, score = to_host(run.network.statistics).copy(), run.evaluate().train_loss
    assert not np.array_equal(there, state.statistics)
    for other in (run, normalized_run(backend)):
        other.restore(state)
        assert np.array_equal(to_host(other.network.statistics), state.statistics)
        other.train(7)
        assert np.array_equal(to_host(other.network.statistics), there)
        assert other.evaluate().train_loss == score


def test_measuring_leaves_the_running_values_alone(backend) -> None:
    run = normalized_run(backend)
    run.train(5)
    before = run.network.statistics.copy()
    run.evaluate()
    run.network.numerical_gradient(run.samples.x_train[:20], run.samples.t_train[:20])
    assert np.array_equal(run.network.statistics, before)


def test_a_copy_with_other_parameters_starts_from_the_running_values(rng, backend) -> None:
    run = normalized_run(backend)
    run.train(5)
    network, x = run.network, run.samples.x_train
    thetas = np.stack([network.parameters, 2 * network.parameters])
    copies = network.with_parameters(thetas)
    assert np.array_equal(copies.statistics, np.stack([network.statistics] * 2))
    assert np.allclose(copies.predict(x)[0], network.predict(x), atol=1e-5)
    copies.gradient(x, run.samples.t_train)
    assert not np.array_equal(copies.statistics[0], copies.statistics[1])
    assert not np.array_equal(copies.statistics[0], network.statistics)


def test_a_shape_without_channels_is_refused_with_the_remedy() -> None:
    with pytest.raises(ExperimentError) as refused:
        make_layers((BatchNorm(),), (4, 3))
    assert refused.value.path == "layers[0]"
    assert "not shape (4, 3); put a reshape before it" in refused.value.message


@pytest.mark.parametrize(
    ("make", "path"),
    [
        (lambda: BatchNorm(momentum=1.1), "momentum"),
        (lambda: BatchNorm(epsilon=0), "epsilon"),
        (lambda: LayerNorm(epsilon=-1), "epsilon"),
    ],
)
def test_a_bad_setting_is_refused_by_name(make, path: str) -> None:
    with pytest.raises(ExperimentError) as refused:
        make()
    assert refused.value.path == path


@pytest.mark.parametrize(("layer", "shape"), CASES, ids=str)
def test_agrees_with_pytorch(layer: AnyLayer, shape, rng, torch, xp) -> None:
    lone = lone_layer(layer, shape, rng, xp)
    scale, shift = np.split(to_host(lone.parameters), 2)
    there = _torch_layer(torch, layer, shape)
    with torch.no_grad():
        there.weight[...] = torch.tensor(scale).reshape(there.weight.shape)
        there.bias[...] = torch.tensor(shift).reshape(there.bias.shape)
    for _ in range(3):
        x, grad = 1 + 2 * rng.normal(size=(6, *shape)), rng.normal(size=(6, *shape))
        x_there = torch.tensor(x, requires_grad=True)
        there.zero_grad()
        y = there(x_there)
        y.backward(torch.tensor(grad))
        ours = to_host(lone.layer.forward(xp.asarray(x), True))
        assert np.allclose(ours, y.detach().numpy(), rtol=1e-9, atol=1e-12)
        dx = to_host(lone.layer.backward(xp.asarray(grad)))
        assert np.allclose(dx, x_there.grad.numpy(), rtol=1e-9, atol=1e-12)
        gradients = np.concatenate([p.grad.numpy().ravel() for p in (there.weight, there.bias)])
        assert np.allclose(to_host(lone.gradients), gradients, rtol=1e-9, atol=1e-12)
    there.eval()
    y = there(torch.tensor(x)).detach().numpy()
    ours = to_host(lone.layer.forward(xp.asarray(x), False))
    assert np.allclose(ours, y, rtol=1e-9, atol=1e-12)


def _torch_layer(torch, layer: AnyLayer, shape):
    if isinstance(layer, LayerNorm):
        return torch.nn.LayerNorm(shape, eps=layer.epsilon, dtype=torch.float64)
    kind = torch.nn.BatchNorm1d if len(shape) == 1 else torch.nn.BatchNorm2d
    return kind(shape[0], eps=layer.epsilon, momentum=layer.momentum, dtype=torch.float64)
