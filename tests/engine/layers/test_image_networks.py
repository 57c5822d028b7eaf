"""Networks for images, trained: PyTorch's parameters after 200 steps, and runs that go on."""

import msgspec
import numpy as np

from engine.arrays import to_host
from engine.experiment.experiment import Experiment
from engine.experiment.network import (
    AveragePooling,
    Conv2D,
    Dense,
    Flatten,
    LocallyConnected2D,
    MaxPooling,
    NetworkSpec,
    ReLU,
    Reshape,
    Residual,
    Tanh,
)
from engine.experiment.training import Adam
from engine.run import Run
from tests.engine.experiments import float64_network, spiral

LAYERS = (
    *(Conv2D(3, size=3, padding=1), ReLU(), MaxPooling()),
    Residual((Conv2D(4, size=3, stride=2, padding=1), Tanh())),
    *(AveragePooling(2, 1), Flatten(), Dense(5), ReLU(), Dense(3)),
)


def test_200_steps_lead_to_the_same_parameters_as_in_pytorch(rng, torch, xp) -> None:
    network = float64_network(LAYERS, (2, 10, 10), "cross_entropy", xp)
    first = network.parameters.copy()
    theirs = {
        name: torch.tensor(to_host(view), requires_grad=True)
        for name, view in network.views.items()
    }
    optimizer = torch.optim.SGD(theirs.values(), lr=0.05)
    for _ in range(200):
        x, classes = rng.normal(size=(6, 2, 10, 10)), rng.integers(3, size=6)
        network.parameters -= 0.05 * network.gradient(xp.asarray(x), xp.eye(3)[classes])
        optimizer.zero_grad()
        scores = scores_in_pytorch(torch, theirs, torch.tensor(x))
        torch.nn.functional.cross_entropy(scores, torch.tensor(classes)).backward()
        optimizer.step()
    for name, view in network.views.items():
        expected = theirs[name].detach().numpy()
        assert np.allclose(to_host(view), expected, rtol=1e-9, atol=1e-11), name
    assert np.abs(network.parameters - first).max() > 0.1


def scores_in_pytorch(torch, tensors: dict, x):
    """What LAYERS compute, with PyTorch's functions."""
    function = torch.nn.functional
    weight, bias, block, block_bias, projection, projection_bias, *dense = tensors.values()
    x = function.max_pool2d(torch.relu(function.conv2d(x, weight, bias, padding=1)), 2)
    inside = torch.tanh(function.conv2d(x, block, block_bias, stride=2, padding=1))
    x = inside + function.conv2d(x, projection, projection_bias, stride=2)
    x = function.avg_pool2d(x, 2, 1).flatten(1)
    hidden = torch.relu(x @ dense[0] + dense[1])
    return hidden @ dense[2] + dense[3]


def image_experiment() -> Experiment:
    """The spiral's four columns seen as a picture of 2 × 2: small, but all of the way is there."""
    plain = spiral(optimizer=Adam(0.01))
    data = msgspec.structs.replace(plain.data, inputs=("x1", "x2", "sin(x1)", "sin(x2)"))
    block = Residual((Conv2D(8, size=1), ReLU()))
    layers = (Reshape((1, 2, 2)), Conv2D(8, size=2, padding=1), ReLU(), block)
    rest = (MaxPooling(2, 1), LocallyConnected2D(6, size=1), ReLU(), Flatten(), Dense(2))
    return Experiment(data, NetworkSpec((*layers, *rest)), plain.training, plain.seed)


def test_a_run_learns_through_all_layers_for_images(backend) -> None:
    run = Run(image_experiment(), backend=backend)
    first = run.curve.at(0)
    for _ in range(30 * run.steps_per_epoch):
        run.step()
    last = run.evaluate()
    assert last.train_loss < first.train_loss / 2
    assert last.train_accuracy > 0.97


def test_a_restored_run_goes_on_bit_for_bit(backend) -> None:
    run = Run(image_experiment(), backend=backend)
    run.train(5)
    state = run.state()
    run.train(8)
    expected = run.network.parameters.copy()
    run.evaluate()
    run.restore(state)
    run.train(8)
    assert np.array_equal(run.network.parameters, expected)
