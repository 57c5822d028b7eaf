"""Drawn points as samples."""

from itertools import islice

import numpy as np
from numpy.typing import NDArray

from engine.data.dataset import Facts
from engine.data.plane_sets import LETTERS
from engine.data.preparation import input_names
from engine.data.raw_samples import RawSamples
from engine.data.split import split
from engine.errors import ExperimentError
from engine.experiment.data import Drawn, DrawnCurve
from engine.experiment.data.drawn import Drawing


def drawn_points(data: Drawn) -> RawSamples:
    """The points of a drawing on the plane. ExperimentError where it is empty."""
    points = _numbers(data, width=3)
    values = points[:, 2]
    is_class = data.task == "classification"
    facts = drawing_facts(data)
    return RawSamples(
        task=facts.task,
        class_names=facts.class_names,
        target_names=facts.target_names,
        column_names=facts.column_names,
        columns=points[:, :2],
        targets=values.astype(np.int64) if is_class else values[:, np.newaxis],
        bounds=ranges(data)[:2],
    )


def drawn_curve(data: DrawnCurve) -> RawSamples:
    """The points of a drawn curve: x is the input, the height the target."""
    points = _numbers(data, width=2)
    facts = drawing_facts(data)
    return RawSamples(
        task=facts.task,
        class_names=facts.class_names,
        target_names=facts.target_names,
        column_names=facts.column_names,
        columns=points[:, :1],
        targets=points[:, 1:],
        bounds=ranges(data)[:1],
    )


def drawing_facts(data: Drawing) -> Facts:
    """What a drawing is known to be without looking at its points; it may be empty."""
    train = data.train_samples
    test = len(data.points) - train
    names = tuple(axis.name for axis in data.shown_axes)
    if isinstance(data, DrawnCurve):
        return Facts("regression", (), names[1:], names[:1], names[:1], train, test)
    targets = ("class",) if data.task == "classification" else names[2:]
    return Facts(
        data.task, class_names(data), targets, names[:2], input_names(data, names[:2]), train, test
    )


def class_names(data: Drawn) -> tuple[str, ...]:
    """The names of the classes: those that were given, then letters; none for values."""
    given = data.class_names[: data.class_count]
    letters = (letter for letter in LETTERS if letter not in given)
    return (*given, *islice(letters, data.class_count - len(given)))


def ranges(data: Drawing) -> NDArray[np.float64]:
    """The lowest and the highest value of each axis, (axes, 2)."""
    return np.array([[axis.low, axis.high] for axis in data.shown_axes])


def kept_for_testing(data: Drawing, targets: NDArray[np.floating], seed: int) -> NDArray[np.bool_]:
    """Which of the points of a drawing, with these targets, are kept for testing: (points,)."""
    classes = targets.astype(np.int64) if data.task == "classification" else None
    _, test = split(len(targets), data, classes, np.random.default_rng([seed, 1]))
    marks = np.zeros(len(targets), dtype=bool)
    marks[test] = True
    return marks


def _numbers(data: Drawing, width: int) -> NDArray[np.float64]:
    """(points, width) float64."""
    if not data.points:
        message = "the drawing is empty; paint some points on the decision boundary"
        raise ExperimentError("data.points", message)
    return np.array(data.points, dtype=np.float64).reshape(-1, width)
