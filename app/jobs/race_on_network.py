"""The job of a race on the network: its losses and its surface, as they come."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.jobs.job import Job
from engine.experiment.experiment import Experiment
from engine.experiment.optimizers import AnyOptimizer
from engine.network_race import NetworkRace, RaceProgress

_TOLD_EVERY = 0.06  # seconds


@dataclass(frozen=True)
class RaceOnNetwork(Job):
    """Train an experiment with each optimizer, in lockstep. Its results: RaceProgress."""

    experiment: Experiment
    optimizers: tuple[AnyOptimizer, ...]
    steps: int

    @property
    def doing(self) -> str:
        return "Racing on the network"

    def results(self) -> Iterator[RaceProgress]:
        race = NetworkRace(self.experiment, self.optimizers, self.steps)
        while not race.finished:
            race.advance(_TOLD_EVERY)
            yield race.news()
