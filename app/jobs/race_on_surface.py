"""The job of a race on an analytic surface: all steps of all optimizers, to be played back."""

from collections.abc import Iterator
from dataclasses import dataclass

import msgspec
import numpy as np
from numpy.typing import NDArray

from app.jobs.job import Job
from engine.analytic import SURFACES, AnalyticRace, AnalyticSurface, surface_of_formula
from engine.analytic.race import suited_optimizers
from engine.errors import ExperimentError
from engine.experiment.optimizers import AnyOptimizer

GRID = 101
OWN_RANGE = (-3.0, 3.0)


@dataclass(frozen=True)
class RaceRecord:
    """A race from beginning to end. Along the first axis are steps + 1 moments, then R runners.

    `settings` are those that raced, `runners` the same before their rates were multiplied. `grid`
    (h, w) holds the surface over its range, the lowest row first; `paths` (…, R, 2) places,
    `losses` (…, R) heights there, `descents` (…, R, 2) the ways down the gradient;
    `velocities` and `rates` (…, R, 2) are those of the optimizers, NaN where they have none.
    """

    surface: AnalyticSurface
    settings: tuple[AnyOptimizer, ...]
    runners: tuple[AnyOptimizer, ...]
    grid: NDArray[np.float64]
    paths: NDArray[np.float64]
    losses: NDArray[np.float64]
    descents: NDArray[np.float64]
    velocities: NDArray[np.float64]
    rates: NDArray[np.float64]

    @property
    def steps(self) -> int:
        """How many steps each took."""
        return len(self.paths) - 1


@dataclass(frozen=True)
class RaceOnSurface(Job):
    """Race eight optimizers, at rates that suit the surface, times a factor.

    `name` is that of a known surface; a `formula` makes one of its own. `start` is the surface's
    where none is given; `noise` is a share of the gradient at the start. `settings` race instead
    of the eight, and `steps` far instead of the surface's own number, where they are given.
    """

    name: str = "valley"
    formula: str = ""
    start: tuple[float, float] | None = None
    noise: float = 0.0
    rate_factor: float = 1.0
    seed: int = 0
    settings: tuple[AnyOptimizer, ...] = ()
    steps: int | None = None

    @property
    def doing(self) -> str:
        return "Racing on the surface"

    def results(self) -> Iterator[RaceRecord]:
        surface = self._surface()
        runners = self.settings or suited_optimizers(surface)
        settings = tuple(
            msgspec.structs.replace(each, learning_rate=each.learning_rate * self.rate_factor)
            for each in runners
        )
        race = AnalyticRace(surface, settings, self.start, self.noise, self.seed)
        race.step(self.steps or surface.steps)
        paths = race.paths
        yield RaceRecord(
            surface=surface,
            settings=settings,
            runners=runners,
            grid=surface.grid(GRID, GRID),
            paths=paths,
            losses=surface.values(paths),
            descents=-surface.gradient(paths),
            velocities=race.velocities,
            rates=race.rates,
        )

    def _surface(self) -> AnalyticSurface:
        if self.formula:
            return surface_of_formula(self.formula, OWN_RANGE, OWN_RANGE)
        known = {each.name: each for each in SURFACES}
        if self.name not in known:
            raise ExperimentError(
                "surface", f"must be one of {', '.join(known)}; it is {self.name}"
            )
        return known[self.name]
