"""A drawing made of a set that a formula gives: its points as they are, to be drawn on."""

import numpy as np
from msgspec.structs import replace

from engine.data import read_data
from engine.experiment.data import AnyData, CurveValues, Drawn, DrawnCurve, Made, MadeData
from engine.experiment.data.drawn import EDGE, MOST_POINTS, Drawing


def can_be_drawing(data: AnyData) -> bool:
    """Whether a drawing can hold these points: they are made, and not too many."""
    return isinstance(data, Made | CurveValues) and data.samples <= MOST_POINTS


def to_drawing(data: MadeData | CurveValues, seed: int) -> Drawing:
    """The points of a set, as many as lie within the square on which one draws."""
    samples = read_data(data, seed)
    targets = samples.targets.reshape(len(samples.targets), -1)[:, :1]
    rows = np.concatenate([samples.columns, targets], axis=1)  # (samples, columns + 1)
    drawn = rows if samples.task == "regression" else samples.columns
    rows = rows[(np.abs(drawn) <= EDGE).all(axis=1)]
    points = tuple(map(tuple, rows.tolist()))
    return replace(empty_drawing(data), points=points)


def empty_drawing(data: AnyData) -> Drawing:
    """A drawing without points, of the same kind as this data as far as a drawing can be that."""
    if isinstance(data, CurveValues | DrawnCurve):
        return DrawnCurve(test_share=data.test_share, scaling=data.scaling)
    if isinstance(data, Made | Drawn):
        return Drawn(
            kind=data.task,
            classes=max(2, data.class_count),
            inputs=data.inputs,
            test_share=data.test_share,
            scaling=data.scaling,
        )
    return Drawn(scaling="standardize")
