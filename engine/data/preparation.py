"""Preparation turns raw columns into what a network sees: chosen functions of them, scaled."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from engine.data.scale import Scale
from engine.experiment.data import Input, Plane, Scaling

Array = NDArray[np.float64]

FORMULAS: Mapping[Input, Callable[[Array, Array], Array]] = MappingProxyType(
    {
        "x1": lambda x1, x2: x1,
        "x2": lambda x1, x2: x2,
        "x1^2": lambda x1, x2: x1 * x1,
        "x2^2": lambda x1, x2: x2 * x2,
        "x1*x2": lambda x1, x2: x1 * x2,
        "sin(x1)": lambda x1, x2: np.sin(x1),
        "sin(x2)": lambda x1, x2: np.sin(x2),
    }
)
DISPLAY_NAMES: Mapping[Input, str] = MappingProxyType(
    {
        "x1": "x₁",
        "x2": "x₂",
        "x1^2": "x₁²",
        "x2^2": "x₂²",
        "x1*x2": "x₁x₂",
        "sin(x1)": "sin x₁",
        "sin(x2)": "sin x₂",
    }
)


def input_names(data: Plane, columns: tuple[str, ...]) -> tuple[str, ...]:
    """The names of what a network sees of points on the plane whose columns have these names."""
    own = dict(zip(("x1", "x2"), columns, strict=True))
    return tuple(own.get(name, DISPLAY_NAMES[name]) for name in data.inputs)


@dataclass(frozen=True, eq=False)
class Preparation:
    """Raw columns → network inputs, and targets → what the network is asked for.

    Fitted on the training samples alone, so that nothing of the test samples reaches the network.
    `functions` names the functions of the plane's two columns that the network sees; empty for a
    table, whose columns are the inputs. `column_means` is (columns,), of the training samples.
    """

    functions: tuple[Input, ...]
    input_scale: Scale
    target_scale: Scale | None
    column_means: Array

    @classmethod
    def fitted(
        cls,
        columns: NDArray,
        scaling: Scaling,
        functions: tuple[Input, ...] = (),
        targets: Array | None = None,
        together: bool = False,
    ) -> "Preparation":
        """Fit to training samples: columns (samples, columns), targets (samples, targets).

        Given `targets` (a table's regression targets) are scaled like the inputs: a price of
        200,000 would otherwise ask for weights and gradients far from where initialisation and
        learning rates are at home. The plane's targets lie within ±1.2 and are left as they are.
        `together` scales all columns alike, as images and sequences want it.
        """
        inputs = _inputs(columns, functions)
        fitted = Scale.fitted_together if together else Scale.fitted
        return cls(
            functions=functions,
            input_scale=fitted(inputs, scaling),
            target_scale=None if targets is None else Scale.fitted(targets, scaling),
            column_means=columns.mean(axis=0, dtype=np.float64),
        )

    def inputs(self, columns: NDArray) -> Array:
        """Network inputs (..., samples, inputs) of raw columns (..., samples, columns)."""
        return self.input_scale.apply(self.unscaled(columns))

    def unscaled(self, columns: NDArray) -> Array:
        """The chosen functions of raw columns, or these, before scaling: (..., inputs)."""
        return _inputs(columns, self.functions)

    def targets(self, values: Array) -> Array:
        """What the network is asked for, (samples, targets), in place of these targets."""
        return values if self.target_scale is None else self.target_scale.apply(values)

    def original_targets(self, scaled: Array) -> Array:
        """The network's answers, (..., targets), in the targets' own units."""
        return scaled if self.target_scale is None else self.target_scale.undo(scaled)


def _inputs(columns: NDArray, functions: tuple[Input, ...]) -> Array:
    """The functions of the columns, not yet scaled: (..., inputs)."""
    if not functions:
        return columns
    x1, x2 = columns[..., 0], columns[..., 1]
    return np.stack([FORMULAS[name](x1, x2) for name in functions], axis=-1)
