"""Convolution and locally connected layer: PyTorch's numbers, true gradients, equal replicas."""

import numpy as np
import pytest

from engine.arrays import to_host
from engine.errors import ExperimentError
from engine.experiment.network import (
    Conv2D,
    Dense,
    Flatten,
    LocallyConnected2D,
    MaxPooling,
    NetworkSpec,
    ReLU,
    Tanh,
)
from engine.gradient_check import compare_gradients
from engine.layers import make_layer, make_layers
from engine.layers.layer import views_of
from tests.engine.experiments import float64_network
from tests.engine.layers.lone_layer import (
    check_float32,
    check_gradients,
    check_replicas,
    lone_layer,
)

KINDS = pytest.mark.parametrize("kind", [Conv2D, LocallyConnected2D])
MOVES = pytest.mark.parametrize(
    ("size", "stride", "padding"),
    [(3, 1, 0), (3, 1, 1), (3, 2, 1), (2, 2, 0), (1, 1, 0), (4, 3, 2)],
)
SHAPE = (2, 6, 7)
CLOSE = {"rtol": 1e-9, "atol": 1e-12}


def test_a_convolution_by_hand(rng, xp) -> None:
    """The worked example of "Deep Learning from Scratch", chapter 7.2.2."""
    image = xp.array([[1, 2, 3, 0], [0, 1, 2, 3], [3, 0, 1, 2], [2, 3, 0, 1]], dtype=float)
    kernel = xp.array([[2, 0, 1], [0, 1, 2], [1, 0, 2]], dtype=float)
    lone = lone_layer(Conv2D(1, size=3), (1, 4, 4), rng, xp)
    lone.parameters[:-1], lone.parameters[-1] = kernel.ravel(), 3.0
    y = lone.layer.forward(image[None, None], False)
    assert y.tolist() == [[[[18, 19], [9, 18]]]]


@MOVES
def test_a_convolution_equals_pytorch(size: int, stride: int, padding: int, rng, torch, xp) -> None:
    lone = lone_layer(Conv2D(4, size=size, stride=stride, padding=padding), SHAPE, rng, xp)
    layer, tensors = lone.layer, views_of(lone.parameters, lone.layer.tensors)
    weight, bias = (torch.tensor(to_host(tensor), requires_grad=True) for tensor in tensors)
    x = rng.normal(size=(5, *SHAPE))
    their_x = torch.tensor(x, requires_grad=True)
    their_y = torch.nn.functional.conv2d(their_x, weight, bias, stride, padding)
    grad = rng.normal(size=their_y.shape)
    their_y.backward(torch.tensor(grad))
    assert layer.output_shape == their_y.shape[1:]
    y, grad_x = layer.forward(xp.asarray(x), True), layer.backward(xp.asarray(grad))
    assert np.allclose(to_host(y), their_y.detach().numpy(), **CLOSE)
    assert np.allclose(to_host(grad_x), their_x.grad.numpy(), **CLOSE)
    for ours, theirs in zip(views_of(lone.gradients, layer.tensors), (weight, bias), strict=True):
        assert np.allclose(to_host(ours), theirs.grad.numpy(), **CLOSE)


@MOVES
def test_each_place_of_a_locally_connected_layer_is_a_convolution_of_its_own(
    size: int, stride: int, padding: int, rng, xp
) -> None:
    moves = {"size": size, "stride": stride, "padding": padding}
    lone = lone_layer(LocallyConnected2D(4, **moves), SHAPE, rng, xp)
    layer = lone.layer
    x = xp.asarray(rng.normal(size=(5, *SHAPE)))
    grad = xp.asarray(rng.normal(size=(5, *layer.output_shape)))
    y, grad_x = layer.forward(x, True), layer.backward(grad)
    weight, bias = views_of(lone.parameters, layer.tensors)
    grad_weight, grad_bias = views_of(lone.gradients, layer.tensors)
    sum_of_grad_x = np.zeros_like(x)
    for row, column in np.ndindex(*layer.output_shape[1:]):
        own = lone_layer(Conv2D(4, **moves), SHAPE, rng, xp)
        own.parameters[...] = np.concatenate((weight[row, column].ravel(), bias[row, column]))
        assert np.allclose(own.layer.forward(x, True)[..., row, column], y[..., row, column])
        here = np.zeros_like(grad)
        here[..., row, column] = grad[..., row, column]
        sum_of_grad_x += own.layer.backward(here)
        own_weight, own_bias = views_of(own.gradients, own.layer.tensors)
        assert np.allclose(own_weight, grad_weight[row, column])
        assert np.allclose(own_bias, grad_bias[row, column])
    assert np.allclose(sum_of_grad_x, grad_x)


@KINDS
@MOVES
def test_gradients_are_those_of_central_differences(
    kind: type, size: int, stride: int, padding: int, rng, xp
) -> None:
    check_gradients(kind(3, size=size, stride=stride, padding=padding), (2, 4, 5), rng, xp)


@KINDS
@MOVES
def test_gradients_are_right_within_a_network(
    kind: type, size: int, stride: int, padding: int, rng, xp
) -> None:
    """As the first layer, which leaves out ∂L/∂x, and behind another one."""
    last = kind(2, size=size, stride=stride, padding=padding)
    layers = (Conv2D(2, size=2), Tanh(), last, Tanh(), Flatten(), Dense(3))
    t = xp.eye(3)[rng.integers(3, size=4)]
    for chosen, shape in ((layers, (1, 6, 7)), (layers[2:], (2, 5, 6))):
        network = float64_network(chosen, shape, "cross_entropy", xp)
        check = compare_gradients(network, xp.asarray(rng.normal(size=(4, *shape))), t)
        assert check.complaint == ""
        assert not any(tensor.is_zero for tensor in check.tensors)


@KINDS
@MOVES
@pytest.mark.parametrize("shared_input", [False, True])
def test_replicas_equal_single_layers(
    kind: type, size: int, stride: int, padding: int, shared_input: bool, rng, xp
) -> None:
    check_replicas(kind(3, size=size, stride=stride, padding=padding), SHAPE, rng, xp, shared_input)


@KINDS
def test_single_precision_stays_single(kind: type, rng, xp) -> None:
    check_float32(kind(3, padding=1), SHAPE, rng, xp)


@KINDS
def test_measuring_between_forward_and_backward_changes_no_gradient(kind: type, rng, xp) -> None:
    lone = lone_layer(kind(3, padding=1), SHAPE, rng, xp)
    x = xp.asarray(rng.normal(size=(5, *SHAPE)))
    grad = xp.asarray(rng.normal(size=(5, *lone.layer.output_shape)))
    lone.layer.forward(x, True)
    lone.layer.backward(grad)
    expected = lone.gradients.copy()
    lone.layer.forward(x, True)
    lone.layer.forward(xp.asarray(rng.normal(size=(8, *SHAPE))), False)
    lone.layer.backward(grad)
    assert np.array_equal(lone.gradients, expected)


@KINDS
def test_an_output_is_not_written_over_by_the_next(kind: type, rng, xp) -> None:
    layer = lone_layer(kind(3), SHAPE, rng, xp).layer
    x = xp.asarray(rng.normal(size=(5, *SHAPE)))
    first = layer.forward(x, True)
    kept = first.copy()
    layer.forward(2 * x, True)
    assert np.array_equal(first, kept)


def test_tensors_have_the_stated_shapes_and_names(xp) -> None:
    layers = (
        Conv2D(4, size=3),
        ReLU(),
        LocallyConnected2D(5, size=2, stride=2),
        Flatten(),
        Dense(3),
    )
    network = float64_network(layers, (2, 6, 8), "cross_entropy", xp)
    shapes = {name: view.shape for name, view in network.views.items()}
    assert shapes == {
        "0.conv2d.weight": (4, 2, 3, 3),
        "0.conv2d.bias": (4,),
        "2.locallyconnected2d.weight": (2, 3, 5, 4, 2, 2),
        "2.locallyconnected2d.bias": (2, 3, 5),
        "4.dense.weight": (30, 3),
        "4.dense.bias": (3,),
    }


@KINDS
def test_kernels_are_drawn_for_what_each_sum_takes_in(kind: type, rng) -> None:
    layer = make_layer(kind(50, size=5, init="he", bias=0.25), (8, 9, 9))
    weight, bias = views_of(layer.initialize(rng), layer.tensors)
    assert weight.std() == pytest.approx(np.sqrt(2 / (8 * 5 * 5)), rel=0.03)
    assert (bias == 0.25).all()


@KINDS
@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"filters": 0}, "filters"),
        ({"size": 0}, "size"),
        ({"size": 2.5}, "size"),
        ({"stride": 0}, "stride"),
        ({"padding": -1}, "padding"),
        ({"padding": 3}, "padding"),
        ({"init": "hee"}, "init"),
        ({"bias": np.nan}, "bias"),
    ],
)
def test_values_that_cannot_be_are_refused(kind: type, change: dict, path: str) -> None:
    with pytest.raises(ExperimentError) as refusal:
        kind(**({"filters": 4, "size": 3} | change))
    assert refusal.value.path == path


@KINDS
def test_images_that_are_none_or_too_small_are_refused_by_the_place(kind: type) -> None:
    layers = NetworkSpec((kind(2, size=5), MaxPooling(), kind(2, size=5), Flatten(), Dense(2)))
    with pytest.raises(
        ExperimentError, match=r"takes \(channels, height, width\), not shape \(8,\)"
    ):
        make_layers(layers.layers, (8,))
    with pytest.raises(ExperimentError) as refusal:
        make_layers(layers.layers, (1, 12, 12))
    assert refusal.value.path == "layers[2].size"
    assert refusal.value.message == "must fit on images of 4 × 4; it is 5"
