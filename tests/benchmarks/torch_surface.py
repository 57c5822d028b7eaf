"""A loss surface in PyTorch, in two ways. Imported only where PyTorch is there."""

import itertools

import numpy as np
import torch
from torch import nn
from torch.func import functional_call, vmap
from torch.nn.utils import vector_to_parameters

from engine.run import Run
from tests.benchmarks.torch_training import labels, same_model


class TorchSurface:
    """The loss of a run's network on its training samples, moved along two directions (2, P).

    The directions are in the order of the run's parameters. Places are numbers that a surface
    has along each of its sides.
    """

    def __init__(self, run: Run, directions: np.ndarray, places: np.ndarray) -> None:
        self.x, self.t = torch.tensor(run.samples.x_train), labels(run.samples.t_train)
        outputs = run.network.code.outputs
        self.loss = nn.CrossEntropyLoss() if outputs > 1 else nn.BCEWithLogitsLoss()
        self.model = same_model(run).requires_grad_(False)
        self.theta = nn.utils.parameters_to_vector(self.model.parameters())
        self.directions = torch.stack([_as_torch_has_it(run, row) for row in directions])
        self.places = torch.tensor(places, dtype=self.theta.dtype)

    @torch.inference_mode()
    def in_a_loop(self) -> np.ndarray:
        """The losses (places, places), a network after the other."""
        losses = [self._moved_loss(a, b) for b, a in itertools.product(self.places, self.places)]
        return torch.stack(losses).reshape(len(self.places), -1).numpy()

    def _moved_loss(self, a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
        first, second = self.directions
        vector_to_parameters(self.theta + a * first + b * second, self.model.parameters())
        return self.loss(self.model(self.x), self.t)

    @torch.no_grad()
    def with_vmap(self, chunk_size: int | None = None) -> np.ndarray:
        """The losses (places, places), so many networks at once; None: all of them."""
        b, a = torch.meshgrid(self.places, self.places, indexing="ij")
        losses = vmap(self._functional_loss, chunk_size=chunk_size)(a.reshape(-1), b.reshape(-1))
        return losses.reshape(len(self.places), -1).numpy()

    def _functional_loss(self, a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
        first, second = self.directions
        names, tensors = zip(*self.model.named_parameters(), strict=True)
        moved = (self.theta + a * first + b * second).split([tensor.numel() for tensor in tensors])
        shaped = (part.view(tensor.shape) for part, tensor in zip(moved, tensors, strict=True))
        parameters = dict(zip(names, shaped, strict=True))
        return self.loss(functional_call(self.model, parameters, self.x), self.t)


def _as_torch_has_it(run: Run, vector: np.ndarray) -> torch.Tensor:
    """A vector over the run's parameters in PyTorch's order: its weights are (out, in)."""
    parts = [
        vector[place].reshape(shape).T.reshape(-1) for place, shape in run.network.places.values()
    ]
    return torch.tensor(np.concatenate(parts))
