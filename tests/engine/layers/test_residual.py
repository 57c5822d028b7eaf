"""Residual blocks: two ways for the signal and two for the gradient, whatever they hold."""

import msgspec
import numpy as np
import pytest

from engine.arrays import to_host
from engine.errors import ExperimentError
from engine.experiment.experiment import Experiment
from engine.experiment.network import (
    AnyLayer,
    BatchNorm,
    Conv2D,
    Dense,
    Dropout,
    Flatten,
    Identity,
    MaxPooling,
    NetworkSpec,
    ReLU,
    Residual,
    Tanh,
)
from engine.gradient_check import compare_gradients
from engine.layers import make_layer, make_layers
from engine.layers.layer import views_of
from engine.network import initial_parameters
from engine.run import Run
from tests.engine.experiments import float64_network, spiral
from tests.engine.layers.lone_layer import (
    check_float32,
    check_gradients,
    check_replicas,
    lone_layer,
)

CASES = [
    (Residual((Dense(4), Tanh())), (4,)),
    (Residual((Dense(6), Tanh(), Dense(3))), (4,)),
    (Residual((Conv2D(2, padding=1), Tanh())), (2, 4, 5)),
    (Residual((Conv2D(3, stride=2, padding=1), Tanh(), Conv2D(4, padding=1))), (2, 5, 6)),
    (Residual((Residual((Dense(4), Tanh())), Dense(2))), (4,)),
    (Residual((Dense(5), BatchNorm(), Tanh(), Dropout(0.4), Dense(4))), (4,)),
    (Residual((Tanh(),)), (3,)),
]
IDENTITIES = ["equal", "projected", "images", "strided", "nested", "random", "bare"]
EVERY_CASE = pytest.mark.parametrize(("block", "shape"), CASES, ids=IDENTITIES)


@EVERY_CASE
def test_gradients_are_those_of_central_differences(block: AnyLayer, shape, rng, xp) -> None:
    check_gradients(block, shape, rng, xp)


@EVERY_CASE
@pytest.mark.parametrize("shared_input", [False, True])
def test_replicas_equal_single_blocks(block: AnyLayer, shape, shared_input: bool, rng, xp) -> None:
    check_replicas(block, shape, rng, xp, shared_input)


@EVERY_CASE
def test_single_precision_stays_single(block: AnyLayer, shape, rng, xp) -> None:
    check_float32(block, shape, rng, xp)


@EVERY_CASE
def test_gradients_are_right_within_a_network(block: AnyLayer, shape, rng, xp) -> None:
    """First, where nobody needs ∂L/∂x, and between two other layers."""
    before = Conv2D(2, padding=1) if len(shape) == 3 else Dense(4)
    start = (1, *shape[1:]) if len(shape) == 3 else (3,)
    behind = (Flatten(), Dense(3))
    t = xp.eye(3)[rng.integers(3, size=5)]
    cases = [((before, Tanh(), block, *behind), start), ((block, *behind), shape)]
    for layers, input_shape in cases:
        network = float64_network(layers, input_shape, "cross_entropy", xp)
        check = compare_gradients(network, xp.asarray(rng.normal(size=(5, *input_shape))), t)
        assert check.complaint == ""


def test_a_block_adds_its_input_to_what_its_layers_give(rng, xp) -> None:
    lone = lone_layer(Residual((Dense(4), ReLU())), (4,), rng, xp)
    weight, bias = views_of(lone.parameters, lone.layer.tensors)
    x = xp.asarray(rng.normal(size=(6, 4)))
    assert np.allclose(lone.layer.forward(x, False), x + np.maximum(0, x @ weight + bias))


def test_a_block_of_identity_doubles_signal_and_gradient(rng, xp) -> None:
    layer = lone_layer(Residual((Identity(),)), (4,), rng, xp).layer
    x = xp.asarray(rng.normal(size=(6, 4)))
    assert np.array_equal(layer.forward(x, True), 2 * x)
    assert np.array_equal(layer.backward(x), 2 * x)


def test_layers_of_weight_zero_let_signal_and_gradient_pass_unchanged(rng, xp) -> None:
    """What makes very deep networks trainable: doing nothing is easy to learn."""
    layers = tuple(Residual((Dense(4, init="zeros"), Tanh(), Dense(4, init="zeros"))) for _ in "ab")
    x = xp.asarray(rng.normal(size=(6, 4)))
    y, made = x, make_layers(layers, (4,))
    for layer in made:
        parameters = xp.asarray(layer.initialize(rng))
        layer.bind(parameters, np.empty_like(parameters))
        y = layer.forward(y, True)
    grad = x
    for layer in reversed(made):
        grad = layer.backward(grad)
    assert np.array_equal(y, x)
    assert np.array_equal(grad, x)


def test_a_projection_stands_where_shapes_differ_and_nowhere_else() -> None:
    names = {
        "equal": ["0.dense.weight", "0.dense.bias"],
        "projected": [
            "0.dense.weight",
            "0.dense.bias",
            "2.dense.weight",
            "2.dense.bias",
            "projection.weight",
            "projection.bias",
        ],
        "nested": [
            "0.residual.0.dense.weight",
            "0.residual.0.dense.bias",
            "1.dense.weight",
            "1.dense.bias",
            "projection.weight",
            "projection.bias",
        ],
        "bare": [],
    }
    made = {name: make_layer(*case) for name, case in zip(IDENTITIES, CASES, strict=True)}
    assert {name: list(made[name].tensors) for name in names} == names
    strided = made["strided"]
    assert strided.output_shape == (4, 3, 3)
    assert strided.tensors["projection.weight"] == (4, 2, 1, 1)


def test_the_names_of_a_network_lead_into_the_block(xp) -> None:
    layers = (Residual((Dense(5), BatchNorm(), ReLU(), Dense(2))), Dense(3))
    network = float64_network(layers, 2, "cross_entropy", xp)
    names = list(network.views)
    assert names[0] == "0.residual.0.dense.weight"
    assert names[-1] == "1.dense.bias"
    is_weight = network.is_weight()
    weights = {name for name, (place, _) in network.places.items() if is_weight[place].all()}
    assert weights == {
        "0.residual.0.dense.weight",
        "0.residual.3.dense.weight",
        "1.dense.weight",
    }


def test_a_block_equals_pytorch(rng, torch, xp) -> None:
    lone = lone_layer(Residual((Conv2D(4, stride=2, padding=1), ReLU())), (2, 6, 6), rng, xp)
    tensors = [
        torch.tensor(to_host(tensor), requires_grad=True)
        for tensor in views_of(lone.parameters, lone.layer.tensors)
    ]
    weight, bias, projection, projection_bias = tensors
    x = rng.normal(size=(5, 2, 6, 6))
    their_x = torch.tensor(x, requires_grad=True)
    convolution = torch.nn.functional.conv2d
    shortcut = convolution(their_x, projection, projection_bias, stride=2)
    their_y = torch.relu(convolution(their_x, weight, bias, stride=2, padding=1)) + shortcut
    grad = rng.normal(size=their_y.shape)
    their_y.backward(torch.tensor(grad))
    close = {"rtol": 1e-9, "atol": 1e-12}
    y, grad_x = lone.layer.forward(xp.asarray(x), True), lone.layer.backward(xp.asarray(grad))
    assert np.allclose(to_host(y), their_y.detach().numpy(), **close)
    assert np.allclose(to_host(grad_x), their_x.grad.numpy(), **close)
    gradients = views_of(lone.gradients, lone.layer.tensors)
    for ours, theirs in zip(gradients, tensors, strict=True):
        assert np.allclose(to_host(ours), theirs.grad.numpy(), **close)


def test_a_run_with_statistics_and_masks_in_a_block_goes_on_bit_for_bit(backend) -> None:
    plain = spiral()
    block = Residual((Dense(8), BatchNorm(), ReLU(), Dropout(0.3), Dense(8)))
    network = NetworkSpec((Dense(8), block, Dense(2)))
    run = Run(Experiment(plain.data, network, plain.training, plain.seed), backend=backend)
    run.train(7)
    state = run.state()
    run.train(9)
    expected = run.network.parameters.copy(), run.network.statistics.copy()
    run.restore(state)
    run.train(9)
    assert np.array_equal(run.network.parameters, expected[0])
    assert np.array_equal(run.network.statistics, expected[1])
    assert not np.array_equal(state.statistics, to_host(expected[1]))


def test_a_block_is_plain_data() -> None:
    spec = NetworkSpec((Residual((Residual((Dense(3), ReLU())), Dense(4))), Dense(2)))
    text = msgspec.json.encode(spec)
    assert msgspec.json.decode(text, type=NetworkSpec) == spec
    assert msgspec.to_builtins(spec)["layers"][0]["layers"][0]["type"] == "residual"


def test_first_parameters_are_those_of_the_layers_in_order() -> None:
    inside = (Dense(5), Tanh(), Dense(4))
    block, row = NetworkSpec((Residual(inside), Dense(2))), NetworkSpec((*inside, Dense(2)))
    drawn = [initial_parameters(spec, (4,), np.random.default_rng(3)) for spec in (block, row)]
    assert np.array_equal(*drawn)


@pytest.mark.parametrize(
    ("layers", "shape", "path", "message"),
    [
        ((Dense(4), Conv2D(3)), (4,), "layers[1].layers[1]", "put a reshape before it"),
        ((Conv2D(3, size=5),), (1, 4, 4), "layers[1].layers[0].size", "must fit on images"),
        ((Conv2D(3),), (2, 9, 9), "layers[1].layers", "turn shape (2, 9, 9) into (3, 7, 7)"),
        ((Conv2D(3), Flatten()), (2, 9, 9), "layers[1].layers", "into (147,)"),
        ((MaxPooling(3, 1),), (2, 9, 8), "layers[1].layers", "give the convolutions a padding"),
    ],
)
def test_what_does_not_fit_is_refused_by_its_place(layers, shape, path: str, message: str) -> None:
    with pytest.raises(ExperimentError) as refusal:
        make_layers((Identity(), Residual(layers)), shape)
    assert refusal.value.path == path
    assert message in refusal.value.message


def test_an_empty_block_is_refused() -> None:
    with pytest.raises(ExperimentError) as refusal:
        Residual(())
    assert refusal.value.path == "layers"
