"""An analytic surface: a formula in x and y with the place where optimizers start on it."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from engine.analytic.formula import Formula
from engine.errors import ExperimentError

Place = tuple[float, float]
Range = tuple[float, float]
COARSE, FINE, ROUNDS = 161, 21, 14  # places along each axis in the search for the lowest


@dataclass(frozen=True)
class AnalyticSurface:
    """f(x, y) over a range. `minima` are its lowest places, none where it falls without end.

    `rates` are learning rates that suit its slopes: of plain descent, of descent with momentum,
    and of optimizers that divide by how large the gradients are. `steps` are enough to see the
    race; `source` says where the surface comes from.
    """

    name: str
    text: str
    x_range: Range
    y_range: Range
    start: Place
    minima: tuple[Place, ...]
    rates: tuple[float, float, float]
    steps: int = 200
    source: str = ""
    formula: Formula = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "formula", Formula(self.text))

    def values(self, places: NDArray[np.floating]) -> NDArray[np.float64]:
        """f at places (..., 2): (...)."""
        return self.formula(places[..., 0], places[..., 1]).value

    def gradient(self, places: NDArray[np.floating]) -> NDArray[np.float64]:
        """(∂f/∂x, ∂f/∂y) at places (..., 2): (..., 2)."""
        found = self.formula(places[..., 0], places[..., 1])
        return np.stack([found.dx, found.dy], axis=-1)

    def grid(self, width: int, height: int) -> NDArray[np.float64]:
        """f all over the range, (height, width), the lowest row first; NaN where not defined."""
        return _grid(self.formula, self.x_range, self.y_range, width, height)[2]


def surface_of_formula(text: str, x_range: Range, y_range: Range) -> AnalyticSurface:
    """A surface of a person's own; its minimum is the lowest place found within the range.

    ExperimentError where the formula cannot be read, or has no value anywhere in the range.
    """
    formula = Formula(text)
    for name, (low, high) in (("x_range", x_range), ("y_range", y_range)):
        if not (np.isfinite(low) and np.isfinite(high) and low < high):
            raise ExperimentError(name, f"must go from a lower to a higher number; it is {low:g}")
    lowest = lowest_place(formula, x_range, y_range)
    start = _start(formula, x_range, y_range)
    slope = formula(*start)
    size = float(np.hypot(slope.dx, slope.dy))
    width = min(x_range[1] - x_range[0], y_range[1] - y_range[0])
    gentle = 0.02 * width / size if np.isfinite(size) and size > 0 else 0.01
    rates = (gentle, gentle / 3, 0.02 * width)
    inside = _is_inside(lowest, x_range, y_range)
    minima = (lowest,) if inside else ()
    return AnalyticSurface("formula", text, x_range, y_range, start, minima, rates)


def lowest_place(formula: Formula, x_range: Range, y_range: Range) -> Place:
    """The lowest place of a grid, refined on ever smaller grids about it."""
    best, count = (0.0, 0.0), COARSE
    bounds = (x_range, y_range)
    for _ in range(ROUNDS):
        x, y, values = _grid(formula, *bounds, count, count)
        if not np.isfinite(values).any():
            raise ExperimentError("formula", "has no value anywhere here; choose another range")
        row, column = np.unravel_index(np.nanargmin(_finite(values)), values.shape)
        best, count = (float(x[column]), float(y[row])), FINE
        bounds = (
            _about(best[0], 2 * float(x[1] - x[0]), x_range),
            _about(best[1], 2 * float(y[1] - y[0]), y_range),
        )
    return best


def _about(place: float, reach: float, within: Range) -> Range:
    return max(place - reach, within[0]), min(place + reach, within[1])


def _start(formula: Formula, x_range: Range, y_range: Range) -> Place:
    """A place well up the slope: of a coarse grid the one at three quarters of the heights."""
    x, y, values = _grid(formula, x_range, y_range, 9, 9)
    inner = _finite(values)[1:-1, 1:-1]
    order = np.argsort(inner, axis=None)
    known = int(np.isfinite(inner).sum())
    chosen = order[max(3 * known // 4 - 1, 0)]
    row, column = np.unravel_index(chosen, inner.shape)
    return float(x[column + 1]), float(y[row + 1])


def _is_inside(place: Place, x_range: Range, y_range: Range) -> bool:
    """Whether a place is not on the border, where the surface falls on beyond the range."""
    return all(
        min(value - low, high - value) > 1e-6 * (high - low)
        for value, (low, high) in zip(place, (x_range, y_range), strict=True)
    )


def _grid(
    formula: Formula, x_range: Range, y_range: Range, width: int, height: int
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    x, y = np.linspace(*x_range, width), np.linspace(*y_range, height)
    return x, y, formula(x[None, :], y[:, None]).value


def _finite(values: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.where(np.isfinite(values), values, np.nan)
