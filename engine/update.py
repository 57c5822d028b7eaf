"""An update turns a mini-batch's gradient into changed parameters, in the order told here."""

from collections.abc import Sequence

from engine.clipping import Clipping
from engine.experiment.training import Training
from engine.max_norm import MaxNorm
from engine.network import Network
from engine.optimizers import make_optimizer
from engine.penalties import Penalties
from engine.schedules import make_schedule


class Update:
    """Penalties, clipping, schedule, decay, optimizer and max-norm of one training.

    It works on the vectors of a network: (P,), or some rows of those of R replicas.
    """

    def __init__(
        self,
        training: Training,
        network: Network,
        rows: slice | None = None,
        learning_rates: Sequence[float] | None = None,
    ) -> None:
        """`rows` of the network's replicas; None: one network.

        `learning_rates`: one for each row; None: that of the optimizer, for all.
        """
        place = ... if rows is None else rows
        self.parameters = network.parameters[place]
        self.gradients = network.gradients[place]
        self.optimizer = make_optimizer(training.optimizer, self.parameters, learning_rates)
        self.schedule = make_schedule(training.schedule, training.epochs)
        self._whole_rate = self.optimizer.learning_rate.copy()
        decay, is_weight = training.weight_decay, network.is_weight()[place]
        self.penalties = Penalties(training.l1, training.l2, decay, is_weight)
        self.clipping = Clipping(training.clip_norm, training.clip_value)
        limit = training.max_norm
        self.max_norm = None if limit is None else MaxNorm(limit, network, self.parameters)
        besides = (training.l1, training.l2, decay, training.clip_norm, training.clip_value, limit)
        self._is_plain = not any(besides)  # nothing but the optimizer changes anything

    def take_over(self, old: "Update") -> None:
        """Go on with what an update with other settings remembers, where it is of use here.

        That is the optimizer's buffers, if it is of the same kind, and the memory of the same
        schedule.
        """
        optimizer, before = self.optimizer, old.optimizer
        if type(before) is type(optimizer):
            optimizer.buffers, optimizer.steps = before.buffers, before.steps
        if old.schedule.settings == self.schedule.settings:
            self.schedule.memory = old.schedule.memory

    def begin_step(self, time: float, duration: float) -> None:
        """Set the learning rate for a step that begins at `time` and lasts `duration` epochs."""
        share = self.schedule.share(time, duration)
        self.optimizer.learning_rate[...] = share * self._whole_rate

    def end_epoch(self, loss: float) -> None:
        """Take note of the loss at the end of an epoch."""
        self.schedule.end_epoch(loss)
        self.optimizer.forget_traces()

    def apply(self) -> None:
        """Change the parameters by the gradients of the loss."""
        parameters, gradients = self.parameters, self.gradients
        if self._is_plain:
            self.optimizer.update(gradients)
            return
        self.penalties.add_gradient(parameters, gradients)
        self.clipping.clip(gradients)
        self.penalties.shrink(parameters, self.optimizer.learning_rate)
        self.optimizer.update(gradients)
        if self.max_norm is not None:
            self.max_norm.shorten()
