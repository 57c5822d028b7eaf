"""A race trains several runs in lockstep: the same mini-batches for all, one network of replicas.

Forward and backward pass are computed for all runners at once; each optimizer then moves its own
rows of the parameters.
"""

import time
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from engine.arrays import backend as array_module
from engine.arrays import to_host
from engine.curve import Curve, Metrics
from engine.data.dataset import Dataset
from engine.early_stopping import watched_loss
from engine.errors import ExperimentError
from engine.evaluation import evaluate
from engine.experiment.experiment import Experiment
from engine.experiment.network import NetworkSpec
from engine.experiment.schedules import ReduceOnPlateau
from engine.experiment.training import Training
from engine.network import Network, initial_parameters
from engine.run import RUNAWAY, WEIGHTS, Run
from engine.update import Update

ALIKE = ("loss", "batch_size", "epochs", "label_smoothing")


class Race:
    """R runs that differ in optimizer, schedule, what regularises, first weights, or seed.

    The seed of the first experiment decides data, mini-batches and dropout for all; the other
    seeds only the first weights of their runner. Apart from that, each runner is trained exactly
    as its experiment alone would be, to the rounding of float32.

    `network` holds the parameters, (R, P); `curves` has a curve for each runner. A runner that
    diverges runs on with numbers that are not finite, and disturbs no other.
    """

    def __init__(
        self,
        experiments: Sequence[Experiment],
        dataset: Dataset | None = None,
        dtype: str = "float32",
        backend: str = "numpy",
        curve_limit: int | None = None,
    ) -> None:
        """ExperimentError where an experiment cannot run, or not in lockstep with the first."""
        check_alike(experiments)
        self.experiments = tuple(experiments)
        first = Run(experiments[0], dataset, dtype, backend)
        self.dataset, self.samples = first.dataset, first.samples
        self._batches, self._targets = first.batches, first.targets
        self.network = _network_of_all(self.experiments, first, backend)
        self._updates = {
            rows.start: Update(self.experiments[rows.start].training, self.network, rows, rates)
            for rows, rates in blocks(self.experiments)
        }
        self.epoch = 0
        self.step_count = 0
        self.seconds = 0.0
        self.curves = tuple(Curve(curve_limit) for _ in experiments)
        self._measure()

    @property
    def steps_per_epoch(self) -> int:
        """The number of mini-batches in an epoch."""
        return self._batches.per_epoch

    @property
    def finished(self) -> bool:
        """Whether the experiments' last epoch is reached."""
        return self.epoch >= self.experiments[0].training.epochs

    @property
    def batch_losses(self) -> NDArray:
        """The loss of each runner on the last mini-batch, (R,); NaN before the first."""
        if not self.step_count:
            return np.full(len(self.experiments), np.nan)
        targets = self.samples.t_train.take(self._batch, axis=0)
        return to_host(self.network.loss_function.value(self.network.last_scores, targets))

    @property
    def diverged(self) -> NDArray[np.bool_]:
        """Which runners' training loss is no longer finite or has run away, (R,)."""
        last = [curve.at(-1).train_loss for curve in self.curves]
        first = [abs(curve.at(0).train_loss) for curve in self.curves]
        return ~(np.array(last) <= RUNAWAY * np.maximum(first, 1.0))

    def step(self) -> bool:
        """Train all on one mini-batch. True when it ended an epoch: the curves have a new point."""
        epoch = self.epoch
        self.train(1)
        return self.epoch > epoch

    def train(self, steps: int) -> int:
        """Train on up to `steps` mini-batches, ending early with the epoch; returns how many."""
        started = time.perf_counter()
        done, ends_epoch = 0, False
        with np.errstate(all="ignore"):
            while done < steps and not ends_epoch:
                ends_epoch = self._train_batch()
                done += 1
        self.seconds += time.perf_counter() - started
        if ends_epoch:
            self._end_epoch()
        return done

    def _train_batch(self) -> bool:
        updates, batches = self._updates.values(), self._batches
        for update in updates:
            if not update.schedule.is_constant:
                update.begin_step(self.epoch + batches.progress, batches.share)
        self._batch, ends_epoch = batches.next()
        x = self.samples.x_train.take(self._batch, axis=0)
        self.network.gradient(x, self._targets.take(self._batch, axis=0))
        for update in updates:
            update.apply()
        self.step_count += 1
        return ends_epoch

    def _end_epoch(self) -> None:
        self.epoch += 1
        self._measure()
        for row, update in self._updates.items():
            update.schedule.end_epoch(watched_loss(self.curves[row].at(-1)))

    def _measure(self) -> None:
        """Add a point to each runner's curve."""
        measured = [to_host(values).tolist() for values in evaluate(self.network, self.samples)]
        for curve, values in zip(self.curves, zip(*measured, strict=True), strict=True):
            train, test, right, right_in_test = values
            place = (self.epoch, self.step_count)
            curve.append(Metrics(*place, train, test, right, right_in_test, self.seconds))


def _network_of_all(experiments: Sequence[Experiment], first: Run, backend: str) -> Network:
    """The network of the first run with a row of first parameters for each runner."""
    shape, dtype = first.network.input_shape, first.network.parameters.dtype
    rows = [
        initial_parameters(each.network, shape, np.random.default_rng([each.seed, WEIGHTS]))
        for each in experiments
    ]
    parameters = array_module(backend).asarray(np.stack(rows), dtype=dtype)
    return first.network.with_parameters(parameters)


def blocks(experiments: Sequence[Experiment]) -> Iterator[tuple[slice, list[float]]]:
    """Rows side by side that one optimizer can move, and the learning rate of each of them.

    Their trainings differ in the learning rate alone; a plateau is each runner's own.
    """

    def what_must_agree(row: int) -> tuple[Training, int | None]:
        training = experiments[row].training
        optimizer = msgspec.structs.replace(training.optimizer, learning_rate=1.0)
        is_single = isinstance(training.schedule, ReduceOnPlateau)
        return msgspec.structs.replace(training, optimizer=optimizer), row if is_single else None

    for _, group in groupby(range(len(experiments)), key=what_must_agree):
        rows = list(group)
        rates = [experiments[row].training.optimizer.learning_rate for row in rows]
        yield slice(rows[0], rows[-1] + 1), rates


def check_alike(experiments: Sequence[Experiment]) -> None:
    """Refuse experiments that cannot be trained in lockstep, by the field in which they differ."""
    if not experiments:
        raise ExperimentError("race", "must hold at least one experiment")
    first = experiments[0]
    for index, other in enumerate(experiments):
        pairs: dict[str, tuple[Any, Any]] = {
            "data": (first.data, other.data),
            "network": (form(first.network), form(other.network)),
        }
        for name in ALIKE:
            fields = (getattr(first.training, name), getattr(other.training, name))
            pairs[f"training.{name}"] = fields
        for path, (expected, found) in pairs.items():
            if found != expected:
                raise ExperimentError(f"race[{index}].{path}", "must be as in race[0]")
        if other.training.early_stopping is not None:
            path = f"race[{index}].training.early_stopping"
            raise ExperimentError(path, "must be absent: the runners of a race end together")


def form(network: NetworkSpec) -> Any:
    """A network as plain data without what only decides its first parameters."""

    def without_beginnings(value: Any) -> Any:
        if isinstance(value, dict):
            kept = value.keys() - {"init", "bias"}
            return {name: without_beginnings(value[name]) for name in kept}
        if isinstance(value, list | tuple):
            return [without_beginnings(part) for part in value]
        return value

    return without_beginnings(msgspec.to_builtins(network))
