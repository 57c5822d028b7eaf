"""The same LeNet in eager PyTorch, to measure against. Imported only where PyTorch is there."""

import numpy as np
import torch
from torch import nn

from engine.network import Network


class TorchLeNet:
    """The layers and the first parameters of a network of ours, trained with SGD."""

    def __init__(self, network: Network, learning_rate: float) -> None:
        self.model = _model(network)
        self.optimizer = torch.optim.SGD(self.model.parameters(), lr=learning_rate)
        self.loss = nn.CrossEntropyLoss()

    def step(self, x: np.ndarray, labels: np.ndarray) -> float:
        """Train on one mini-batch; return its loss."""
        self.optimizer.zero_grad()
        loss = self.loss(self.model(torch.from_numpy(x)), torch.from_numpy(labels))
        loss.backward()
        self.optimizer.step()
        return float(loss.detach())


def _model(network: Network) -> nn.Sequential:
    views = {name: torch.tensor(view) for name, view in network.views.items()}
    first, second, hidden, output = (views[name] for name in views if name.endswith("weight"))
    model = nn.Sequential(
        nn.Conv2d(1, len(first), first.shape[-1], padding=first.shape[-1] // 2),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Conv2d(len(first), len(second), second.shape[-1]),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Flatten(),
        nn.Linear(*hidden.shape),
        nn.ReLU(),
        nn.Linear(*output.shape),
    )
    with torch.no_grad():
        for parameter, view in zip(model.parameters(), views.values(), strict=True):
            parameter.copy_(view.T if view.ndim == 2 else view)
    return model
