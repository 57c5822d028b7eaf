"""The job of a race on the network: its losses and its surface, as they come."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from app.jobs.job import Job
from engine.experiment.experiment import Experiment
from engine.experiment.optimizers import AnyOptimizer
from engine.network_race import NetworkRace, RaceProgress
from engine.pooled_paths import RaceOutlook

_TOLD_EVERY = 0.06  # seconds


@dataclass(frozen=True)
class RaceOnNetwork(Job):
    """Train an experiment with each optimizer, in lockstep. Its results: RaceProgress."""

    experiment: Experiment
    optimizers: tuple[AnyOptimizer, ...]
    steps: int
    outlook: RaceOutlook = field(default_factory=RaceOutlook)

    @property
    def doing(self) -> str:
        return "Racing on the network"

    def results(self) -> Iterator[RaceProgress]:
        race = NetworkRace(self.experiment, self.optimizers, self.steps, outlook=self.outlook)
        while not race.finished:
            race.advance(_TOLD_EVERY)
            yield race.news()
