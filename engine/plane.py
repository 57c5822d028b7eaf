"""The plane that pictures are drawn over: two columns of the data, or its principal components."""

from dataclasses import dataclass
from types import ModuleType

import numpy as np
from numpy.typing import NDArray

from engine.arrays import Array
from engine.data.dataset import Dataset
from engine.principal_components import leading_directions

Range = tuple[float, float]

MOST_FOR_COMPONENTS = 2_000  # training samples that decide the principal components
MARGIN = 0.05  # of the samples' range, around the plane of the principal components


@dataclass(frozen=True)
class InputGrid:
    """The points of a grid over a plane through the space of the network's inputs.

    `inputs` is (height · width, inputs), row by row, the lowest row first. Data of one column has
    a grid of one row.
    """

    x_range: Range
    y_range: Range
    height: int
    width: int
    inputs: NDArray[np.float64]

    @classmethod
    def over(cls, dataset: Dataset, resolution: int, x_axis: int, y_axis: int) -> "InputGrid":
        """A grid of resolution × resolution points over the bounds of two columns of the data.

        The other columns stay at their training mean.
        """
        last = len(dataset.bounds) - 1
        x_axis, y_axis = min(x_axis, last), min(y_axis, last)
        height = resolution if last > 0 else 1
        x_range, y_range = _range(dataset, x_axis), _range(dataset, y_axis)
        columns = np.tile(dataset.preparation.column_means, (height * resolution, 1))
        columns[:, y_axis] = np.repeat(cell_centres(y_range, height), resolution)
        columns[:, x_axis] = np.tile(cell_centres(x_range, resolution), height)
        return cls(x_range, y_range, height, resolution, dataset.preparation.inputs(columns))


@dataclass(frozen=True, eq=False)
class ComponentPlane:
    """The plane of the two first principal components of the training inputs, through their mean.

    `mean` (inputs,) and `directions` (2, inputs) are as the network sees inputs; `explained` (2,)
    is the share of their variance along each direction. A sample stands at columns @ weights +
    offset, with `weights` (columns, 2) and `offset` (2,).
    """

    mean: NDArray[np.float64]
    directions: NDArray[np.float64]
    explained: NDArray[np.float64]
    weights: NDArray[np.float64]
    offset: NDArray[np.float64]
    x_range: Range
    y_range: Range

    @classmethod
    def of(cls, dataset: Dataset) -> "ComponentPlane":
        """Of evenly chosen training samples, at most 2,000 of them."""
        train = dataset.train
        chosen = np.linspace(0, len(train) - 1, min(len(train), MOST_FOR_COMPONENTS)).astype(int)
        columns = dataset.columns[train[chosen]]
        inputs = dataset.preparation.inputs(columns)
        mean, (directions, explained) = inputs.mean(axis=0), leading_directions(inputs, 2)
        scale = dataset.preparation.input_scale
        weights = (directions / scale.spread).T
        offset = -directions @ (mean + scale.offset / scale.spread)
        x_range, y_range = (_with_margin(along) for along in (columns @ weights + offset).T)
        return cls(mean, directions, explained, weights, offset, x_range, y_range)

    def grid(self, resolution: int) -> InputGrid:
        """A grid of resolution × resolution points of the plane."""
        x, y = cell_centres(self.x_range, resolution), cell_centres(self.y_range, resolution)
        places = np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2)  # (cells, 2)
        inputs = self.mean + places @ self.directions
        return InputGrid(self.x_range, self.y_range, resolution, resolution, inputs)


class Planes:
    """The grids that were asked for, made once: pictures are wanted again and again."""

    def __init__(
        self, dataset: Dataset, xp: ModuleType, dtype: str, shape: tuple[int, ...]
    ) -> None:
        """`shape` is that of one sample, as the network sees it."""
        self._dataset = dataset
        self._xp, self._dtype, self._shape = xp, dtype, shape
        self._components: ComponentPlane | None = None
        self._grids: dict[tuple[int, int, int, bool], tuple[InputGrid, Array]] = {}

    @property
    def components(self) -> ComponentPlane | None:
        """The plane of the principal components.

        None for a single column, for points of the plane, and for codes: they are names and not
        amounts.
        """
        data = self._dataset
        is_plane = len(data.facts.column_names) < 2 or data.preparation.functions
        if self._components is None and not is_plane and data.facts.kind != "codes":
            self._components = ComponentPlane.of(data)
        return self._components

    def grid(
        self, resolution: int, x_axis: int, y_axis: int, components: bool
    ) -> tuple[InputGrid, Array] | None:
        """A grid over two columns, or over the principal components, and its points as inputs.

        None where the data has no such plane: a single pixel, word or moment means nothing.
        """
        key = (resolution, x_axis, y_axis, components)
        if key not in self._grids:
            if components:
                grid = self.components.grid(resolution) if self.components else None
            elif self._dataset.facts.kind == "rows":
                grid = InputGrid.over(self._dataset, resolution, x_axis, y_axis)
            else:
                grid = None
            if grid is None:
                return None
            x = self._xp.asarray(grid.inputs, dtype=self._dtype)
            self._grids[key] = grid, x.reshape(len(x), *self._shape)
        return self._grids[key]


def cell_centres(over: Range, count: int) -> NDArray[np.float64]:
    """The centres of `count` equal cells from low to high."""
    low, high = over
    return low + (np.arange(count) + 0.5) * (high - low) / count


def _range(dataset: Dataset, axis: int) -> Range:
    low, high = dataset.bounds[axis]
    return float(low), float(high)


def _with_margin(values: NDArray[np.float64]) -> Range:
    """The range of these values and a little more; not empty where all are the same."""
    low, high = float(values.min()), float(values.max())
    margin = MARGIN * (high - low) or 1.0
    return low - margin, high + margin
