"""A rate search tries many learning rates at once, and tells which ones teach a network something.

Source: the range test of Smith 2017, Cyclical Learning Rates for Training Neural Networks, arXiv
1506.01186, but with a run of its own for each rate instead of one run whose rate grows.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from engine.data.dataset import Dataset
from engine.divergence import has_run_away
from engine.errors import ExperimentError
from engine.experiment.experiment import Experiment
from engine.experiment.optimizers import AnyOptimizer
from engine.experiment.schedules import Constant
from engine.race import Race
from engine.relief import losses_of
from engine.run import Run
from engine.surface import Replicas
from engine.trajectory import state_of

RATES, LOWEST, HIGHEST = 50, 1e-5, 10.0
MOST_STEPS = 10_000
MOST_SAMPLES = 1_000  # on which the loss is measured
MOST_NUMBERS = 32_000_000  # in memory at a time; with more, some rates wait for the others


@dataclass(frozen=True, eq=False)
class RateCurve:
    """The loss of n networks after `steps` steps, each trained at a rate of its own.

    `rates` (n,) ascend. `losses` (n,) are those of training samples, NaN where a run has
    `diverged` (n,): its loss is not finite, or has run away. `first` is the loss before training.
    """

    optimizer: AnyOptimizer
    steps: int
    rates: NDArray[np.float64]
    losses: NDArray[np.float64]
    diverged: NDArray[np.bool_]
    first: float

    @property
    def best(self) -> int | None:
        """The number of the rate with the smallest loss; None where all have diverged."""
        return None if self.diverged.all() else int(np.nanargmin(self.losses))

    def chosen(self, row: int) -> AnyOptimizer:
        """The optimizer at one of the rates."""
        return replace(self.optimizer, learning_rate=float(self.rates[row]))


def search_rates(count: int = RATES) -> NDArray[np.float64]:
    """Learning rates (count,) from 1e-5 to 10, evenly spaced in their logarithm, in two digits."""
    exact = np.geomspace(LOWEST, HIGHEST, count)
    return np.array([float(f"{rate:.2g}") for rate in exact])


def searched(experiment: Experiment, optimizer: AnyOptimizer, rate: float) -> Experiment:
    """The experiment as one rate of a search trains it: that rate throughout, without a stop."""
    training = replace(
        experiment.training,
        optimizer=replace(optimizer, learning_rate=float(rate)),
        schedule=Constant(),
        early_stopping=None,
    )
    return replace(experiment, training=training)


class RateSearch:
    """Trains an experiment at each rate, from the same first weights on the same mini-batches.

    A rate at which training diverges disturbs no other, and is no error.
    """

    def __init__(
        self,
        experiment: Experiment,
        optimizer: AnyOptimizer,
        steps: int,
        dataset: Dataset | None = None,
        rates: NDArray[np.float64] | None = None,
    ) -> None:
        """ExperimentError or DataError where the experiment or its data cannot be used."""
        if not 1 <= steps <= MOST_STEPS:
            raise ExperimentError("steps", f"must be between 1 and {MOST_STEPS}; it is {steps}")
        self.optimizer, self.steps = optimizer, steps
        self.rates = search_rates() if rates is None else np.asarray(rates, dtype=np.float64)
        self.experiments = [searched(experiment, optimizer, rate) for rate in self.rates.tolist()]
        self._run = Run(self.experiments[0], dataset)
        samples = self._run.samples
        self._x, self._t = samples.x_train[:MOST_SAMPLES], samples.t_train[:MOST_SAMPLES]
        self.losses = np.full(len(self.rates), np.nan)
        self._done = 0

    @property
    def dataset(self) -> Dataset:
        """The data that the networks are trained on."""
        return self._run.dataset

    @property
    def progress(self) -> float:
        """The share of all steps that is done, 0 to 1."""
        return self._done / (self.steps * len(self.rates))

    def parts(self, at_once: int = 1) -> Iterator[float]:
        """Do the work, and tell the progress each time so many steps are done."""
        bounds = [*range(0, len(self.rates), self.group), len(self.rates)]
        for start, end in pairwise(bounds):
            race = Race(self.experiments[start:end], self.dataset, measured=False)
            while race.step_count < self.steps:
                done = race.train(min(at_once, self.steps - race.step_count))
                self._done += done * (end - start)
                yield self.progress
            self.losses[start:end] = self._losses_of(race)

    def curve(self) -> RateCurve:
        """What was found; the rates that are not trained yet count as diverged."""
        first = float(self._run.network.loss(self._x, self._t))
        diverged = has_run_away(self.losses, first)
        losses = np.where(diverged, np.nan, self.losses)
        return RateCurve(self.optimizer, self.steps, self.rates, losses, diverged, first)

    @property
    def group(self) -> int:
        """How many rates are trained at a time: all, where there is memory for them."""
        network, batch = self._run.network, self.experiments[0].training.batch_size
        outputs = 2 * network.widest * min(batch, len(self._run.samples.x_train))
        numbers = 4 * len(network.parameters) + outputs * len(network.layers)  # of one rate
        return int(np.clip(MOST_NUMBERS // numbers, 1, len(self.rates)))

    def _losses_of(self, race: Race) -> NDArray[np.float64]:
        """The losses (R,) of the networks of a race."""
        network, states = self._run.network, state_of(race.network)
        replicas = Replicas(network, self._x, self._t, len(states))
        return losses_of(states, network, replicas).astype(np.float64)
