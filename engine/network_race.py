"""A network race: optimizers train one network from one start, and their paths share one plane.

The plane is that of the principal components of all paths together, so that it favours none of
them. Source: Li et al., Visualizing the Loss Landscape of Neural Nets, arXiv 1712.09913.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from time import perf_counter

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from engine.arrays import Array
from engine.data.dataset import Dataset
from engine.directions import bounds_around, path_plane
from engine.errors import ExperimentError
from engine.experiment.experiment import Experiment
from engine.experiment.optimizers import AnyOptimizer
from engine.experiment.races import MOST_RUNNERS, MOST_STEPS
from engine.pooled_paths import PooledPaths, RaceOutlook, RacePicture, Share
from engine.race import Race
from engine.relief import Relief, losses_of
from engine.run import Run
from engine.samples import Samples
from engine.surface import Replicas
from engine.trajectory import state_of

MOST_SAMPLES = 500  # on which the surface and the paths' losses are computed
MOST_STATES, FEWEST_STATES = 100, 8  # of each runner's path
MOST_BYTES = 192 << 20  # of all that is kept of the paths
KEPT = 3  # times a state's bytes: itself, and what gradient, velocity and rates take beside it
COARSE = 25  # places along each side of the surface while racing
MARGIN, FLATTEST = 0.15, 0.4
GROWTH, FEWEST_STEPS = 1.5, 20  # so much further in steps, the plane is laid anew
DRAWING = 0.25  # of the time, while there is training to do


@dataclass(frozen=True)
class RaceProgress:
    """What is new in a race: the losses (m, R) of the mini-batches after number `first`.

    Each loss is that before its step; NaN where a runner's loss is not finite. `picture` is None
    where it is as it was.
    """

    first: int
    losses: NDArray[np.float32]
    picture: RacePicture | None


def raced(experiment: Experiment, optimizer: AnyOptimizer) -> Experiment:
    """The experiment as one runner of a race trains it: to the end of the race, without a stop."""
    training = replace(experiment.training, optimizer=optimizer, early_stopping=None)
    return replace(experiment, training=training)


class NetworkRace:
    """R optimizers in lockstep. Training and drawing go on a little with each `advance`."""

    def __init__(
        self,
        experiment: Experiment,
        optimizers: Sequence[AnyOptimizer],
        steps: int,
        dataset: Dataset | None = None,
        threads: int = 1,
        outlook: RaceOutlook | None = None,
    ) -> None:
        """All train on the training data, whatever is looked at.

        ExperimentError or DataError where the experiment or its data cannot be used.
        """
        _check(optimizers, steps)
        experiments = [raced(experiment, optimizer) for optimizer in optimizers]
        self.steps = steps
        self._run = Run(experiments[0], dataset)
        self._race = Race(experiments, self._run.dataset, threads=threads, measured=False)
        self._outlook = outlook or RaceOutlook()
        x, t, self._told_of = _looked_at(self._run.samples, self._outlook.share)
        self._replicas = Replicas(self._run.network, x, t, self._outlook.resolution**2)
        self._losses = np.full((steps, len(optimizers)), np.nan, dtype=np.float32)
        self._told = 0
        start = state_of(self._run.network)
        self._paths = PooledPaths(start, len(optimizers))
        self._every = -(-steps // _states_kept(KEPT * start.nbytes, len(optimizers)))
        self._relief: Relief | None = None
        self._left_out: tuple[int, ...] = ()  # of its plane
        self._is_new = True
        self._note_states()

    @property
    def step(self) -> int:
        """How many steps all have taken."""
        return self._race.step_count

    @property
    def losses(self) -> NDArray[np.float32]:
        """The losses of the mini-batches so far, (step, R)."""
        return self._losses[: self.step]

    @property
    def finished(self) -> bool:
        """Whether the race is run and its surface is drawn."""
        relief = self._relief
        is_drawn = relief is not None and relief.is_finished and relief.step == self.steps
        return self.step == self.steps and (is_drawn or not self._paths.can_be_drawn)

    def advance(self, seconds: float) -> None:
        """Train and draw for about so long."""
        until = perf_counter() + seconds
        if self.step < self.steps:
            self._train(until - DRAWING * seconds)
        self._draw(until)

    def news(self) -> RaceProgress:
        """What has come since the last time."""
        first, self._told = self._told, self.step
        picture = self._paths.picture(*self._told_of) if self._is_new else None
        self._is_new = False
        return RaceProgress(first, self._losses[first : self.step].copy(), picture)

    def _train(self, until: float) -> None:
        race = self._race
        while race.step_count < self.steps:
            race.train(1)
            self._note_losses()
            if self._paths.awaits_gradients:
                self._paths.note_gradients(race.gradients)
            if race.step_count % self._every == 0 or race.step_count == self.steps:
                self._note_states()
            if perf_counter() >= until:
                break

    def _note_losses(self) -> None:
        """Take note of the mini-batch's losses; one that has diverged is NaN."""
        with np.errstate(all="ignore"):
            losses = self._race.batch_losses
        self._losses[self.step - 1] = np.where(np.isfinite(losses), losses, np.nan)

    def _note_states(self) -> None:
        """Keep where all runners are, with their true losses."""
        states = state_of(self._race.network)
        losses = losses_of(states, self._run.network, self._replicas)
        self._paths.note(self.step, states, losses, self._race.optimizers)
        self._is_new = True

    def _draw(self, until: float) -> None:
        """Go on with the surface; lay the plane anew where the paths have outgrown it."""
        paths, relief = self._paths, self._relief
        is_last = self.step == self.steps
        if paths.can_be_drawn and (relief is None or self._is_outgrown(relief, is_last)):
            relief = self._relief = self._laid(self._outlook.resolution if is_last else COARSE)
        if relief is None or relief.is_finished:
            return
        relief.advance(self._run.network, self._replicas, until)
        self._is_new = paths.show(relief, self._left_out) or self._is_new

    def _is_outgrown(self, relief: Relief, is_last: bool) -> bool:
        if is_last:
            return relief.step < self.steps
        return relief.is_finished and self.step > relief.step * GROWTH + FEWEST_STEPS

    def _laid(self, places: int) -> Relief:
        self._left_out = () if self._outlook.with_far else self._paths.far
        states = self._paths.on_course(self._left_out)
        plane = path_plane(states, self._paths.start)
        found, _ = plane.project(states)
        (left, bottom), (right, top) = self._bounds(found)
        a, b = np.linspace(left, right, places), np.linspace(bottom, top, places)
        return Relief(plane, a, b, self.step)

    def _bounds(self, places: NDArray[np.float64]) -> NDArray[np.float64]:
        return bounds_around(places, MARGIN, flattest=FLATTEST, zoom=self._outlook.zoom)


def _check(optimizers: Sequence[AnyOptimizer], steps: int) -> None:
    if not 1 <= steps <= MOST_STEPS:
        raise ExperimentError("steps", f"must be between 1 and {MOST_STEPS}; it is {steps}")
    if not 1 <= len(optimizers) <= MOST_RUNNERS:
        number = len(optimizers)
        why = f"must be between 1 and {MOST_RUNNERS} optimizers; there are {number}"
        raise ExperimentError("race", why)


def _looked_at(samples: Samples, share: Share) -> tuple[Array, Array, tuple[Share, int, int]]:
    """Samples and targets that true losses are of; whose they are, how many, and of how many."""
    is_test = share == "test"
    x, t = (samples.x_test, samples.t_test) if is_test else (samples.x_train, samples.t_train)
    if not len(x):
        raise ExperimentError("share", "must be train: the data has no test samples")
    return x[:MOST_SAMPLES], t[:MOST_SAMPLES], (share, min(len(x), MOST_SAMPLES), len(x))


def _states_kept(nbytes: int, runners: int) -> int:
    """How many states of each runner there is room for."""
    fitting = MOST_BYTES // (max(nbytes, 1) * runners)
    return int(np.clip(fitting, FEWEST_STATES, MOST_STATES))
