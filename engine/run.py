"""A run: one experiment, trained step by step, that can be stopped, kept and continued."""

import math
import time
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine import arrays
from engine.batches import Batches, BatchesState
from engine.curve import Curve, Metrics
from engine.data import load_data
from engine.data.dataset import Dataset
from engine.errors import Diverged
from engine.experiment.experiment import Experiment, check_fit
from engine.network import Network, initial_parameters
from engine.optimizers import make_optimizer
from engine.penalties import Penalties
from engine.plane import InputGrid
from engine.samples import Samples
from engine.targets import TargetCode

# Streams of random numbers: data and split use 0 and 1 (engine.data).
WEIGHTS, BATCHES, DROPOUT = 2, 3, 4
RUNAWAY = 1e4  # a loss this many times its first value counts as diverged


@dataclass(frozen=True)
class RunState:
    """Everything that decides how a run goes on, at one moment. Arrays are NumPy copies."""

    epoch: int
    step_count: int
    parameters: NDArray
    statistics: NDArray
    generator: dict[str, Any]
    optimizer: str
    optimizer_steps: int
    buffers: dict[str, NDArray]
    batches: BatchesState
    seconds: float

    @property
    def nbytes(self) -> int:
        """About how much memory the state takes, in bytes."""
        vectors = [self.parameters, self.statistics, *self.buffers.values()]
        kept = [*vectors, self.batches.order]
        return sum(array.nbytes for array in kept)


class Run:
    """Data, network, optimizer and random generators of one experiment under training.

    The same experiment gives the same numbers, whoever looks on. A curve with a limit thins itself
    (see Curve). Raises ExperimentError or DataError where the experiment or its data cannot be
    used.
    """

    def __init__(
        self,
        experiment: Experiment,
        dataset: Dataset | None = None,
        dtype: str = "float32",
        backend: str = "numpy",
        curve_limit: int | None = None,
    ) -> None:
        self.experiment = experiment
        self.dataset = load_data(experiment.data, experiment.seed) if dataset is None else dataset
        facts = self.dataset.facts
        targets = len(facts.target_names)
        shape = (len(facts.input_names),)
        check_fit(experiment, facts.task, facts.class_count, targets, facts.train_samples, shape)
        self._arrays = arrays.backend(backend)
        code = TargetCode.of(experiment.network, experiment.training.loss, facts.class_count)
        self.samples = Samples.prepare(self.dataset, code, self._arrays, dtype)
        self.network = self._make_network(code, dtype)
        for x in (self.samples.x_train, self.samples.x_test):
            self.network.check_inputs(x)
        self.curve = Curve(curve_limit)
        self.epoch = 0
        self.step_count = 0
        self.seconds = 0.0
        rng = np.random.default_rng([experiment.seed, BATCHES])
        self._batches = Batches(facts.train_samples, experiment.training.batch_size, rng)
        self._batch: NDArray[np.int64] | None = None
        self._planes: dict[tuple[int, int, int], tuple[InputGrid, arrays.Array]] = {}
        self._use_training(experiment)
        self.curve.append(self.evaluate())

    def _make_network(self, code: TargetCode, dtype: str) -> Network:
        spec, loss = self.experiment.network, self.experiment.training.loss
        shape, seed = self.samples.x_train.shape[1:], self.experiment.seed
        first = initial_parameters(spec, shape, np.random.default_rng([seed, WEIGHTS]))
        parameters = self._arrays.asarray(first, dtype=dtype)
        rng = np.random.default_rng([seed, DROPOUT])
        return Network(spec, shape, loss, code, parameters, rng=rng)

    def _use_training(self, experiment: Experiment) -> None:
        training = experiment.training
        self.optimizer = make_optimizer(training.optimizer, self.network.parameters)
        self.penalties = Penalties(training.l1, training.l2, self.network.is_weight())
        targets, smoothing = self.samples.t_train, training.label_smoothing
        self._targets = self.network.code.smoothed(targets, smoothing)

    @property
    def steps_per_epoch(self) -> int:
        """The number of mini-batches in an epoch."""
        return self._batches.per_epoch

    @property
    def finished(self) -> bool:
        """Whether the experiment's last epoch is reached."""
        return self.epoch >= self.experiment.training.epochs

    @property
    def batch_loss(self) -> float:
        """The loss of the last mini-batch; NaN before the first."""
        if self._batch is None:
            return math.nan
        targets = self.samples.t_train.take(self._batch, axis=0)
        return float(self.network.loss_function.value(self.network.last_scores, targets))

    def step(self) -> bool:
        """Train on one mini-batch. True when it ended an epoch: the curve then has a new point.

        Raises Diverged when the numbers are no longer finite, or the loss has run away.
        """
        epoch = self.epoch
        self.train(1)
        return self.epoch > epoch

    def train(self, steps: int) -> int:
        """Train on up to `steps` mini-batches, ending early with the epoch; returns how many.

        The same as that many `step()`, with less between them.
        """
        started = time.perf_counter()
        done, ends_epoch = 0, False
        try:
            with np.errstate(all="ignore"):
                while done < steps and not ends_epoch:
                    ends_epoch = self._train_batch()
                    done += 1
        finally:
            self.seconds += time.perf_counter() - started
        if ends_epoch:
            self._end_epoch()
        return done

    def _train_batch(self) -> bool:
        samples = self.samples
        self._batch, ends_epoch = self._batches.next()
        x, t = samples.x_train.take(self._batch, axis=0), self._targets.take(self._batch, axis=0)
        gradients = self.network.gradient(x, t)
        # g·g is NaN or infinite as soon as one gradient is, and quick to find.
        if not math.isfinite(gradients.dot(gradients)):
            self._refuse_infinite(x)
        self.penalties.add_gradient(self.network.parameters, gradients)
        self.optimizer.update(gradients)
        self.step_count += 1
        return ends_epoch

    def _end_epoch(self) -> None:
        self.epoch += 1
        metrics = self.evaluate()
        first = abs(self.curve.at(0).train_loss)
        if not metrics.train_loss <= RUNAWAY * max(first, 1.0):
            raise Diverged(self.step_count, f"the loss has grown to {metrics.train_loss:.3g}")
        self.curve.append(metrics)

    def _refuse_infinite(self, x: arrays.Array) -> None:
        """Raise Diverged where a number is not finite, naming the first place it is seen."""
        network, step = self.network, self.step_count + 1
        for name, values in network.views.items():
            if not np.isfinite(values).all():
                raise Diverged(step, f"{name} is not finite")
        for index, values in enumerate(network.activations(x)):
            if not np.isfinite(values).all():
                kind = type(network.layers[index]).__name__
                raise Diverged(step, f"the output of layer {index} ({kind}) is not finite")
        for name, values in reversed(network.gradient_views.items()):
            if not np.isfinite(values).all():
                raise Diverged(step, f"the gradient of {name} is not finite")

    def evaluate(self) -> Metrics:
        """Loss and accuracy on all training and all test samples, now."""
        samples = self.samples
        with np.errstate(all="ignore"):
            train = self._measure(samples.x_train, samples.t_train)
            test = self._measure(samples.x_test, samples.t_test)
        values = (train[0], test[0], train[1], test[1])
        return Metrics(self.epoch, self.step_count, *values, self.seconds)

    def _measure(self, x: arrays.Array, t: arrays.Array) -> tuple[float, float]:
        if not len(x):
            return math.nan, math.nan
        loss, code = self.network.loss_function, self.network.code
        scores = self.network.scores(x)
        # The largest score is the largest probability too; a single output needs its threshold.
        output = scores if code.outputs > 1 else loss.output(scores)
        return float(loss.value(scores, t)), float(code.accuracy(output, t))

    def plane(
        self, resolution: int, x_axis: int = 0, y_axis: int = 1
    ) -> tuple[InputGrid, arrays.Array]:
        """A grid over two columns of the data, and its points as the network sees them.

        Kept once made, because pictures are asked for again and again.
        """
        key = (resolution, x_axis, y_axis)
        if key not in self._planes:
            grid = InputGrid.over(self.dataset, *key)
            inputs = self.dataset.preparation.inputs(grid.columns)
            dtype = self.network.parameters.dtype
            self._planes[key] = grid, self._arrays.asarray(inputs, dtype=dtype)
        return self._planes[key]

    def change_training(self, experiment: Experiment) -> None:
        """Train on from the present parameters with other settings.

        The experiment may differ in optimizer, batch size, epochs and penalties only. An
        optimizer of the same kind keeps its buffers.
        """
        before, old = self.experiment, self.optimizer
        self.experiment = experiment
        self._use_training(experiment)
        if type(old) is type(self.optimizer):
            self.optimizer.buffers, self.optimizer.steps = old.buffers, old.steps
        if experiment.training.batch_size != before.training.batch_size:
            self._batches.batch_size = experiment.training.batch_size

    def state(self) -> RunState:
        """A copy of everything that decides how the run goes on."""
        buffers = self.optimizer.buffers.items()
        return RunState(
            epoch=self.epoch,
            step_count=self.step_count,
            parameters=arrays.to_host(self.network.parameters).copy(),
            statistics=arrays.to_host(self.network.statistics).copy(),
            generator=dict(self.network.rng.bit_generator.state),
            optimizer=type(self.optimizer).__name__,
            optimizer_steps=self.optimizer.steps,
            buffers={name: arrays.to_host(buffer).copy() for name, buffer in buffers},
            batches=self._batches.state(),
            seconds=self.seconds,
        )

    def restore(self, state: RunState) -> None:
        """Go on exactly where `state` was taken: bit for bit, with the same settings."""
        self.epoch, self.step_count = state.epoch, state.step_count
        self.seconds = state.seconds
        self.network.parameters[...] = self._arrays.asarray(state.parameters)
        self.network.statistics[...] = self._arrays.asarray(state.statistics)
        self.network.rng.bit_generator.state = state.generator
        if state.optimizer == type(self.optimizer).__name__:
            self.optimizer.steps = state.optimizer_steps
            for name, buffer in state.buffers.items():
                self.optimizer.buffers[name][...] = self._arrays.asarray(buffer)
        self._batches.restore(state.batches)
        self.curve.truncate(state.step_count)
