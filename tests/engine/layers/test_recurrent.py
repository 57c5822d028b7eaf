"""Simple RNN, LSTM and GRU: PyTorch's numbers, true gradients, and replicas that equal one."""

import numpy as np
import pytest

from engine.arrays import to_host
from engine.errors import ExperimentError
from engine.experiment.data import Gate
from engine.experiment.experiment import Experiment
from engine.experiment.network import GRU, LSTM, RNN, Dense, Embedding, NetworkSpec, Normal, Tanh
from engine.experiment.training import Adam, Training
from engine.layers import Layer, make_layer
from engine.layers.layer import views_of
from engine.run import Run
from tests.engine.experiments import float64_network

KINDS = pytest.mark.parametrize("kind", [RNN, LSTM, GRU])
OUTPUTS = pytest.mark.parametrize("output", ["last", "sequence"])
TIME, FEATURES, UNITS = 4, 3, 5


def bound(spec: RNN | LSTM | GRU, parameters: np.ndarray) -> tuple[Layer, np.ndarray]:
    """The layer for sequences (TIME, FEATURES) with these parameters, and its gradients."""
    layer, gradients = make_layer(spec, (TIME, FEATURES)), np.full_like(parameters, np.nan)
    layer.bind(parameters, gradients)
    return layer, gradients


def parameter_count(spec: RNN | LSTM | GRU) -> int:
    shapes = make_layer(spec, (TIME, FEATURES)).tensors.values()
    return sum(int(np.prod(shape)) for shape in shapes)


@KINDS
@OUTPUTS
def test_outputs_and_gradients_equal_pytorch(kind: type, output: str, rng, xp) -> None:
    torch = pytest.importorskip("torch")
    spec = kind(UNITS, output=output)
    layer, gradients = bound(spec, xp.asarray(rng.normal(size=parameter_count(spec))))
    theirs = getattr(torch.nn, kind.__name__)(FEATURES, UNITS, batch_first=True).double()
    tensors = (layer.weight_input.T, layer.weight_hidden.T, layer.bias_input, layer.bias_hidden)
    with torch.no_grad():
        for parameter, tensor in zip(theirs.parameters(), tensors, strict=True):
            parameter.copy_(torch.tensor(to_host(tensor).reshape(parameter.shape)))
    x = rng.normal(size=(7, TIME, FEATURES))
    their_x = torch.tensor(x, requires_grad=True)
    their_y = theirs(their_x)[0] if output == "sequence" else theirs(their_x)[0][:, -1]
    grad = rng.normal(size=their_y.shape)
    their_y.backward(torch.tensor(grad))
    close = {"rtol": 1e-9, "atol": 1e-12}
    y, grad_x = layer.forward(xp.asarray(x), True), layer.backward(xp.asarray(grad))
    assert np.allclose(to_host(y), their_y.detach().numpy(), **close)
    assert np.allclose(to_host(grad_x), their_x.grad.numpy(), **close)
    ours = views_of(gradients, layer.tensors)
    for gradient, parameter in zip(ours, theirs.parameters(), strict=True):
        assert np.allclose(to_host(gradient).T, parameter.grad.numpy(), **close)


@KINDS
@OUTPUTS
def test_backpropagation_through_time_equals_the_numerical_gradient(
    kind: type, output: str, rng, xp
) -> None:
    """Alone (it is then the first layer), and behind and before other layers."""
    after = () if output == "last" else (GRU(3),)
    layers = (Embedding(4, 3), kind(UNITS, output=output), *after, Tanh(), Dense(3))
    network = float64_network(layers, TIME, "cross_entropy", xp)
    x, t = xp.asarray(rng.integers(4, size=(6, TIME)), float), xp.eye(3)[rng.integers(3, size=6)]
    numerical = network.numerical_gradient(x, t)
    assert np.allclose(to_host(network.gradient(x, t)), numerical, rtol=1e-6, atol=1e-10)
    first = float64_network(layers[1:], (TIME, FEATURES), "cross_entropy", xp)
    x = xp.asarray(rng.normal(size=(6, TIME, FEATURES)))
    numerical = first.numerical_gradient(x, t)
    assert np.allclose(to_host(first.gradient(x, t)), numerical, rtol=1e-6, atol=1e-10)
    assert np.abs(first.gradient_views[f"0.{kind.__name__.lower()}.weight_hidden"]).max() > 1e-3


@KINDS
@OUTPUTS
@pytest.mark.parametrize("own_batches", [False, True])
def test_replicas_equal_the_same_layer_alone(
    kind: type, output: str, own_batches: bool, rng, xp
) -> None:
    spec = kind(UNITS, output=output)
    parameters = xp.asarray(rng.normal(size=(3, parameter_count(spec))))
    together, gradients = bound(spec, parameters)
    x = xp.asarray(rng.normal(size=(3, 6, TIME, FEATURES) if own_batches else (6, TIME, FEATURES)))
    y = together.forward(x, True)
    grad = xp.asarray(rng.normal(size=y.shape))
    grad_x = together.backward(grad)
    for replica in range(3):
        alone, alone_gradients = bound(spec, parameters[replica])
        assert np.allclose(alone.forward(x[replica] if own_batches else x, True), y[replica])
        assert np.allclose(alone.backward(grad[replica]), grad_x[replica])
        assert np.allclose(gradients[replica], alone_gradients)


@KINDS
def test_the_last_state_is_the_end_of_the_sequence(kind: type, rng, xp) -> None:
    parameters = xp.asarray(rng.normal(size=parameter_count(kind(UNITS))))
    x = xp.asarray(rng.normal(size=(6, TIME, FEATURES)))
    last = bound(kind(UNITS), parameters)[0].forward(x, False)
    sequence = bound(kind(UNITS, output="sequence"), parameters)[0].forward(x, False)
    assert sequence.shape == (6, TIME, UNITS)
    assert np.array_equal(sequence[:, -1], last)


@KINDS
def test_a_state_knows_the_past_and_not_the_future(kind: type, rng, xp) -> None:
    spec = kind(UNITS, output="sequence")
    layer, _ = bound(spec, xp.asarray(rng.normal(size=parameter_count(spec))))
    x = xp.asarray(rng.normal(size=(1, TIME, FEATURES)))
    changed = x.copy()
    changed[:, 2] += 1
    before, after = layer.forward(x, False), layer.forward(changed, False)
    assert np.array_equal(before[:, :2], after[:, :2])
    assert (before[:, 2:] != after[:, 2:]).all()


def test_two_steps_of_a_simple_rnn_by_hand(xp) -> None:
    layer = make_layer(RNN(1, output="sequence"), (2, 1))
    layer.bind(xp.array([2.0, -1.0, 0.5, 0.25]), xp.zeros(4))  # W_input, W_hidden, biases
    first = np.tanh(2 * 0.3 + 0.75)
    second = np.tanh(2 * -0.1 - first + 0.75)
    y = layer.forward(xp.array([[[0.3], [-0.1]]]), False)
    assert np.allclose(to_host(y).ravel(), [first, second], rtol=1e-15)


def test_one_step_of_an_lstm_by_hand(xp) -> None:
    layer = make_layer(LSTM(1), (2, 1))
    layer.bind(xp.array([0.0] * 8 + [50.0, 50.0, 1.0, 50.0] + [0.0] * 4), xp.zeros(16))
    # All gates open: the cell adds tanh 1 at each of two steps, and is shown as it is.
    assert layer.forward(xp.zeros((1, 2, 1)), False).item() == pytest.approx(
        np.tanh(2 * np.tanh(1))
    )


def test_a_gru_with_z_at_1_keeps_its_first_state(xp) -> None:
    layer = make_layer(GRU(1), (2, 1))
    layer.bind(xp.array([0.0] * 6 + [0.0, 50.0, 3.0] + [0.0] * 3), xp.zeros(12))
    assert layer.forward(xp.zeros((1, 2, 1)), False).item() == pytest.approx(0, abs=1e-15)


@KINDS
def test_the_reset_gate_and_all_others_take_numbers_of_any_size(kind: type, rng, xp) -> None:
    spec = kind(UNITS)
    layer, _ = bound(spec, 1e4 * xp.asarray(rng.normal(size=parameter_count(spec))))
    with np.errstate(all="raise", under="ignore"):
        assert np.isfinite(
            layer.forward(xp.asarray(rng.normal(size=(6, TIME, FEATURES))), True)
        ).all()
        assert np.isfinite(layer.backward(xp.ones((6, UNITS)))).all()


@KINDS
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_everything_has_the_type_of_the_parameters(kind: type, dtype: str, rng, xp) -> None:
    spec = kind(UNITS)
    layer, _ = bound(spec, xp.asarray(rng.normal(size=parameter_count(spec))).astype(dtype))
    y = layer.forward(xp.asarray(rng.normal(size=(6, TIME, FEATURES))).astype(dtype), True)
    assert y.dtype == layer.backward(y).dtype == dtype


@KINDS
@OUTPUTS
def test_input_and_gradient_are_left_as_they_were(kind: type, output: str, rng, xp) -> None:
    spec = kind(UNITS, output=output)
    layer, _ = bound(spec, xp.asarray(rng.normal(size=parameter_count(spec))))
    x = xp.asarray(rng.normal(size=(6, TIME, FEATURES)))
    x_before = x.copy()
    grad = np.ones_like(layer.forward(x, True))
    layer.backward(grad)
    assert np.array_equal(x, x_before)
    assert (grad == 1).all()


@KINDS
def test_measuring_between_forward_and_backward_changes_no_gradient(kind: type, rng, xp) -> None:
    spec = kind(UNITS)
    layer, gradients = bound(spec, xp.asarray(rng.normal(size=parameter_count(spec))))
    x = xp.asarray(rng.normal(size=(6, TIME, FEATURES)))
    grad = xp.asarray(rng.normal(size=(6, UNITS)))
    layer.forward(x, True)
    layer.backward(grad)
    expected = gradients.copy()
    layer.forward(x, True)
    layer.forward(xp.asarray(rng.normal(size=(9, TIME, FEATURES))), False)
    layer.backward(grad)
    assert np.array_equal(gradients, expected)


@KINDS
def test_both_matrices_are_drawn_as_asked_and_biases_begin_at_zero(kind: type, rng) -> None:
    layer = make_layer(kind(40, init=Normal(0.3)), (2, 30))
    weight_input, weight_hidden, *biases = views_of(layer.initialize(rng), layer.tensors)
    assert weight_input.std() == pytest.approx(0.3, rel=0.1)
    assert weight_hidden.std() == pytest.approx(0.3, rel=0.1)
    assert not np.any(biases)


@KINDS
def test_matrices_count_as_weights_and_biases_do_not(kind: type, xp) -> None:
    network = float64_network((kind(2), Dense(3)), (TIME, FEATURES), "cross_entropy", xp)
    name = kind.__name__.lower()
    weights = {
        tensor for tensor, (place, _) in network.places.items() if network.is_weight()[place].all()
    }
    assert weights == {f"0.{name}.weight_input", f"0.{name}.weight_hidden", "1.dense.weight"}


@KINDS
def test_what_is_no_sequence_is_refused_with_its_place_and_the_remedy(kind: type) -> None:
    with pytest.raises(ExperimentError) as error:
        Experiment(Gate(), NetworkSpec((Dense(4), kind(3), Dense(2))), Training(batch_size=4))
    assert error.value.path == "network.layers[1]"
    assert "takes (time, features), not shape (4,)" in error.value.message
    assert "reshape" in error.value.message


@KINDS
@pytest.mark.parametrize(
    ("settings", "path"),
    [
        ({"units": 0}, "units"),
        ({"units": 2, "output": "first"}, "output"),
        ({"units": 2, "init": "sunny"}, "init"),
    ],
)
def test_wrong_settings_are_refused_by_name(kind: type, settings: dict, path: str) -> None:
    with pytest.raises(ExperimentError) as error:
        kind(**settings)
    assert error.value.path == path


@KINDS
def test_xor_is_learned_as_a_sequence_of_two_tokens(kind: type, backend) -> None:
    """What a single layer cannot tell from two bits side by side, a state tells in passing."""
    layers = (Embedding(2, 3), kind(4), Dense(2))
    settings = Training(optimizer=Adam(0.03), batch_size=4, epochs=300)
    run = Run(Experiment(Gate(gate="xor"), NetworkSpec(layers), settings, seed=2), backend=backend)
    while not run.finished:
        run.step()
    assert run.curve.at(-1).train_accuracy == 1
    assert run.curve.at(-1).train_loss < 0.05


@KINDS
def test_200_steps_of_training_equal_pytorchs(kind: type, rng, xp) -> None:
    torch = pytest.importorskip("torch")
    torch.set_num_threads(1)  # more only wait for one another on tensors as small as these
    network = float64_network((Embedding(4, 3), kind(UNITS), Dense(3)), TIME, "cross_entropy", xp)
    theirs = torch.nn.ModuleDict(
        {
            "embedding": torch.nn.Embedding(4, 3),
            "state": getattr(torch.nn, kind.__name__)(3, UNITS, batch_first=True),
            "dense": torch.nn.Linear(UNITS, 3),
        }
    ).double()
    # PyTorch's matrices are (out, in), the embedding's alone is (token, size) as ours.
    pairs = [
        (parameter, view if name.startswith("0") else view.T)
        for parameter, (name, view) in zip(theirs.parameters(), network.views.items(), strict=True)
    ]
    with torch.no_grad():
        for parameter, tensor in pairs:
            parameter.copy_(torch.tensor(to_host(tensor)))
    optimizer = torch.optim.SGD(theirs.parameters(), lr=0.1)
    for _ in range(200):
        x, classes = rng.integers(4, size=(6, TIME)), rng.integers(3, size=6)
        network.parameters -= 0.1 * network.gradient(xp.asarray(x, float), xp.eye(3)[classes])
        states, _ = theirs["state"](theirs["embedding"](torch.tensor(x)))
        optimizer.zero_grad()
        scores = theirs["dense"](states[:, -1])
        torch.nn.functional.cross_entropy(scores, torch.tensor(classes)).backward()
        optimizer.step()
    for parameter, tensor in pairs:
        assert np.allclose(to_host(tensor), parameter.detach().numpy(), rtol=1e-9, atol=1e-12)
