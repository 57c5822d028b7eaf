"""The probe of the mini-batches: the loss of each one lately trained on."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.probes.probe import Probe
from engine.run import Run


@dataclass(frozen=True)
class RecentBatches:
    """`losses` (n,) of the mini-batches that the steps of number `steps` (n,) were taken on.

    Each is measured before its step, on the network as it trains (with dropout, if any). A step
    that is missing was not noted: training was too fast (see engine.batch_losses).
    """

    steps: NDArray[np.int64]
    losses: NDArray[np.float64]


@dataclass(frozen=True)
class BatchLoss(Probe):
    """The newest mini-batches that were noted. Noting begins with the first measurement."""

    def measure(self, run: Run) -> RecentBatches:
        return RecentBatches(*run.batch_losses.look())
