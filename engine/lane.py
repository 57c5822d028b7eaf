"""A lane is some runners of a race, side by side: one network of replicas and its updates."""

from collections.abc import Iterator, Sequence
from itertools import groupby

import msgspec
import numpy as np

from engine.arrays import Array
from engine.experiment.experiment import Experiment
from engine.experiment.schedules import ReduceOnPlateau
from engine.experiment.training import Training
from engine.network import Network
from engine.update import Update


class Lane:
    """Forward and backward pass are computed for all runners at once; each optimizer then moves
    its own rows of the parameters.
    """

    def __init__(self, experiments: Sequence[Experiment], network: Network) -> None:
        """`network` holds the parameters (R, P) of these R experiments."""
        self.network = network
        self.updates = {
            rows.start: Update(experiments[rows.start].training, network, rows, rates)
            for rows, rates in blocks(experiments)
        }
        self.scheduled = [each for each in self.updates.values() if not each.schedule.is_constant]

    def begin_step(self, time: float, duration: float) -> None:
        """Set the learning rates for a step that begins at `time` and lasts `duration` epochs."""
        for update in self.scheduled:
            update.begin_step(time, duration)

    def train(self, x: Array, t: Array) -> None:
        """Train on a mini-batch."""
        self.network.gradient(x, t)
        for update in self.updates.values():
            update.apply()

    def train_in_thread(self, x: Array, t: Array) -> None:
        """The same in a thread, where NumPy's warnings have to be silenced anew."""
        with np.errstate(all="ignore"):
            self.train(x, t)

    def batch_losses(self, t: Array) -> Array:
        """The loss of each runner on the last mini-batch, whose targets are `t`: (R,)."""
        return self.network.loss_function.value(self.network.last_scores, t)

    def end_epoch(self, losses: Sequence[float]) -> None:
        """Tell the updates the loss of each runner at the end of an epoch."""
        for row, update in self.updates.items():
            update.end_epoch(losses[row])


def blocks(experiments: Sequence[Experiment]) -> Iterator[tuple[slice, list[float] | None]]:
    """Rows side by side that one optimizer can move, and the learning rate of each of them.

    Their trainings differ in the learning rate alone, or not at all: None. A plateau is each
    runner's own.
    """

    def what_must_agree(row: int) -> tuple[Training, int | None]:
        training = experiments[row].training
        optimizer = msgspec.structs.replace(training.optimizer, learning_rate=1.0)
        is_single = isinstance(training.schedule, ReduceOnPlateau)
        return msgspec.structs.replace(training, optimizer=optimizer), row if is_single else None

    for _, group in groupby(range(len(experiments)), key=what_must_agree):
        rows = list(group)
        rates = [experiments[row].training.optimizer.learning_rate for row in rows]
        yield slice(rows[0], rows[-1] + 1), rates if len(set(rates)) > 1 else None
