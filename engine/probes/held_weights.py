"""Probes of what a hand works on: which weights are frozen, and one tensor's gradient."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.arrays import to_host
from engine.held import numbers_of
from engine.probes.probe import Probe, Values
from engine.run import Run


@dataclass(frozen=True)
class HeldWeights(Probe):
    """Which entries are frozen, for each parameter tensor that has any: masks by its name."""

    def measure(self, run: Run) -> dict[str, NDArray[np.bool_]]:
        if not run.held:
            return {}
        network, masks = run.network, {}
        is_held = np.zeros(network.parameters.shape[-1], dtype=bool)
        is_held[run.held.numbers] = True
        for name, view in network.views.items():
            # Ascending numbers are the entries in order: a tensor lies in the vector row by row.
            numbers = numbers_of(view, network.parameters, (None,) * view.ndim)
            mask = is_held[numbers].reshape(view.shape)
            if mask.any():
                masks[name] = mask
        return masks


@dataclass(frozen=True)
class GradientValues(Probe):
    """The gradient of one parameter tensor on the last mini-batch, in its shape.

    None before the first step, and where the network has no such tensor.
    """

    tensor: str

    def measure(self, run: Run) -> Values | None:
        gradient = run.network.gradient_views.get(self.tensor)
        return None if gradient is None or not run.step_count else to_host(gradient).copy()
