"""Points that somebody has drawn with the mouse, kept in the experiment itself."""

import math
from typing import ClassVar

from engine.errors import ExperimentError
from engine.experiment.checks import between, one_of, whole_between
from engine.experiment.data.base import Data, Task
from engine.experiment.data.plane import Plane

EDGE = 6.0  # points are drawn on [-6, 6]²
MOST_POINTS = 20_000
MOST_CLASSES = 6


class Drawn(Plane, tag="drawn", frozen=True):
    """Points (x1, x2, t): t is a class, counted from 0, or a value.

    A drawing may be empty: it can be kept and drawn on, but not be learned from.
    """

    grows: ClassVar[bool] = True

    points: tuple[tuple[float, float, float], ...] = ()
    kind: Task = "classification"
    classes: int = 2
    test_share: float = 0.3

    def __post_init__(self) -> None:
        super().__post_init__()
        one_of("kind", self.kind, ("classification", "regression"))
        whole_between("classes", self.classes, 2, MOST_CLASSES)
        check_number_of_points(len(self.points))
        if not self._all_fit():
            self._refuse_first_misfit()

    def _all_fit(self) -> bool:
        """Whether every point is right; found without a look at each, as a stroke needs it."""
        columns = _columns(self.points, width=3)
        if columns is None or not all(_within_edge(column) for column in columns[:2]):
            return False
        if self.kind == "regression":
            return _within_edge(columns[2])
        return set(columns[2]) <= set(range(self.classes))

    def _refuse_first_misfit(self) -> None:
        for index, (x1, x2, target) in enumerate(self.points):
            between(f"points[{index}][0]", x1, -EDGE, EDGE)
            between(f"points[{index}][1]", x2, -EDGE, EDGE)
            if self.kind == "regression":
                between(f"points[{index}][2]", target, -EDGE, EDGE)
            elif target not in range(self.classes):
                allowed = f"must be a class from 0 to {self.classes - 1}"
                raise ExperimentError(f"points[{index}][2]", f"{allowed}; it is {target:g}")

    @property
    def task(self) -> Task:
        return self.kind

    @property
    def class_count(self) -> int:
        return self.classes if self.kind == "classification" else 0

    @property
    def sample_count(self) -> int:
        return len(self.points)

    @property
    def is_ready(self) -> bool:
        """Whether there is a point to train on."""
        return self.train_samples > 0


class DrawnCurve(Data, tag="drawn_curve", frozen=True):
    """Points (x, t) with one input x and a value t to be predicted."""

    grows: ClassVar[bool] = True

    points: tuple[tuple[float, float], ...] = ()
    test_share: float = 0.3

    def __post_init__(self) -> None:
        super().__post_init__()
        check_number_of_points(len(self.points))
        columns = _columns(self.points, width=2)
        if columns is not None and all(_within_edge(column) for column in columns):
            return
        for index, point in enumerate(self.points):
            for axis, value in enumerate(point):
                between(f"points[{index}][{axis}]", value, -EDGE, EDGE)

    @property
    def task(self) -> Task:
        return "regression"

    @property
    def train_samples(self) -> int:
        """The number of points to train on."""
        return len(self.points) - self.test_count(len(self.points))

    @property
    def is_ready(self) -> bool:
        """Whether there is a point to train on."""
        return self.train_samples > 0


Drawing = Drawn | DrawnCurve


def check_number_of_points(count: int) -> None:
    """Refuse a drawing that holds too many points."""
    if count > MOST_POINTS:
        message = f"can hold at most {MOST_POINTS:,} points; there are {count:,}"
        raise ExperimentError("points", message)


def _columns(
    points: tuple[tuple[float, ...], ...], width: int
) -> tuple[tuple[float, ...], ...] | None:
    """All first numbers of the points, all second ones and so on; None where they are no such."""
    try:
        columns = tuple(zip(*points, strict=True))
        finite = all(math.isfinite(sum(column)) for column in columns)
    except (TypeError, ValueError):
        return None
    return (columns or ((),) * width) if finite else None


def _within_edge(column: tuple[float, ...]) -> bool:
    return not column or (min(column) >= -EDGE and max(column) <= EDGE)
