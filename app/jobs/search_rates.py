"""The job of searching for good learning rates of several optimizers."""

from collections.abc import Iterator
from dataclasses import dataclass
from time import perf_counter

from app.jobs.job import Job
from engine.data.dataset import Dataset
from engine.experiment.experiment import Experiment
from engine.experiment.optimizers import AnyOptimizer
from engine.rate_search import RateCurve, RateSearch

_TOLD_EVERY = 0.1  # seconds


@dataclass(frozen=True)
class RateProgress:
    """The share of the search that is done, 0 to 1."""

    share: float


@dataclass(frozen=True)
class SearchRates(Job):
    """Train an experiment at many learning rates, with one optimizer after the other.

    Its results: a RateCurve for each optimizer, and a RateProgress now and then between.
    """

    experiment: Experiment
    optimizers: tuple[AnyOptimizer, ...]
    steps: int

    @property
    def doing(self) -> str:
        return "Searching for learning rates"

    def results(self) -> Iterator[RateCurve | RateProgress]:
        dataset: Dataset | None = None
        told = perf_counter()
        for number, optimizer in enumerate(self.optimizers):
            search = RateSearch(self.experiment, optimizer, self.steps, dataset)
            dataset = search.dataset  # read once
            for share in search.parts():
                if perf_counter() - told >= _TOLD_EVERY:
                    yield RateProgress((number + share) / len(self.optimizers))
                    told = perf_counter()
            yield search.curve()
