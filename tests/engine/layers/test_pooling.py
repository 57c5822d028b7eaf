"""Max and average pooling: PyTorch's numbers, true gradients, equal replicas."""

import numpy as np
import pytest

from engine.arrays import to_host
from engine.errors import ExperimentError
from engine.experiment.network import (
    AveragePooling,
    Conv2D,
    Dense,
    Flatten,
    MaxPooling,
    Reshape,
    Tanh,
)
from engine.gradient_check import compare_gradients
from engine.layers import make_layers
from tests.engine.experiments import float64_network
from tests.engine.layers.lone_layer import (
    check_float32,
    check_gradients,
    check_replicas,
    lone_layer,
)

KINDS = pytest.mark.parametrize("kind", [MaxPooling, AveragePooling])
MOVES = pytest.mark.parametrize(
    ("size", "stride"), [(2, 2), (3, 2), (3, 1), (2, 3), (1, 1), (6, 4)]
)
SHAPE = (2, 6, 7)
CLOSE = {"rtol": 1e-9, "atol": 1e-12}


def test_pooling_by_hand(rng, xp) -> None:
    """The worked example of "Deep Learning from Scratch", chapter 7.3."""
    image = xp.array([[1, 2, 1, 0], [0, 1, 2, 3], [3, 0, 1, 2], [2, 4, 0, 1]], dtype=float)
    x = image[None, None]
    largest = lone_layer(MaxPooling(), (1, 4, 4), rng, xp).layer
    mean = lone_layer(AveragePooling(), (1, 4, 4), rng, xp).layer
    assert largest.forward(x, False).tolist() == [[[[2, 3], [4, 2]]]]
    assert mean.forward(x, False).tolist() == [[[[1, 1.5], [2.25, 1]]]]


@KINDS
@MOVES
@pytest.mark.parametrize("with_ties", [False, True])
def test_pooling_equals_pytorch(
    kind: type, size: int, stride: int, with_ties: bool, rng, torch, xp
) -> None:
    function = {MaxPooling: "max_pool2d", AveragePooling: "avg_pool2d"}[kind]
    layer = lone_layer(kind(size, stride), SHAPE, rng, xp).layer
    x = rng.normal(size=(5, *SHAPE))
    x = np.round(x) if with_ties else x
    their_x = torch.tensor(x, requires_grad=True)
    their_y = getattr(torch.nn.functional, function)(their_x, size, stride)
    grad = rng.normal(size=their_y.shape)
    their_y.backward(torch.tensor(grad))
    assert layer.output_shape == their_y.shape[1:]
    y, grad_x = layer.forward(xp.asarray(x), True), layer.backward(xp.asarray(grad))
    assert np.allclose(to_host(y), their_y.detach().numpy(), **CLOSE)
    assert np.allclose(to_host(grad_x), their_x.grad.numpy(), **CLOSE)


@KINDS
@MOVES
def test_gradients_are_those_of_central_differences(
    kind: type, size: int, stride: int, rng, xp
) -> None:
    check_gradients(kind(size, stride), SHAPE, rng, xp)


@KINDS
@MOVES
def test_gradients_are_right_within_a_network(kind: type, size: int, stride: int, rng, xp) -> None:
    """Behind a convolution, whose images lie in memory with the samples innermost."""
    layers = (Conv2D(2, size=2), Tanh(), kind(size, stride), Flatten(), Dense(3))
    network = float64_network(layers, (1, 7, 8), "cross_entropy", xp)
    x, t = xp.asarray(rng.normal(size=(4, 1, 7, 8))), xp.eye(3)[rng.integers(3, size=4)]
    check = compare_gradients(network, x, t)
    assert check.complaint == ""
    assert not any(tensor.is_zero for tensor in check.tensors)


@KINDS
@MOVES
@pytest.mark.parametrize("shared_input", [False, True])
def test_replicas_equal_single_layers(
    kind: type, size: int, stride: int, shared_input: bool, rng, xp
) -> None:
    check_replicas(kind(size, stride), SHAPE, rng, xp, shared_input)


@KINDS
def test_single_precision_stays_single(kind: type, rng, xp) -> None:
    check_float32(kind(), SHAPE, rng, xp)


@KINDS
def test_shared_data_may_be_pooled_before_replicas_part(kind: type, rng, xp) -> None:
    layers = (Reshape((1, 4, 6)), kind(), Flatten(), Dense(3))
    single = float64_network(layers, 24, "cross_entropy", xp)
    thetas = single.parameters + xp.asarray(rng.normal(size=(3, len(single.parameters))))
    x, t = xp.asarray(rng.normal(size=(5, 24))), xp.eye(3)[rng.integers(3, size=5)]
    gradients = single.with_parameters(thetas).gradient(x, t)
    for theta, gradient in zip(thetas, gradients, strict=True):
        assert np.allclose(single.with_parameters(theta.copy()).gradient(x, t), gradient)


@KINDS
def test_pixels_that_no_window_reaches_get_no_gradient(kind: type, rng, xp) -> None:
    layer = lone_layer(kind(2, 2), (1, 5, 5), rng, xp).layer
    layer.forward(xp.asarray(rng.normal(size=(3, 1, 5, 5))), True)
    grad_x = layer.backward(xp.ones((3, 1, 2, 2)))
    assert not grad_x[..., 4, :].any()
    assert not grad_x[..., :, 4].any()
    assert float(grad_x.sum()) == pytest.approx(3 * 4)


@KINDS
@pytest.mark.parametrize("change", [{"size": 0}, {"stride": 0}, {"size": 1.5}])
def test_values_that_cannot_be_are_refused(kind: type, change: dict) -> None:
    with pytest.raises(ExperimentError) as refusal:
        kind(**change)
    assert refusal.value.path == next(iter(change))


@KINDS
def test_inputs_that_are_no_images_are_refused_by_the_place(kind: type) -> None:
    with pytest.raises(ExperimentError) as refusal:
        make_layers((Dense(4), kind(), Dense(2)), (3,))
    assert refusal.value.path == "layers[1]"
    assert "put a reshape before it" in refusal.value.message
