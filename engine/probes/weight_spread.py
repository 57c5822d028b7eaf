"""The probe of the weights' spread: how each layer's weights are distributed, and how large."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.arrays import to_host
from engine.probes.gradients import weights_of
from engine.probes.histogram import Histogram
from engine.probes.probe import Probe
from engine.run import Run


@dataclass(frozen=True)
class WeightSpread:
    """Mean and deviation of one weight tensor's numbers, its norm √Σw², and their histogram."""

    mean: float
    deviation: float
    norm: float
    histogram: Histogram


@dataclass(frozen=True)
class WeightSpreads(Probe):
    """The spread of each weight tensor by name, first layer first, with `bins` bins.

    The histograms' ranges are those of `round_range`. Biases and scales are left out.
    """

    bins: int = 40

    def measure(self, run: Run) -> dict[str, WeightSpread]:
        tensors = weights_of(run.network.views)
        with np.errstate(all="ignore"):
            return {name: self._spread(to_host(tensor)) for name, tensor in tensors.items()}

    def _spread(self, weight: NDArray) -> WeightSpread:
        return WeightSpread(
            mean=float(weight.mean()),
            deviation=float(weight.std()),
            norm=float(np.sqrt(np.square(weight).sum())),
            histogram=Histogram.of(weight, self.bins),
        )
