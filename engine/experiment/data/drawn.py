"""Points that somebody has drawn with the mouse, kept in the experiment itself."""

import math
from typing import ClassVar

from engine.errors import ExperimentError
from engine.experiment.checks import Frozen, between, one_of, whole_between
from engine.experiment.data.base import Data, Task
from engine.experiment.data.plane import Plane

EDGE = 6.0  # points are drawn on [-6, 6]²
MOST_POINTS = 20_000
MOST_CLASSES = 6


class Axis(Frozen, frozen=True):
    """What a drawing is drawn over: a name, and the range from its lowest to its highest value."""

    name: str
    low: float = -EDGE
    high: float = EDGE

    def __post_init__(self) -> None:
        for field, value in (("low", self.low), ("high", self.high)):
            if not math.isfinite(value):
                raise ExperimentError(field, f"must be a finite number; it is {value!r}")
        if not self.low < self.high:
            raise ExperimentError("high", f"must be above low, {self.low:g}; it is {self.high:g}")


PLANE_AXES = (Axis("x₁"), Axis("x₂"), Axis("value"))
LINE_AXES = (Axis("x"), Axis("t"))


class Drawn(Plane, tag="drawn", frozen=True):
    """Points (x1, x2, t): t is a class, counted from 0, or a value.

    A drawing may be empty: it can be kept and drawn on, but not be learned from. `axes` are those
    of x1 and x2, and of the value where one is to be predicted; empty: from -6 to 6. `class_names`
    name the first classes; empty: they are called by letters.
    """

    grows: ClassVar[bool] = True

    points: tuple[tuple[float, float, float], ...] = ()
    kind: Task = "classification"
    classes: int = 2
    axes: tuple[Axis, ...] = ()
    class_names: tuple[str, ...] = ()
    test_share: float = 0.3

    def __post_init__(self) -> None:
        super().__post_init__()
        one_of("kind", self.kind, ("classification", "regression"))
        whole_between("classes", self.classes, 2, MOST_CLASSES)
        check_number_of_points(len(self.points))
        check_axes(self.axes, 3 if self.kind == "regression" else 2)
        if len(self.class_names) > MOST_CLASSES:
            raise ExperimentError("class_names", f"must be at most {MOST_CLASSES}")
        if not self._all_fit():
            self._refuse_first_misfit()

    @property
    def shown_axes(self) -> tuple[Axis, ...]:
        """The axes of x1, x2 and, where that is no class, of the value."""
        return self.axes or PLANE_AXES[: 3 if self.kind == "regression" else 2]

    def _all_fit(self) -> bool:
        """Whether every point is right; found without a look at each, as a stroke needs it."""
        columns = _columns(self.points, width=3)
        if columns is None or not _within(columns, self.shown_axes):
            return False
        return self.kind == "regression" or set(columns[2]) <= set(range(self.classes))

    def _refuse_first_misfit(self) -> None:
        for index, point in enumerate(self.points):
            refuse_outside(index, point, self.shown_axes)
            if self.kind == "classification" and point[2] not in range(self.classes):
                allowed = f"must be a class from 0 to {self.classes - 1}"
                raise ExperimentError(f"points[{index}][2]", f"{allowed}; it is {point[2]:g}")

    @property
    def is_square(self) -> bool:
        return not self.axes

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
    axes: tuple[Axis, ...] = ()
    test_share: float = 0.3

    def __post_init__(self) -> None:
        super().__post_init__()
        check_number_of_points(len(self.points))
        check_axes(self.axes, 2)
        columns = _columns(self.points, width=2)
        if columns is None or not _within(columns, self.shown_axes):
            for index, point in enumerate(self.points):
                refuse_outside(index, point, self.shown_axes)

    @property
    def shown_axes(self) -> tuple[Axis, ...]:
        """The axes of x and t."""
        return self.axes or LINE_AXES

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


def check_axes(axes: tuple[Axis, ...], count: int) -> None:
    """Refuse another number of axes than none or `count`."""
    if axes and len(axes) != count:
        raise ExperimentError("axes", f"must be none or {count}; there are {len(axes)}")


def refuse_outside(index: int, point: tuple[float, ...], axes: tuple[Axis, ...]) -> None:
    """Refuse a point that does not lie on the axes, naming the number."""
    for place, (value, axis) in enumerate(zip(point, axes, strict=False)):
        between(f"points[{index}][{place}]", value, axis.low, axis.high)


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


def _within(columns: tuple[tuple[float, ...], ...], axes: tuple[Axis, ...]) -> bool:
    """Whether the numbers of each column lie on the axis that it has."""
    return all(
        not column or (min(column) >= axis.low and max(column) <= axis.high)
        for column, axis in zip(columns, axes, strict=False)
    )
