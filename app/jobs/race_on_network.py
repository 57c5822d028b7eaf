"""The job of a race on the network: its losses and its surface, as they come."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.jobs.job import Job
from engine.experiment.experiment import Experiment
from engine.experiment.optimizers import AnyOptimizer
from engine.network_race import NetworkRace, RaceProgress
from engine.pooled_paths import Share

_TOLD_EVERY = 0.06  # seconds


@dataclass(frozen=True)
class RaceOnNetwork(Job):
    """Train an experiment with each optimizer, in lockstep. Its results: RaceProgress."""

    experiment: Experiment
    optimizers: tuple[AnyOptimizer, ...]
    steps: int
    share: Share = "train"  # of the data, whose loss the surface shows
    with_far: bool = False  # whether the plane is laid through the paths of those far off, too

    @property
    def doing(self) -> str:
        return "Racing on the network"

    def results(self) -> Iterator[RaceProgress]:
        race = NetworkRace(
            self.experiment, self.optimizers, self.steps, share=self.share, with_far=self.with_far
        )
        while not race.finished:
            race.advance(_TOLD_EVERY)
            yield race.news()
