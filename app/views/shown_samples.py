"""Shown samples: what the boundary draws as points, whether they were loaded or just drawn."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.trainer.messages import Loaded
from app.views.value_scale import ValueScale
from engine.data.dataset import Facts
from engine.experiment.data import Plane


@dataclass(frozen=True, eq=False)
class ShownSamples:
    """Samples with the ranges over which they are drawn.

    `points` (samples, columns), `targets` (samples,) classes or (samples, targets) values,
    `is_test` (samples,), `bounds` (columns, 2). `is_square` gives both axes the same scale. Those
    of a drawing (`is_drawn`) may be none, and their axes and colours stay as they are while more
    are drawn: values have a `value_range` then.
    """

    facts: Facts
    points: NDArray[np.floating]
    targets: NDArray[Any]
    is_test: NDArray[np.bool_]
    bounds: NDArray[np.float64]
    is_square: bool = False
    is_drawn: bool = False
    value_range: tuple[float, float] | None = None

    @classmethod
    def of(cls, loaded: Loaded) -> "ShownSamples":
        """The samples of a run."""
        data = loaded.experiment.data
        return cls(
            loaded.facts,
            loaded.points,
            loaded.targets,
            loaded.is_test,
            loaded.bounds,
            is_square=isinstance(data, Plane) and data.is_square,
        )

    @property
    def is_regression(self) -> bool:
        """Whether the targets are values."""
        return self.facts.task == "regression"

    @property
    def values(self) -> NDArray[Any]:
        """The first target of each sample, (samples,): its class or its value."""
        return (
            self.targets.reshape(len(self.targets), -1)[:, 0] if len(self.targets) else np.empty(0)
        )

    @property
    def scale(self) -> ValueScale:
        """Which values have which colour."""
        if not self.is_regression:
            return ValueScale()
        if self.value_range is not None:
            low, high = self.value_range
            return ValueScale((low + high) / 2, (high - low) / 2)
        if self.is_drawn:
            return ValueScale(0.0, float(max(1.0, np.abs(self.targets).max(initial=0.0))))
        return ValueScale.of(self.targets)
