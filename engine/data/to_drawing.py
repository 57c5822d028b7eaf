"""A drawing made of another set: its points as they are, to be drawn on."""

from typing import Any

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from engine.data import read_data
from engine.data.bounds import column_bounds
from engine.data.dataset import Facts
from engine.experiment.data import AnyData, Axis, CurveValues, Drawn, DrawnCurve, Made, MadeData
from engine.experiment.data.drawn import EDGE, MOST_CLASSES, MOST_POINTS, Drawing

SPLIT = ("test_share", "shuffle", "stratify", "folds", "fold")  # how samples are kept for testing


def can_be_drawing(data: AnyData) -> bool:
    """Whether a drawing can hold these points: they are made, and not too many."""
    return isinstance(data, Made | CurveValues) and data.samples <= MOST_POINTS


def can_rows_be_drawing(facts: Facts) -> bool:
    """Whether a drawing can hold rows of such a set: of each two columns, or the only one."""
    has_place = len(facts.column_names) > 1 or facts.task == "regression"
    return facts.kind == "rows" and has_place and facts.class_count <= MOST_CLASSES


def to_drawing(data: MadeData | CurveValues, seed: int) -> Drawing:
    """The points of a set, as many as lie within the square on which one draws."""
    samples = read_data(data, seed)
    targets = samples.targets.reshape(len(samples.targets), -1)[:, :1]
    rows = np.concatenate([samples.columns, targets], axis=1)  # (samples, columns + 1)
    drawn = rows if samples.task == "regression" else samples.columns
    rows = rows[(np.abs(drawn) <= EDGE).all(axis=1)]
    return replace(empty_drawing(data), points=_points(rows))


def rows_to_drawing(
    data: AnyData,
    facts: Facts,
    columns: NDArray[np.floating],
    targets: NDArray[np.floating],
    bounds: NDArray[np.float64],
    x: int = 0,
    y: int = 1,
) -> Drawing:
    """Two columns of a set that is measured, with their names, ranges and units.

    `columns` is (samples, columns), `targets` (samples,) classes or (samples, targets) values, of
    which the first is taken; `bounds` (columns, 2); `x` and `y` number the columns that are kept.
    Of a set with one column the value is the height. At most MOST_POINTS samples.
    """
    chosen = [x, y] if len(facts.column_names) > 1 else [0]
    values = _shortest(targets.reshape(len(targets), -1)[:, :1])
    points = _points(np.concatenate([_shortest(columns[:, chosen]), values], axis=1))
    axes = tuple(Axis(facts.column_names[column], *bounds[column].tolist()) for column in chosen)
    if facts.task == "regression":
        ((low, high),) = column_bounds(values).tolist()
        axes = (*axes, Axis(facts.target_names[0], low, high))
    if len(chosen) == 1:
        drawing: Drawing = DrawnCurve(points=points, axes=axes)
    else:
        names = facts.class_names
        count = max(2, len(names))
        drawing = Drawn(points=points, kind=facts.task, classes=count, axes=axes, class_names=names)
    split = {name: getattr(data, name) for name in SPLIT}
    return replace(drawing, scaling=data.scaling, **split)


def empty_drawing(data: AnyData) -> Drawing:
    """A drawing without points, of the same kind as this data as far as a drawing can be that."""
    if isinstance(data, Drawn | DrawnCurve):
        return replace(data, points=())
    if isinstance(data, CurveValues):
        return DrawnCurve(test_share=data.test_share, scaling=data.scaling)
    if isinstance(data, Made):
        return Drawn(
            kind=data.task,
            classes=max(2, data.class_count),
            inputs=data.inputs,
            test_share=data.test_share,
            scaling=data.scaling,
        )
    return Drawn(scaling="standardize")


def _points(rows: NDArray[np.float64]) -> Any:
    """The rows as tuples, as a drawing holds them."""
    return tuple(map(tuple, rows.tolist()))


def _shortest(numbers: NDArray[np.floating]) -> NDArray[np.float64]:
    """The numbers with no more figures than they had as float32: 5.1, not 5.0999999."""
    return numbers.astype(np.float32).astype(str).astype(np.float64)
