"""A run: one experiment, trained step by step, that can be stopped, kept and continued."""

import math
import time
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from engine import arrays
from engine.augmentation import Augmentation
from engine.batch_losses import BatchLosses
from engine.batches import Batches
from engine.curve import Curve, Metrics
from engine.data import load_data
from engine.data.dataset import Dataset
from engine.divergence import infinite_place, largest_loss
from engine.early_stopping import EarlyStopping, watched_loss
from engine.errors import Diverged
from engine.evaluation import evaluate
from engine.experiment.experiment import Experiment
from engine.fit import check_facts
from engine.held import Held, Index, entries, numbers_of
from engine.landscape import Landscape
from engine.network import Network, initial_parameters
from engine.optimizers.optimizer import Optimizer
from engine.plane import Planes
from engine.run_state import RunState
from engine.samples import Samples
from engine.survey import Survey
from engine.targets import TargetCode
from engine.update import Update

__all__ = ["AUGMENTATION", "BATCHES", "DROPOUT", "WEIGHTS", "Run", "RunState"]

# Streams of random numbers: data and split use 0 and 1 (engine.data).
WEIGHTS, BATCHES, DROPOUT, AUGMENTATION = 2, 3, 4, 5


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
        check_facts(experiment, facts)
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
        self.batches = self._make_batches()
        self._augmentation_rng = np.random.default_rng([experiment.seed, AUGMENTATION])
        self._batch: NDArray[np.int64] | None = None
        self.batch_losses = BatchLosses()
        self.held = Held(self.network.parameters)
        self.planes = self._make_planes()
        self._use_training(experiment)
        first = self.evaluate()
        self.curve.append(first)
        self._largest_loss = float(largest_loss(first.train_loss))

    def _make_network(self, code: TargetCode, dtype: str) -> Network:
        spec, loss = self.experiment.network, self.experiment.training.loss
        shape, seed = self.samples.x_train.shape[1:], self.experiment.seed
        first = initial_parameters(spec, shape, np.random.default_rng([seed, WEIGHTS]))
        parameters = self._arrays.asarray(first, dtype=dtype)
        rng = np.random.default_rng([seed, DROPOUT])
        return Network(spec, shape, loss, code, parameters, rng=rng)

    def _make_planes(self) -> Planes:
        dtype = str(self.network.parameters.dtype)
        return Planes(self.dataset, self._arrays, dtype, self.network.input_shape)

    def _make_batches(self) -> Batches:
        rng = np.random.default_rng([self.experiment.seed, BATCHES])
        return Batches(self.dataset.facts.train_samples, self._batch_size, rng)

    @property
    def _batch_size(self) -> int:
        """The samples in a mini-batch: all there are, where a drawing has fewer than wanted."""
        return min(self.experiment.training.batch_size, self.dataset.facts.train_samples)

    def _use_training(self, experiment: Experiment) -> None:
        training = experiment.training
        self.update = Update(training, self.network)
        self._is_scheduled = not self.update.schedule.is_constant
        stopping = training.early_stopping
        self.early_stopping = EarlyStopping(stopping, self.network) if stopping else None
        targets, smoothing = self.samples.t_train, training.label_smoothing
        self.targets = self.network.code.smoothed(targets, smoothing)
        steps = training.augmentation
        self.augmentation = self._make_augmentation() if steps else None

    def _make_augmentation(self) -> Augmentation:
        """Augmentation that goes on with this run's random numbers."""
        nothing = np.zeros((1, self.dataset.columns.shape[1]))
        background = float(self.dataset.preparation.inputs(nothing)[0, 0])
        steps = self.experiment.training.augmentation
        return Augmentation(steps, background, self._arrays, self._augmentation_rng)

    def augmented(self, x: arrays.Array, rng: np.random.Generator) -> arrays.Array:
        """A copy of inputs (batch, *input_shape) as training might meet them, by chance of `rng`.

        Training goes on as if nobody had asked.
        """
        return x.copy() if self.augmentation is None else self.augmentation.apply(x, rng)

    @property
    def steps_per_epoch(self) -> int:
        """The number of mini-batches in an epoch."""
        return self.batches.per_epoch

    @property
    def optimizer(self) -> Optimizer:
        """The optimizer with its buffers and its present learning rate."""
        return self.update.optimizer

    @cached_property
    def survey(self) -> Survey:
        """What the network says of each sample; costs nothing until somebody asks."""
        return Survey(self.network, self.samples, self.dataset)

    @cached_property
    def landscape(self) -> Landscape:
        """The loss around the network, and the way that training took while somebody noted it."""
        return Landscape(self.network, self.samples)

    @property
    def finished(self) -> bool:
        """Whether the experiment's last epoch is reached, or training was stopped before it."""
        return self.stopped_early or self.epoch >= self.experiment.training.epochs

    @property
    def stopped_early(self) -> bool:
        """Whether the epoch just ended was the last that early stopping waited for.

        The network then holds the best parameters again. Training can go on from them.
        """
        return self.early_stopping is not None and self.early_stopping.best.stopped

    @property
    def batch_loss(self) -> float:
        """The loss of the last mini-batch; NaN before the first."""
        if self._batch is None:
            return math.nan
        targets = self.samples.t_train.take(self._batch, axis=0)
        return float(self.network.loss_function.value(self.network.last_scores, targets))

    @property
    def last_batch(self) -> tuple[arrays.Array, arrays.Array]:
        """Inputs, not augmented, and targets of the last mini-batch.

        Before there is one, of the first samples.
        """
        batch = np.arange(self._batch_size) if self._batch is None else self._batch
        return self.samples.x_train.take(batch, axis=0), self.targets.take(batch, axis=0)

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
        update, batches = self.update, self.batches
        if self._is_scheduled:
            update.begin_step(self.epoch + batches.progress, batches.share)
        self._batch, ends_epoch = batches.next()
        x = self.samples.x_train.take(self._batch, axis=0)
        if self.augmentation is not None:
            x = self.augmentation(x)
        self._train_on(x, self.targets.take(self._batch, axis=0))
        if self.batch_losses.is_watched:
            self.batch_losses.note(self.step_count, self.batch_loss)
        return ends_epoch

    def _train_on(self, x: arrays.Array, t: arrays.Array) -> None:
        gradients = self.network.gradient(x, t)
        # g·g is NaN or infinite as soon as one gradient is, and quick to find.
        if not math.isfinite(gradients.dot(gradients)):
            self._refuse_infinite(x)
        self.update.apply()
        if self.held:
            self.held.put_back()
        self.step_count += 1

    def rehearse(self, sample: tuple[arrays.Array, arrays.Array] | None = None) -> None:
        """Do the next step, or one on these (x, t) alone, and take it back: nothing has changed.

        For whoever watches how a step is computed (engine.step_record). Raises Diverged as `step`.
        """
        state, network, batch = self.state(), self.network, self._batch
        gradients, rate = network.gradients.copy(), self.optimizer.learning_rate.copy()
        last = {name: vars(network).get(name) for name in ("last_scores", "last_targets")}
        try:
            with np.errstate(all="ignore"):
                if sample is None:
                    self._train_batch()
                else:
                    self._train_on(*sample)
        finally:
            self.restore(state)
            network.gradients[...], self.optimizer.learning_rate[...] = gradients, rate
            self._batch = batch
            vars(network).update({name: value for name, value in last.items() if value is not None})

    def _refuse_infinite(self, x: arrays.Array) -> None:
        place = infinite_place(self.network, x)
        if place is not None:
            raise Diverged(self.step_count + 1, place)

    def _end_epoch(self) -> None:
        self.epoch += 1
        metrics = self.evaluate()
        if not metrics.train_loss <= self._largest_loss:  # NaN neither
            raise Diverged(self.step_count, f"the loss has grown to {metrics.train_loss:.3g}")
        self.curve.append(metrics)
        self.update.end_epoch(watched_loss(metrics))
        if self.early_stopping is not None:
            self.early_stopping.end_epoch(watched_loss(metrics), self.network)
            best = self.early_stopping.best
            if best.stopped:
                self._hold(best.parameters, best.statistics)

    def _hold(self, parameters: NDArray, statistics: NDArray) -> None:
        self.network.parameters[...] = self._arrays.asarray(parameters)
        self.network.statistics[...] = self._arrays.asarray(statistics)

    def set_parameter(self, tensor: str, index: Index, value: float) -> None:
        """Give entries of a parameter tensor a value by hand; training goes on from there.

        Frozen ones are held at the new value. KeyError and IndexError where there are none such,
        ValueError where the value is not finite.
        """
        if not math.isfinite(value):
            raise ValueError(f"a weight must be a finite number; it is {value}")
        self.network.views[tensor][entries(index)] = value
        self.held.renew()
        vars(self).pop("survey", None)  # it knows the old answers

    def freeze(self, tensor: str, index: Index, frozen: bool = True) -> None:
        """Hold entries of a parameter tensor at their values, or let them train again.

        Optimizers go on with their buffers: what is let go moves on as if its gradient had always
        been followed. KeyError and IndexError as `set_parameter`.
        """
        numbers = numbers_of(self.network, tensor, index)
        if frozen:
            self.held.hold(numbers)
        else:
            self.held.let_go(numbers)

    def evaluate(self) -> Metrics:
        """Loss and accuracy on all training and all test samples, now."""
        losses_and_accuracies = evaluate(self.network, self.samples)
        train, test, right, right_in_test = (float(value) for value in losses_and_accuracies)
        place = (self.epoch, self.step_count)
        return Metrics(*place, train, test, right, right_in_test, self.seconds)

    def change_training(self, experiment: Experiment) -> None:
        """Train on from the present parameters with other settings.

        The experiment may differ in optimizer, batch size, epochs, schedule, augmentation and what
        regularises.
        An optimizer of the same kind keeps its buffers; schedule and early stopping, where they
        stay the same, their memory.
        """
        old, stopping = self.update, self.early_stopping
        self.experiment = experiment
        self._use_training(experiment)
        self.update.take_over(old)
        if stopping and stopping.settings == experiment.training.early_stopping:
            self.early_stopping = stopping
        self.batches.batch_size = self._batch_size

    def change_data(self, experiment: Experiment, dataset: Dataset) -> None:
        """Train on from the present parameters on other samples: a drawing that was drawn on.

        Task, classes and inputs are as before. The samples are prepared anew, their order begins
        at the seed's first, and the curve goes on. The optimizer keeps its buffers; early stopping
        forgets, because losses on other samples cannot be compared. From here on the numbers are
        no longer those that the experiment alone gives. ExperimentError where it does not fit.
        """
        check_facts(experiment, dataset.facts)
        dtype = str(self.network.parameters.dtype)
        samples = Samples.prepare(dataset, self.network.code, self._arrays, dtype)
        self.network.check_inputs(samples.x_train)
        self.experiment, self.dataset, self.samples = experiment, dataset, samples
        self._batch = None
        self.planes = self._make_planes()
        for kept in ("survey", "landscape"):  # they know the old samples
            vars(self).pop(kept, None)
        self.batches = self._make_batches()
        old = self.update
        self._use_training(experiment)
        self.update.take_over(old)

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
            batches=self.batches.state(),
            augmentation=dict(self._augmentation_rng.bit_generator.state),
            seconds=self.seconds,
            plateau=self.update.schedule.memory,
            best=self.early_stopping.best if self.early_stopping else None,
            held=self.held.numbers,
        )

    def restore(self, state: RunState) -> None:
        """Go on exactly where `state` was taken: bit for bit, with the same settings and data.

        Of a state from before a drawing had so many points, the order of the samples is left out.
        """
        self.epoch, self.step_count = state.epoch, state.step_count
        self.seconds = state.seconds
        self._hold(state.parameters, state.statistics)
        self.held = Held(self.network.parameters, state.held)
        self.network.rng.bit_generator.state = state.generator
        if state.optimizer == type(self.optimizer).__name__:
            self.optimizer.steps = state.optimizer_steps
            for name, buffer in state.buffers.items():
                self.optimizer.buffers[name][...] = self._arrays.asarray(buffer)
        self.update.schedule.memory = state.plateau
        if self.early_stopping is not None and state.best is not None:
            self.early_stopping.best = state.best
        if len(state.batches.order) == self.batches.samples:
            self.batches.restore(state.batches)
        self._augmentation_rng.bit_generator.state = state.augmentation
        self.curve.truncate(state.step_count)
        self.batch_losses.truncate(state.step_count)
