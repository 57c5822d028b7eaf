"""How the first weights of a layer are drawn, as plain data."""

from typing import Literal, get_args

from engine.errors import ExperimentError
from engine.experiment.checks import Frozen, between

NamedInit = Literal["zeros", "xavier", "he", "glorot_uniform", "glorot_normal"]


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


def check_init(init: Init, field: str = "init") -> None:
    """Refuse a name that no initialisation has, naming the field."""
    names = get_args(NamedInit)
    if not isinstance(init, Normal | Uniform) and init not in names:
        allowed = f"{', '.join(names)}, normal or uniform"
        raise ExperimentError(field, f"must be {allowed}; it is {init!r}")
