"""The same training in eager PyTorch, to measure against. Imported only where PyTorch is there."""

import numpy as np
import torch
from torch import nn

from engine.batches import Batches
from engine.run import BATCHES, Run


class TorchTraining:
    """The network, the data, the mini-batches and SGD of a run with dense and ReLU layers.

    Like the run, it measures the losses on all data at the end of each epoch.
    """

    def __init__(self, run: Run) -> None:
        training, seed = run.experiment.training, run.experiment.seed
        self.model = _same_model(run)
        rate = training.optimizer.learning_rate
        self.optimizer = torch.optim.SGD(self.model.parameters(), lr=rate)
        self.loss = nn.CrossEntropyLoss()
        self.x, self.x_test = torch.tensor(run.samples.x_train), torch.tensor(run.samples.x_test)
        self.labels = torch.tensor(run.samples.t_train.argmax(axis=1))
        self.labels_test = torch.tensor(run.samples.t_test.argmax(axis=1))
        order = np.random.default_rng([seed, BATCHES])
        self.batches = Batches(len(run.samples.x_train), training.batch_size, order)

    def train(self, steps: int) -> int:
        """Train on so many mini-batches; returns how many."""
        for _ in range(steps):
            self.step()
        return steps

    def step(self) -> None:
        """Train on one mini-batch; at the end of an epoch measure both losses."""
        chosen, ends_epoch = self.batches.next()
        batch = torch.from_numpy(chosen)
        self.optimizer.zero_grad()
        self.loss(self.model(self.x[batch]), self.labels[batch]).backward()
        self.optimizer.step()
        if ends_epoch:
            self.evaluate()

    @torch.no_grad()
    def evaluate(self) -> tuple[float, float]:
        """Return the loss on all training data and on all test data."""
        train = self.loss(self.model(self.x), self.labels)
        test = self.loss(self.model(self.x_test), self.labels_test)
        return float(train), float(test)


def _same_model(run: Run) -> nn.Sequential:
    """Return the network with the same layers and the same first parameters."""
    layers: list[nn.Module] = []
    views = run.network.views
    for index, shape in enumerate(run.network.shapes):
        weight = views.get(f"{index}.dense.weight")
        if weight is None:
            layers.append(nn.ReLU())
            continue
        dense = nn.Linear(len(weight), shape[0])
        with torch.no_grad():
            dense.weight.copy_(torch.tensor(weight.T))
            dense.bias.copy_(torch.tensor(views[f"{index}.dense.bias"]))
        layers.append(dense)
    return nn.Sequential(*layers)
