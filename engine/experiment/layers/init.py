"""How the first weights of a layer are drawn, as plain data."""

from typing import Literal

from engine.experiment.checks import Frozen, between

NamedInit = Literal["zeros", "xavier", "he"]


class Normal(Frozen, tag="normal", tag_field="type", frozen=True):
    """Weights drawn from a normal distribution with mean 0 and standard deviation `std`."""

    std: float = 0.01

    def __post_init__(self) -> None:
        between("std", self.std, 0, 100)


class Uniform(Frozen, tag="uniform", tag_field="type", frozen=True):
    """Weights drawn evenly from [-limit, limit]."""

    limit: float = 0.5

    def __post_init__(self) -> None:
        between("limit", self.limit, 0, 100)


Init = NamedInit | Normal | Uniform
