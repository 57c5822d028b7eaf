"""How a network is trained, as plain data: loss, optimizer, mini-batches and penalties."""

from engine.errors import ExperimentError
from engine.experiment.augmentation import AnyStep
from engine.experiment.checks import Frozen, between, one_of, whole_between
from engine.experiment.early_stopping import EarlyStopping
from engine.experiment.losses import LOSSES, WITH_PROBABILITIES, LossName
from engine.experiment.optimizers import (
    SGD,
    AdaDelta,
    AdaGrad,
    Adam,
    AdamW,
    AnyOptimizer,
    Lion,
    Momentum,
    NAdam,
    Nesterov,
    Optimizer,
    RMSprop,
)
from engine.experiment.schedules import AnySchedule, Constant

__all__ = [
    "LOSSES",
    "SGD",
    "AdaDelta",
    "AdaGrad",
    "Adam",
    "AdamW",
    "AnyOptimizer",
    "EarlyStopping",
    "Lion",
    "LossName",
    "Momentum",
    "NAdam",
    "Nesterov",
    "Optimizer",
    "RMSprop",
    "Training",
]


class Training(Frozen, frozen=True):
    """Loss, optimizer, mini-batches, length, and what keeps training steady and weights small.

    `l1` adds l1·Σ|w| and `l2` adds ½·l2·Σw² to what is minimised (weights only, never biases;
    both together are the elastic net); `weight_decay` shrinks weights by its share η λ a step,
    beside the gradient. Gradients are clipped, penalties included, by value and then by norm.
    `max_norm` is the longest that a neuron's incoming weights may be. None: no limit.

    Reported losses leave penalties out, so that training and test loss can be compared. So they
    do with `label_smoothing`: training then asks for the right class with probability
    1 - ε + ε/K and for each of the other K - 1 with ε/K (arXiv 1512.00567). `augmentation` changes
    the inputs of training batches at random, step by step; whatever is measured sees them as
    they are.
    """

    loss: LossName = "cross_entropy"
    optimizer: AnyOptimizer = SGD()
    batch_size: int = 32
    epochs: int = 100
    l1: float = 0.0
    l2: float = 0.0
    weight_decay: float = 0.0
    label_smoothing: float = 0.0
    max_norm: float | None = None
    clip_value: float | None = None
    clip_norm: float | None = None
    schedule: AnySchedule = Constant()
    early_stopping: EarlyStopping | None = None
    augmentation: tuple[AnyStep, ...] = ()

    def __post_init__(self) -> None:
        one_of("loss", self.loss, LOSSES)
        whole_between("batch_size", self.batch_size, 1, 1_000_000)
        whole_between("epochs", self.epochs, 1, 10_000_000)
        for name in ("l1", "l2", "weight_decay"):
            between(name, getattr(self, name), 0, 100)
        for name in ("max_norm", "clip_value", "clip_norm"):
            if getattr(self, name) is not None:
                between(name, getattr(self, name), 1e-9, 1e9)
        between("label_smoothing", self.label_smoothing, 0, 0.99)
        if self.label_smoothing and self.loss not in WITH_PROBABILITIES:
            names = " or ".join(WITH_PROBABILITIES)
            why = f"must be 0 with {self.loss}: only {names} can ask for probabilities"
            raise ExperimentError("label_smoothing", why)
