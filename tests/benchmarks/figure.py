"""A figure: one thing that was measured, what stands beside it, and the goal."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """A line of the table. `reached` is None where there is no goal, or nothing to compare with."""

    what: str
    value: str
    beside: str = ""
    ratio: str = ""
    goal: str = ""
    reached: bool | None = None

    @property
    def cells(self) -> tuple[str, ...]:
        """The line's cells, the verdict last."""
        verdict = {True: "reached", False: "NOT REACHED", None: ""}[self.reached]
        return (self.what, self.value, self.beside, self.ratio, self.goal, verdict)


HEADING = ("what", "measured", "beside it", "ratio", "goal", "")


@dataclass(frozen=True)
class Benchmark:
    """A named measurement; `measure(quick)` gives its figures as it gets them."""

    name: str
    title: str
    measure: Callable[[bool], Iterator[Figure]]
