"""A race as plain data: which optimizers, over how many steps, on what."""

from typing import Literal

from engine.errors import ExperimentError
from engine.experiment.checks import Frozen, whole_between
from engine.experiment.experiment import FORMAT, Experiment
from engine.experiment.optimizers import AnyOptimizer

MOST_STEPS, MOST_RUNNERS = 20_000, 30


class RaceSpec(Frozen, tag_field="type", frozen=True, kw_only=True):
    """What all races have: a name, the optimizers with their settings, and the steps of each."""

    name: str
    optimizers: tuple[AnyOptimizer, ...]
    steps: int
    format: Literal[1] = FORMAT

    def __post_init__(self) -> None:
        whole_between("steps", self.steps, 1, MOST_STEPS)
        if not 1 <= len(self.optimizers) <= MOST_RUNNERS:
            count = len(self.optimizers)
            why = f"must be between 1 and {MOST_RUNNERS}; there are {count}"
            raise ExperimentError("optimizers", why)


class SurfaceRaceSpec(RaceSpec, tag="surface", frozen=True, kw_only=True):
    """A race on an analytic surface, from its start."""

    surface: str


class NetworkRaceSpec(RaceSpec, tag="network", frozen=True, kw_only=True):
    """A race on the network of an experiment, whose own optimizer takes no part.

    `share` is the part of the data whose loss the surface shows; all train on the training data.
    """

    experiment: Experiment
    share: Literal["train", "test"] = "train"


AnyRace = SurfaceRaceSpec | NetworkRaceSpec
