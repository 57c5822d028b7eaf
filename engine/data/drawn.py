"""Drawn points as samples."""

import numpy as np

from engine.data.plane_sets import DISPLAY_COLUMNS, LETTERS
from engine.data.raw_samples import RawSamples
from engine.errors import ExperimentError
from engine.experiment.data import Drawn, DrawnCurve
from engine.experiment.data.drawn import EDGE


def drawn_points(data: Drawn) -> RawSamples:
    """The points of a drawing on the plane. ExperimentError where it is empty."""
    points = _numbers(data, width=3)
    values = points[:, 2]
    is_class = data.task == "classification"
    return RawSamples(
        task=data.task,
        class_names=LETTERS[: data.class_count],
        target_names=("class",) if is_class else ("value",),
        column_names=DISPLAY_COLUMNS,
        columns=points[:, :2],
        targets=values.astype(np.int64) if is_class else values[:, np.newaxis],
        bounds=np.array([[-EDGE, EDGE]] * 2),
    )


def drawn_curve(data: DrawnCurve) -> RawSamples:
    """The points of a drawn curve: x is the input, the height the target."""
    points = _numbers(data, width=2)
    return RawSamples(
        task="regression",
        class_names=(),
        target_names=("t",),
        column_names=("x",),
        columns=points[:, :1],
        targets=points[:, 1:],
        bounds=np.array([[-EDGE, EDGE]]),
    )


def _numbers(data: Drawn | DrawnCurve, width: int) -> np.ndarray:
    """(points, width) float64."""
    if not data.points:
        message = "the drawing is empty; paint some points on the decision boundary"
        raise ExperimentError("data.points", message)
    return np.array(data.points, dtype=np.float64).reshape(-1, width)
