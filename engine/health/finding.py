"""A finding: one thing that is wrong with a run, with the numbers that say so."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """A rule that applies: what was measured, and the bound that it has passed.

    `place` names what was measured: a tensor such as `2.dense.weight`, or a layer by its number;
    empty where it is the run as a whole. `epoch` is when it began, where that can be told.
    """

    rule: str
    value: float
    threshold: float
    place: str = ""
    epoch: int | None = None
