"""Points on the plane: which function makes which set, and over which square it is drawn."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np

from engine.data.gates import gate
from engine.data.raw_samples import RawSamples
from engine.data.regression import bumps, slope
from engine.data.shapes import blobs, checkerboard, moons, rings
from engine.data.toy import circle, gauss, spiral, xor
from engine.experiment.data import (
    Blobs,
    Bumps,
    Checkerboard,
    Circle,
    Gate,
    Gauss,
    Made,
    Moons,
    Rings,
    Slope,
    Spiral,
    Xor,
)

SIGNS = ("-1", "+1")
DIGITS = ("0", "1")
DISPLAY_COLUMNS = ("x₁", "x₂")
LETTERS = ("A", "B", "C", "D", "E", "F")


@dataclass(frozen=True)
class PlaneSet:
    """How a set is made: `make(data, rng)` gives points and targets.

    `low` and `high` are the edges of the square over which it is drawn; they stay as they are
    whatever the noise, so that the picture never jumps.
    """

    make: Callable[[Any, np.random.Generator], tuple[Any, Any]]
    class_names: tuple[str, ...] = SIGNS
    low: float = -6.0
    high: float = 6.0


PLANE_SETS: Mapping[type[Made], PlaneSet] = MappingProxyType(
    {
        Circle: PlaneSet(circle),
        Xor: PlaneSet(xor),
        Gauss: PlaneSet(gauss),
        Spiral: PlaneSet(spiral),
        Moons: PlaneSet(moons, LETTERS),
        Blobs: PlaneSet(blobs, LETTERS),
        Checkerboard: PlaneSet(checkerboard, LETTERS),
        Rings: PlaneSet(rings, LETTERS),
        Gate: PlaneSet(gate, DIGITS, low=-0.5, high=1.5),
        Slope: PlaneSet(slope),
        Bumps: PlaneSet(bumps),
    }
)


def make_points(data: Made, rng: np.random.Generator) -> RawSamples:
    """The set that `data` describes; the same settings and generator give the same points."""
    kind = PLANE_SETS[type(data)]
    points, targets = kind.make(data, rng)
    return RawSamples(
        task=data.task,
        class_names=kind.class_names[: data.class_count],
        target_names=("class",) if data.task == "classification" else ("value",),
        column_names=DISPLAY_COLUMNS,
        columns=points,
        targets=targets,
        bounds=np.array([[kind.low, kind.high]] * 2),
    )
