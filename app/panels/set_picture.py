"""A set picture is a data set in small: a few of its points and their colours."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from app.look.colour_maps import diverging_rgba
from app.look.theme import Theme, class_colours
from engine.data import load_data
from engine.data.dataset import Dataset
from engine.experiment.data import (
    Adding,
    AnyData,
    CurveValues,
    Gate,
    MadeData,
    Parity,
    SineWave,
)

_POINTS = 160
_SEED = 3
_GATE_NOISE = 0.12  # four corners alone would be four dots; clouds show the classes
_LENGTH = 16  # of a sequence's picture


@dataclass(frozen=True)
class SetPicture:
    """Points (samples, 2), the second axis upwards, and the colours they have in a theme."""

    points: NDArray[np.float64]
    colours: Callable[[Theme], tuple[str, ...]]


def set_picture(data: AnyData) -> SetPicture:
    """Make the picture of a generated set from a few samples; takes about a millisecond.

    ValueError for data that is not generated.
    """
    if isinstance(data, MadeData):
        return _plane_picture(data)
    if isinstance(data, CurveValues):
        return _curve_picture(data)
    if isinstance(data, SineWave | Adding | Parity):
        return _sequence_picture(data)
    raise ValueError(f"{type(data).__name__} has no picture")


def _plane_picture(data: MadeData) -> SetPicture:
    """Points on the plane, in the colours of their classes or of their values."""
    noise = _GATE_NOISE if isinstance(data, Gate) else data.noise
    dataset = load_data(replace(data, samples=_POINTS, noise=noise), _SEED)
    if dataset.facts.class_count:
        return SetPicture(dataset.columns, _by_class(dataset.targets, dataset.facts.class_count))
    return SetPicture(dataset.columns, _by_value(dataset.targets))


def _curve_picture(data: CurveValues) -> SetPicture:
    """The function itself: points (x, f(x)) without noise."""
    dataset = load_data(replace(data, samples=_POINTS, noise=0.0), _SEED)
    points = np.column_stack([dataset.columns[:, 0], dataset.targets[:, 0]])
    return SetPicture(points, _marked(np.ones(len(points), dtype=bool)))


def _sequence_picture(data: SineWave | Adding | Parity) -> SetPicture:
    """One sequence from left to right; what counts in it is marked."""
    dataset = load_data(replace(data, samples=4, length=_LENGTH), _SEED)
    steps = np.asarray(dataset.columns[0], dtype=np.float64).reshape(_LENGTH, -1)
    if isinstance(data, Parity):
        bits = steps[:, 0]
        return SetPicture(_along(bits), _by_class(bits.astype(np.int64), 2))
    if isinstance(data, Adding):
        return SetPicture(_along(steps[:, 0]), _marked(steps[:, 1] > 0))
    return _continued(steps[:, 0], dataset)


def _continued(values: NDArray[np.float64], dataset: Dataset) -> SetPicture:
    """The values of a sequence and, marked, the one that is to be predicted."""
    every = np.append(values, dataset.targets[0])
    return SetPicture(_along(every), _marked(np.arange(len(every)) == len(values)))


def _along(values: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.column_stack([np.arange(len(values), dtype=np.float64), values])


def _by_class(classes: NDArray[np.generic], count: int) -> Callable[[Theme], tuple[str, ...]]:
    return lambda theme: tuple(class_colours(count)[int(index)] for index in classes)


def _by_value(values: NDArray[np.generic]) -> Callable[[Theme], tuple[str, ...]]:
    def colours(theme: Theme) -> tuple[str, ...]:
        row = values.reshape(1, -1).astype(np.float64)
        rgb = diverging_rgba(row, theme, float(np.abs(row).max()))[0, :, :3]
        return tuple(f"#{red:02X}{green:02X}{blue:02X}" for red, green, blue in rgb)

    return colours


def _marked(marks: NDArray[np.bool_]) -> Callable[[Theme], tuple[str, ...]]:
    return lambda theme: tuple(theme.accent if mark else theme.muted for mark in marks)
