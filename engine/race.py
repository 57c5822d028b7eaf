"""A race trains several runs in lockstep: the same mini-batches for all, as replicas of one."""

import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from engine.arrays import Array, to_host
from engine.arrays import backend as array_module
from engine.curve import Curve, Metrics
from engine.data.dataset import Dataset
from engine.divergence import has_run_away
from engine.early_stopping import watched_loss
from engine.errors import ExperimentError
from engine.evaluation import evaluate
from engine.experiment.experiment import Experiment
from engine.experiment.network import NetworkSpec
from engine.lane import Lane
from engine.network import Network, initial_parameters
from engine.optimizers.optimizer import Optimizer
from engine.run import WEIGHTS, Run

ALIKE = ("loss", "batch_size", "epochs", "label_smoothing", "augmentation")


class Race:
    """R runs that differ in optimizer, schedule, what regularises, first weights, or seed.

    The seed of the first experiment decides data, mini-batches, their augmentation and dropout for
    all; the other seeds only the first weights of their runner. Apart from that, each runner is
    trained exactly as its experiment alone would be, to the rounding of float32.

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
        threads: int = 1,
        measured: bool = True,
    ) -> None:
        """`threads` share the runners out; that pays where a step takes a millisecond or more.

        Where nothing is to be `measured`, the curves stay empty, and no plateau is ever seen.
        ExperimentError where an experiment cannot run, or not in lockstep with the first.
        """
        check_alike(experiments)
        self.experiments = tuple(experiments)
        first = Run(experiments[0], dataset, dtype, backend)
        self.dataset, self.samples = first.dataset, first.samples
        self._batches, self._targets = first.batches, first.targets
        self._augmentation = first.augmentation
        self.network = _network_of_all(self.experiments, first, backend)
        self._lanes = _lanes(self.experiments, self.network, threads)
        self._scheduled = [lane for lane in self._lanes if lane.scheduled]
        self._pool = ThreadPoolExecutor(len(self._lanes)) if len(self._lanes) > 1 else None
        self.epoch = 0
        self.step_count = 0
        self.seconds = 0.0
        self.curves = tuple(Curve(curve_limit) for _ in experiments)
        self._measured = measured
        if measured:
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
        targets = self.samples.t_train.take(self.last_batch, axis=0)
        return np.concatenate([to_host(lane.batch_losses(targets)) for lane in self._lanes])

    @property
    def gradients(self) -> NDArray:
        """The gradients (R, P) that the last step was made by; 0 before the first."""
        return np.concatenate([to_host(lane.network.gradients) for lane in self._lanes])

    @property
    def optimizers(self) -> Iterator[tuple[slice, Optimizer]]:
        """The optimizers, each with the rows of the parameters that it moves."""
        start = 0
        for update in (update for lane in self._lanes for update in lane.updates.values()):
            end = start + len(update.parameters)
            yield slice(start, end), update.optimizer
            start = end

    @property
    def diverged(self) -> NDArray[np.bool_]:
        """Which runners' training loss is no longer finite or has run away, (R,)."""
        last = [curve.at(-1).train_loss for curve in self.curves]
        first = [curve.at(0).train_loss for curve in self.curves]
        return has_run_away(last, first)

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
        batches = self._batches
        for lane in self._scheduled:
            lane.begin_step(self.epoch + batches.progress, batches.share)
        self.last_batch, ends_epoch = batches.next()
        x = self.samples.x_train.take(self.last_batch, axis=0)
        if self._augmentation is not None:
            x = self._augmentation(x)
        self._train_lanes(x, self._targets.take(self.last_batch, axis=0))
        self.step_count += 1
        return ends_epoch

    def _train_lanes(self, x: Array, t: Array) -> None:
        """Train the first lane here and the others in threads of their own."""
        if self._pool is None:
            self._lanes[0].train(x, t)
            return
        first, *others = self._lanes
        under_way = [self._pool.submit(lane.train_in_thread, x, t) for lane in others]
        first.train(x, t)
        for training in under_way:
            training.result()

    def _end_epoch(self) -> None:
        self.epoch += 1
        if not self._measured:
            return
        self._measure()
        losses = [watched_loss(curve.at(-1)) for curve in self.curves]
        for lane in self._lanes:
            count = len(lane.network.parameters)
            lane.end_epoch(losses[:count])
            losses = losses[count:]

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


def _lanes(experiments: Sequence[Experiment], network: Network, threads: int) -> list[Lane]:
    """Lanes of about equally many runners, on rows of the network of all; at most `threads`."""
    count = min(threads, len(experiments))
    if count == 1:
        return [Lane(experiments, network)]
    bounds = np.linspace(0, len(experiments), count + 1).round().astype(int).tolist()
    places = [slice(start, end) for start, end in pairwise(bounds)]
    return [Lane(experiments[rows], network.rows(rows)) for rows in places]


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
