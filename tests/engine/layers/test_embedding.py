"""An embedding looks vectors up, learns each from all its places, and refuses what is no token."""

import msgspec
import numpy as np
import pytest

from engine.arrays import to_host
from engine.data.scale import Scale
from engine.errors import ExperimentError
from engine.experiment.data import Gate
from engine.experiment.experiment import Experiment
from engine.experiment.network import LSTM, RNN, Dense, Embedding, NetworkSpec, Normal
from engine.experiment.training import Training
from engine.inputs import ByteInputs
from engine.layers import Layer, make_layer
from engine.run import Run
from tests.engine.experiments import float64_network

TOKENS = [[0.0, 2.0, 2.0], [1.0, 2.0, 0.0]]


def bound(rng: np.random.Generator, xp, replicas: tuple[int, ...] = ()) -> tuple[Layer, np.ndarray]:
    """An embedding of 3 tokens in 2 numbers for a time of 3, and its gradients."""
    layer = make_layer(Embedding(3, 2), (3,))
    gradients = xp.full((*replicas, 6), np.nan)
    layer.bind(xp.asarray(rng.normal(size=(*replicas, 6))), gradients)
    return layer, gradients


def test_every_token_gives_its_row_of_the_table(xp) -> None:
    layer = make_layer(Embedding(3, 2), (3,))
    layer.bind(xp.array([1.0, 2.0, 3.0, 4.0, 5.0, 6.0]), xp.zeros(6))
    assert layer.output_shape == (3, 2)
    for training in (True, False):
        y = layer.forward(xp.asarray(TOKENS), training)
        assert y[0].tolist() == [[1, 2], [5, 6], [5, 6]]
        assert y[1].tolist() == [[3, 4], [5, 6], [1, 2]]


def test_the_gradient_of_a_row_is_the_sum_over_all_its_places(rng, xp) -> None:
    layer, gradients = bound(rng, xp)
    layer.forward(xp.asarray(TOKENS), True)
    grad = xp.asarray(rng.normal(size=(2, 3, 2)))
    layer.backward(grad)
    expected = [
        grad[0, 0] + grad[1, 2],
        grad[1, 0],
        grad[0, 1] + grad[0, 2] + grad[1, 1],
    ]
    assert np.allclose(gradients.reshape(3, 2), np.stack(expected), rtol=1e-15)


def test_a_second_batch_does_not_add_to_the_first(rng, xp) -> None:
    layer, gradients = bound(rng, xp)
    for _ in range(2):
        layer.forward(xp.asarray(TOKENS), True)
        layer.backward(xp.ones((2, 3, 2)))
    assert gradients.reshape(3, 2).tolist() == [[2, 2], [1, 1], [3, 3]]


@pytest.mark.parametrize("own_batches", [False, True])
def test_replicas_equal_the_same_embedding_alone(rng, own_batches: bool, xp) -> None:
    together, gradients = bound(rng, xp, (4,))
    tables = together.weight.reshape(4, 6)
    x = xp.asarray(rng.integers(3, size=(4, 5, 3) if own_batches else (5, 3)), float)
    y, grad = together.forward(x, True), xp.asarray(rng.normal(size=(4, 5, 3, 2)))
    together.backward(grad)
    for replica in range(4):
        alone, alone_gradients = make_layer(Embedding(3, 2), (3,)), xp.zeros(6)
        alone.bind(tables[replica], alone_gradients)
        assert np.array_equal(alone.forward(x[replica] if own_batches else x, True), y[replica])
        alone.backward(grad[replica])
        assert np.allclose(gradients[replica], alone_gradients, rtol=1e-14)


@pytest.mark.parametrize("output", ["last", "sequence"])
def test_backpropagation_equals_the_numerical_gradient(rng, output: str, xp) -> None:
    layers = (Embedding(4, 3), LSTM(3, output="sequence"), RNN(5), Dense(3))
    network = float64_network(layers, 5, "cross_entropy", xp)
    x, t = xp.asarray(rng.integers(4, size=(6, 5)), float), xp.eye(3)[rng.integers(3, size=6)]
    backward = to_host(network.gradient(x, t))
    numerical = network.numerical_gradient(x, t)
    assert np.allclose(backward, numerical, rtol=1e-6, atol=1e-10)
    assert np.abs(network.gradient_views["0.embedding.weight"]).min() > 1e-5


def test_it_equals_pytorch(rng, xp) -> None:
    torch = pytest.importorskip("torch")
    layer, gradients = bound(rng, xp)
    theirs = torch.nn.Embedding(3, 2, _weight=torch.tensor(to_host(layer.weight)))
    grad = rng.normal(size=(2, 3, 2))
    y = theirs(torch.tensor(TOKENS).long())
    y.backward(torch.tensor(grad))
    ours = layer.forward(xp.asarray(TOKENS), True)
    assert np.array_equal(to_host(ours), y.detach().numpy())
    layer.backward(xp.asarray(grad))
    found = to_host(gradients.reshape(3, 2))
    assert np.allclose(found, theirs.weight.grad.numpy(), rtol=1e-12)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_outputs_have_the_type_of_the_parameters(rng, dtype: str, xp) -> None:
    layer = make_layer(Embedding(3, 2), (3,))
    layer.bind(xp.asarray(rng.normal(size=6)).astype(dtype), xp.zeros(6, dtype))
    assert layer.forward(xp.asarray(TOKENS, dtype), True).dtype == dtype


@pytest.mark.parametrize("wrong", [-1.0, 3.0, 0.5, np.nan, np.inf])
def test_what_is_no_token_is_refused_in_training(rng, wrong: float, xp) -> None:
    layer, _ = bound(rng, xp)
    tokens = xp.asarray(TOKENS)
    tokens[1, 1] = wrong
    with pytest.raises(ExperimentError, match=rf"whole numbers from 0 to 2; {wrong:g} is none"):
        layer.forward(tokens, True)


def test_pictures_between_and_beyond_the_tokens_show_the_nearest(rng, xp) -> None:
    layer, _ = bound(rng, xp)
    nearest = layer.forward(xp.array([[0.0, 1.0, 2.0]]), False)
    assert np.array_equal(layer.forward(xp.array([[-0.4, 1.4, 7.0]]), False), nearest)


def test_data_that_are_no_tokens_are_refused_before_training(backend) -> None:
    network = NetworkSpec((Embedding(2, 4), RNN(4), Dense(2)))
    noisy = Experiment(Gate(noise=0.1, gate="xor"), network, Training(batch_size=4))
    with pytest.raises(ExperimentError) as error:
        Run(noisy, backend=backend)
    assert error.value.path == "network.layers[0]"
    Run(msgspec.structs.replace(noisy, data=Gate(gate="xor")), backend=backend)


def test_an_embedding_takes_a_row_of_tokens() -> None:
    with pytest.raises(ExperimentError, match=r"takes \(time\).*not shape \(4, 2\).*flatten"):
        make_layer(Embedding(3, 2), (4, 2))


@pytest.mark.parametrize(
    ("settings", "path"),
    [
        ({"vocabulary": 0, "size": 2}, "vocabulary"),
        ({"vocabulary": 2.0, "size": 2}, "vocabulary"),
        ({"vocabulary": 2, "size": 0}, "size"),
        ({"vocabulary": 2, "size": 2, "init": "sunny"}, "init"),
    ],
)
def test_wrong_settings_are_refused_by_name(settings: dict, path: str) -> None:
    with pytest.raises(ExperimentError) as error:
        Embedding(**settings)
    assert error.value.path == path


def test_first_vectors_are_drawn_as_asked(rng) -> None:
    weight = make_layer(Embedding(400, 50, init=Normal(0.01)), (3,)).initialize(rng)
    assert weight.shape == (20_000,)
    assert weight.std() == pytest.approx(0.01, rel=0.03)


@pytest.mark.parametrize("last", [2, 3])
def test_tokens_kept_as_bytes_are_looked_through_too(xp, last: int) -> None:
    rows = np.zeros((9000, 3), dtype=np.uint8)
    rows[-1, -1] = last  # in the last of several parts
    inputs = ByteInputs(rows, Scale.fitted_together(rows, "none"), (3,), xp, "float32")
    layer = make_layer(Embedding(3, 2), (3,))
    if last < 3:
        layer.check_inputs(inputs)
        return
    with pytest.raises(ExperimentError, match="whole numbers from 0 to 2; 3 is none"):
        layer.check_inputs(inputs)
