"""Normalisations as plain data."""

from engine.experiment.checks import between
from engine.experiment.layers.layer import Layer


class BatchNorm(Layer, tag="batch_norm", frozen=True):
    """Brings each feature, or channel, to mean 0 and variance 1 over the mini-batch.

    `momentum` is the weight of the newest mini-batch in the running mean and variance that are
    used when not training; `epsilon` is added to the variance.
    """

    momentum: float = 0.1
    epsilon: float = 1e-5

    def __post_init__(self) -> None:
        between("momentum", self.momentum, 0, 1)
        between("epsilon", self.epsilon, 1e-12, 1)


class LayerNorm(Layer, tag="layer_norm", frozen=True):
    """Brings the numbers of each sample to mean 0 and variance 1; `epsilon` as in BatchNorm."""

    epsilon: float = 1e-5

    def __post_init__(self) -> None:
        between("epsilon", self.epsilon, 1e-12, 1)
