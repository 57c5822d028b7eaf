"""How a network is trained, as plain data: loss, optimizer, mini-batches and penalties."""

from typing import Literal, get_args

from engine.experiment.checks import Frozen, between, one_of, whole_between

LossName = Literal["cross_entropy", "binary_cross_entropy", "mean_squared_error", "sum_of_squares"]
LOSSES: tuple[LossName, ...] = get_args(LossName)


class Optimizer(Frozen, tag_field="type", frozen=True):
    """What all optimizers have: a learning rate η."""

    learning_rate: float

    def __post_init__(self) -> None:
        between("learning_rate", self.learning_rate, 1e-9, 1e9)


class SGD(Optimizer, tag="sgd", frozen=True):
    """Stochastic gradient descent: θ ← θ - η g."""

    learning_rate: float = 0.01


class Momentum(Optimizer, tag="momentum", frozen=True):
    """SGD with momentum: v ← α v - η g; θ ← θ + v."""

    learning_rate: float = 0.01
    momentum: float = 0.9

    def __post_init__(self) -> None:
        super().__post_init__()
        between("momentum", self.momentum, 0, 0.9999)


class Adam(Optimizer, tag="adam", frozen=True):
    """Adam (arXiv 1412.6980)."""

    learning_rate: float = 0.001
    beta1: float = 0.9
    beta2: float = 0.999
    epsilon: float = 1e-8

    def __post_init__(self) -> None:
        super().__post_init__()
        between("beta1", self.beta1, 0, 0.9999)
        between("beta2", self.beta2, 0, 0.999999)
        between("epsilon", self.epsilon, 1e-16, 1)


AnyOptimizer = SGD | Momentum | Adam


class Training(Frozen, frozen=True):
    """Loss, optimizer, mini-batch size, length and the penalties on large weights.

    `l1` adds l1·Σ|w| and `l2` adds ½·l2·Σw² to what is minimised (weights only, never biases);
    reported losses leave both out, so that training and test loss can be compared.
    """

    loss: LossName = "cross_entropy"
    optimizer: AnyOptimizer = SGD()
    batch_size: int = 32
    epochs: int = 100
    l1: float = 0.0
    l2: float = 0.0

    def __post_init__(self) -> None:
        one_of("loss", self.loss, LOSSES)
        whole_between("batch_size", self.batch_size, 1, 1_000_000)
        whole_between("epochs", self.epochs, 1, 10_000_000)
        between("l1", self.l1, 0, 100)
        between("l2", self.l2, 0, 100)
