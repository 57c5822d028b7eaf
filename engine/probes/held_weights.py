"""Probes of what a hand works on: which weights are frozen, and one tensor's gradient."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.arrays import to_host
from engine.probes.probe import Probe, Values
from engine.run import Run


@dataclass(frozen=True)
class HeldWeights(Probe):
    """Which entries are frozen, for each parameter tensor that has any: masks by its name."""

    def measure(self, run: Run) -> dict[str, NDArray[np.bool_]]:
        if not run.held:
            return {}
        is_held = np.zeros(run.network.parameters.shape[-1], dtype=bool)
        is_held[run.held.numbers] = True
        masks = run.network.views_of(is_held)
        return {name: mask for name, mask in masks.items() if mask.any()}


@dataclass(frozen=True)
class GradientValues(Probe):
    """The gradient of one parameter tensor on the last mini-batch, in its shape.

    None before the first step, and where the network has no such tensor.
    """

    tensor: str

    def measure(self, run: Run) -> Values | None:
        gradient = run.network.gradient_views.get(self.tensor)
        return None if gradient is None or not run.step_count else to_host(gradient).copy()
