"""The same training in eager PyTorch, to measure against. Imported only where PyTorch is there."""

from collections.abc import Iterator

import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

from engine.batches import Batches
from engine.experiment.training import SGD, Adam
from engine.run import BATCHES, Run


class TorchTraining:
    """The network, the data and the optimizer of a run with dense and ReLU layers.

    Classes, SGD or Adam. Like the run, it measures the losses and the accuracies on all data at
    the end of each epoch.
    """

    def __init__(self, run: Run) -> None:
        training, seed = run.experiment.training, run.experiment.seed
        self.model = same_model(run)
        self.optimizer = _same_optimizer(training.optimizer, self.model)
        samples, outputs = run.samples, run.network.code.outputs
        self.loss = nn.CrossEntropyLoss() if outputs > 1 else nn.BCEWithLogitsLoss()
        self.x, self.x_test = torch.tensor(samples.x_train), torch.tensor(samples.x_test)
        self.t, self.t_test = labels(samples.t_train), labels(samples.t_test)
        order = np.random.default_rng([seed, BATCHES])
        self.batches = Batches(len(self.x), training.batch_size, order)
        self._loaded = self._load(training.batch_size)

    def train(self, steps: int) -> int:
        """Train on so many mini-batches, the same as the run's, taken by index."""
        for _ in range(steps):
            self.step()
        return steps

    def train_from_loader(self, steps: int) -> int:
        """Train on so many mini-batches as tutorials do, with a DataLoader that shuffles."""
        for _ in range(steps):
            self._train_batch(*next(self._loaded))
        return steps

    def step(self) -> None:
        """Train on one mini-batch; at the end of an epoch measure both losses."""
        chosen, ends_epoch = self.batches.next()
        batch = torch.from_numpy(chosen)
        self._train_batch(self.x[batch], self.t[batch])
        if ends_epoch:
            self.evaluate()

    def _train_batch(self, x: torch.Tensor, t: torch.Tensor) -> None:
        self.optimizer.zero_grad()
        self.loss(self.model(x), t).backward()
        self.optimizer.step()

    def _load(self, batch_size: int) -> Iterator[tuple[torch.Tensor, torch.Tensor]]:
        """Mini-batches without end; at the end of an epoch both losses are measured."""
        loader = DataLoader(TensorDataset(self.x, self.t), batch_size, shuffle=True)
        while True:
            yield from loader
            self.evaluate()

    @torch.no_grad()
    def evaluate(self) -> tuple[float, float, float, float]:
        """Loss on all training data and on all test data, then the accuracies on both."""
        train, test = self.model(self.x), self.model(self.x_test)
        losses = float(self.loss(train, self.t)), float(self.loss(test, self.t_test))
        return *losses, accuracy(train, self.t), accuracy(test, self.t_test)


def accuracy(scores: torch.Tensor, t: torch.Tensor) -> float:
    """The share of the rows of scores (n, outputs) that say the class in `t`."""
    said = scores.argmax(dim=1) if scores.shape[1] > 1 else (scores > 0).to(t.dtype)
    return float((said == t).float().mean())


def labels(targets: np.ndarray) -> torch.Tensor:
    """Targets (n, outputs) as PyTorch's losses want them: class numbers; of one output, as is."""
    return torch.tensor(targets if targets.shape[1] == 1 else targets.argmax(axis=1))


def same_model(run: Run) -> nn.Sequential:
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


def _same_optimizer(settings: SGD | Adam, model: nn.Module) -> torch.optim.Optimizer:
    parameters, rate = model.parameters(), settings.learning_rate
    if isinstance(settings, Adam):
        betas = (settings.beta1, settings.beta2)
        return torch.optim.Adam(parameters, lr=rate, betas=betas, eps=settings.epsilon)
    return torch.optim.SGD(parameters, lr=rate)
