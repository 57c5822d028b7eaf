"""Early stopping ends training once the loss no longer falls, and keeps the best parameters.

A network that trains on fits the training samples ever better, and others worse from some moment
on; this stops near that moment. Source: Prechelt 1998, Early Stopping: But When?
"""

import math
from dataclasses import dataclass, replace

from numpy.typing import NDArray

from engine.arrays import to_host
from engine.curve import Metrics
from engine.experiment.early_stopping import EarlyStopping as EarlyStoppingSpec
from engine.network import Network


@dataclass(frozen=True)
class Best:
    """The smallest loss so far, the network that had it, and the epochs waited since.

    `parameters` and `statistics` are NumPy copies that nobody changes. `stopped` says that the
    epoch just ended was the last that was waited for.
    """

    loss: float
    parameters: NDArray
    statistics: NDArray
    waited: int = 0
    stopped: bool = False


class EarlyStopping:
    """Watches the loss epoch by epoch."""

    def __init__(self, settings: EarlyStoppingSpec, network: Network) -> None:
        """Begin with `network` as it is, whose loss any other is below."""
        self.settings = settings
        self.best = _as_best(network, math.inf)

    def end_epoch(self, loss: float, network: Network) -> None:
        """Take note of the loss; a smaller one makes `network` as it is the best so far.

        Whoever trains on after a stop waits anew.
        """
        own, best = self.settings, self.best
        if loss < best.loss - own.improvement:
            self.best = _as_best(network, loss)
        elif best.waited + 1 < own.patience:
            self.best = replace(best, waited=best.waited + 1, stopped=False)
        else:
            self.best = replace(best, waited=0, stopped=True)


def _as_best(network: Network, loss: float) -> Best:
    parameters, statistics = to_host(network.parameters), to_host(network.statistics)
    return Best(loss, parameters.copy(), statistics.copy())


def watched_loss(metrics: Metrics) -> float:
    """The loss that early stopping and schedules look at: on test samples where there are any."""
    return metrics.train_loss if math.isnan(metrics.test_loss) else metrics.test_loss
