"""The six runs of the classic race in eager PyTorch. Imported only where PyTorch is there."""

from collections.abc import Sequence

import numpy as np
import torch
from torch import nn

Tensors = Sequence[np.ndarray]


class TorchRace:
    """A model and an optimizer for each runner, from the same first tensors."""

    def __init__(self, tensors: Tensors) -> None:
        """`tensors`: weight (in, out) and bias of each dense layer, first to last."""
        optim = torch.optim
        models = [_model(tensors) for _ in range(6)]
        sgd, momentum, nesterov, adagrad, rmsprop, adam = (model.parameters() for model in models)
        optimizers = (
            optim.SGD(sgd, lr=0.01),
            optim.SGD(momentum, lr=0.01, momentum=0.9),
            optim.SGD(nesterov, lr=0.01, momentum=0.9, nesterov=True),
            optim.Adagrad(adagrad, lr=0.01),
            optim.RMSprop(rmsprop, lr=0.01),
            optim.Adam(adam, lr=0.001),
        )
        self.runners = list(zip(models, optimizers, strict=True))
        self.loss = nn.CrossEntropyLoss()

    def step(self, x: torch.Tensor, labels: torch.Tensor) -> list[float]:
        """Train all on one mini-batch; return the loss of each before its update."""
        losses = []
        for model, optimizer in self.runners:
            optimizer.zero_grad()
            loss = self.loss(model(x), labels)
            loss.backward()
            optimizer.step()
            losses.append(float(loss.detach()))
        return losses


def _model(tensors: Tensors) -> nn.Sequential:
    layers: list[nn.Module] = []
    for weight, bias in zip(tensors[::2], tensors[1::2], strict=True):
        dense = nn.Linear(*weight.shape)
        with torch.no_grad():
            dense.weight.copy_(torch.tensor(weight.T))
            dense.bias.copy_(torch.tensor(bias))
        layers += [dense, nn.ReLU()]
    return nn.Sequential(*layers[:-1])
