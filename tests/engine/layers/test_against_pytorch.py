"""Networks with each layer train as the same networks in PyTorch do, step for step."""

import numpy as np
import pytest

from engine.arrays import to_host
from engine.experiment.network import (
    ELU,
    GELU,
    AnyLayer,
    BatchNorm,
    Dense,
    LayerNorm,
    LeakyReLU,
    LpPooling,
    Maxout,
    ReLU,
    Sigmoid,
    SiLU,
    Softmax,
    Softplus,
    Tanh,
)
from tests.engine.experiments import float64_network

MIDDLES = [
    BatchNorm(),
    LayerNorm(),
    ReLU(),
    LeakyReLU(0.2),
    ELU(1.5),
    Softplus(),
    GELU(),
    SiLU(),
    Sigmoid(),
    Tanh(),
    Softmax(),
    Maxout(2),
    LpPooling(3),
]


def torch_layer(torch, layer: AnyLayer):
    """The same layer in PyTorch, on six features."""
    nn = torch.nn
    unflatten = nn.Unflatten(1, (3, 2))
    made = {
        "BatchNorm": lambda: nn.BatchNorm1d(6),
        "LayerNorm": lambda: nn.LayerNorm(6),
        "ReLU": nn.ReLU,
        "LeakyReLU": lambda: nn.LeakyReLU(0.2),
        "ELU": lambda: nn.ELU(1.5),
        "Softplus": nn.Softplus,
        "GELU": nn.GELU,
        "SiLU": nn.SiLU,
        "Sigmoid": nn.Sigmoid,
        "Tanh": nn.Tanh,
        "Softmax": lambda: nn.Softmax(dim=-1),
        "Maxout": lambda: nn.Sequential(unflatten, nn.AdaptiveMaxPool2d((3, 1)), nn.Flatten()),
        "LpPooling": lambda: nn.LPPool1d(2, 3),
    }
    return made[type(layer).__name__]()


@pytest.mark.parametrize("layer", MIDDLES, ids=lambda layer: type(layer).__name__)
def test_200_steps_lead_to_the_same_parameters(layer: AnyLayer, rng, torch, xp) -> None:
    network = float64_network((Dense(6), layer, Dense(3)), 2, "cross_entropy", xp)
    units = network.shapes[1][0]
    there = torch.nn.Sequential(
        torch.nn.Linear(2, 6), torch_layer(torch, layer), torch.nn.Linear(units, 3)
    ).double()
    with torch.no_grad():
        for parameter, view in zip(there.parameters(), network.views.values(), strict=True):
            parameter[...] = torch.tensor(to_host(view).T.copy())
    first = network.parameters.copy()
    optimizer = torch.optim.SGD(there.parameters(), lr=0.1)
    for _ in range(200):
        x, classes = rng.normal(size=(8, 2)), rng.integers(3, size=8)
        network.parameters -= 0.1 * network.gradient(xp.asarray(x), xp.eye(3)[classes])
        optimizer.zero_grad()
        scores = there(torch.tensor(x))
        torch.nn.functional.cross_entropy(scores, torch.tensor(classes)).backward()
        optimizer.step()
    for parameter, view in zip(there.parameters(), network.views.values(), strict=True):
        expected = parameter.detach().numpy()
        assert np.allclose(to_host(view).T, expected, rtol=1e-9, atol=1e-12)
    running = [buffer.numpy() for name, buffer in there.named_buffers() if "running" in name]
    if running:
        assert np.allclose(to_host(network.statistics), np.concatenate(running), rtol=1e-9)
    assert np.abs(network.parameters - first).max() > 0.1
