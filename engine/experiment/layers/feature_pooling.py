"""Poolings of neighbouring features as plain data."""

from engine.experiment.checks import between, whole_between
from engine.experiment.layers.layer import Layer


class Maxout(Layer, tag="maxout", frozen=True):
    """The largest of each `group` of neighbouring features, which a dense layer before it gives."""

    group: int = 2

    def __post_init__(self) -> None:
        whole_between("group", self.group, 1, 100_000)


class LpPooling(Layer, tag="lp_pooling", frozen=True):
    """The p-norm of each `group` of neighbouring features: p 1 is a sum, a large p a maximum."""

    group: int = 2
    p: float = 2.0

    def __post_init__(self) -> None:
        whole_between("group", self.group, 1, 100_000)
        between("p", self.p, 1, 100)
