"""How a network is trained, as plain data: loss, optimizer, mini-batches and penalties."""

from engine.errors import ExperimentError
from engine.experiment.checks import Frozen, between, one_of, whole_between
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

__all__ = [
    "LOSSES",
    "SGD",
    "AdaDelta",
    "AdaGrad",
    "Adam",
    "AdamW",
    "AnyOptimizer",
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
    """Loss, optimizer, mini-batch size, length and the penalties on large weights.

    `l1` adds l1·Σ|w| and `l2` adds ½·l2·Σw² to what is minimised (weights only, never biases;
    both together are the elastic net); reported losses leave both out, so that training and test
    loss can be compared. So they do with `label_smoothing`: training then asks for the class in
    question with probability 1 - ε + ε/K and for each of the other K - 1 with ε/K (arXiv
    1512.00567).
    """

    loss: LossName = "cross_entropy"
    optimizer: AnyOptimizer = SGD()
    batch_size: int = 32
    epochs: int = 100
    l1: float = 0.0
    l2: float = 0.0
    label_smoothing: float = 0.0

    def __post_init__(self) -> None:
        one_of("loss", self.loss, LOSSES)
        whole_between("batch_size", self.batch_size, 1, 1_000_000)
        whole_between("epochs", self.epochs, 1, 10_000_000)
        between("l1", self.l1, 0, 100)
        between("l2", self.l2, 0, 100)
        between("label_smoothing", self.label_smoothing, 0, 0.99)
        if self.label_smoothing and self.loss not in WITH_PROBABILITIES:
            names = " or ".join(WITH_PROBABILITIES)
            why = f"must be 0 with {self.loss}: only {names} can ask for probabilities"
            raise ExperimentError("label_smoothing", why)
