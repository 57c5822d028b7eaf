"""The diagram lays a network out: where on a canvas of a given size each neuron stands."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF

from app.views.columns import Column
from app.views.tile_places import (
    MOST_UNITS,
    MOST_WHEN_LARGE,
    OUTPUT_BOX,
    PICTURE,
    Room,
    cells_of,
    places_of,
)

HEADING_HEIGHT = 52
FOOT_HEIGHT, STACK_FOOT_HEIGHT = 30, 46  # below stacks stands how many maps or steps they have
_LEAST_SIDE = 60  # pixels from an edge to the middle of the column beside it
_MOST_SIDE_SHARE = 0.2  # of the width
_NAME_ROOM = 18  # pixels around a name
_LEAST_SPACING, _LEAST_STACK_SPACING = 76, 60  # stacks have more room of their own
_BOX = 42
_BAND_SHARE, _STACK_SHARE, _KERNEL_SHARE = 0.5, 1.15, 1.45  # of the room of a row of neurons


class Neuron(NamedTuple):
    """The place of one tile, usually a neuron: the number of its column, its number within it."""

    column: int
    unit: int


class Diagram:
    """The columns of a network on a canvas.

    `name_widths` is the room for names left of the inputs and right of the outputs. Tiles that
    do not fit are left out: `shown[c]` of `columns[c].tiles` are drawn. A canvas too narrow for the
    columns is exceeded: `width` and `height` are at least those asked for. A `zoom` above 1 makes
    everything larger and finds room for more neurons; below 1 it brings columns closer together,
    until all of them fit.
    """

    def __init__(
        self,
        columns: Sequence[Column],
        width: int,
        height: int,
        name_widths: tuple[float, float] = (0.0, 0.0),
        zoom: float = 1.0,
    ) -> None:
        self.columns = tuple(columns)
        self._rooms = [_room_share(column) for column in self.columns]
        reach = [0.0, *np.cumsum([(a + b) / 2 for a, b in pairwise(self._rooms)]).tolist()]
        gaps = max(reach[-1], 0.1)
        names = _with_boxes(*name_widths, first_is_stack=self.columns[0].form != "row")
        self._left, right = (_side(name, width) for name in names)
        fitting = max((width - self._left - right) / gaps, 1.0)
        self._larger = max(zoom, 1.0)
        is_stacked = any(column.form in ("maps", "steps") for column in self.columns)
        least = _LEAST_STACK_SPACING if is_stacked else _LEAST_SPACING
        self.fitting_zoom = min(fitting / least, 1.0)  # at which all columns are in sight
        self.spacing = max(max(fitting, least) * zoom, fitting)
        self._centres = [self._left + share * self.spacing for share in reach]
        self.height = max(round(height * self._larger), HEADING_HEIGHT + FOOT_HEIGHT + 1)
        self.most_units = min(round(MOST_UNITS * self._larger), MOST_WHEN_LARGE)
        self.width = round(self._centres[-1] + right)
        foot = STACK_FOOT_HEIGHT if is_stacked else FOOT_HEIGHT
        self._top, self._bottom = HEADING_HEIGHT, max(self.height - foot, HEADING_HEIGHT + 1)
        self.places = tuple(
            places_of(column, self._room(index)) for index, column in enumerate(self.columns)
        )
        self.boxes = tuple(places.boxes for places in self.places)
        self.shown = tuple(map(len, self.boxes))
        self._ends: dict[int, tuple[NDArray[np.float64], NDArray[np.float64]]] = {}

    def centre(self, column: int) -> float:
        """Return the x of a column's middle."""
        return self._centres[column]

    def room(self, column: int) -> float:
        """Return the width that a column has for itself."""
        return self._rooms[column] * self.spacing

    def hidden(self, column: int) -> int:
        """Return how many tiles of a column are left out."""
        return self.columns[column].tiles - self.shown[column]

    def first(self, column: int) -> int:
        """Return the number of the first tile that is drawn: of a sequence the last ones are."""
        return self.hidden(column) if self.columns[column].form == "steps" else 0

    def ends(self, gap: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return where the curves of a gap begin (n, 2) and where they end (m, 2)."""
        if gap not in self._ends:
            left = self.places[gap + 1].left
            right = [(left, box.center().y()) for box in self.boxes[gap + 1]]
            self._ends[gap] = cells_of(self.columns[gap], self.places[gap]), np.array(right)
        return self._ends[gap]

    def more_at(self, column: int) -> QPointF:
        """Return the middle of the place where the number of hidden tiles stands."""
        boxes = self.boxes[column]
        if self.columns[column].form == "steps":
            return QPointF(self.centre(column), (self._top + boxes[0].top()) / 2 - 1)
        lowest = max(box.bottom() for box in boxes)
        return QPointF(self.centre(column), (self._bottom + lowest) / 2)

    def foot(self, column: int) -> QRectF:
        """Return the place below a column for a few words."""
        width = self.room(column)
        return QRectF(self.centre(column) - width / 2, self._bottom + 1, width, 16)

    def neuron_at(self, point: QPointF) -> Neuron | None:
        """Return the neuron at a point of the canvas; its kernels count as its own."""
        for column, places in enumerate(self.places):
            for boxes in (places.boxes, places.kernels):
                for unit, box in enumerate(boxes):
                    if box.contains(point):
                        return Neuron(column, unit)
        return None

    def column_at(self, x: float) -> int | None:
        """Return the column under whose heading an x lies."""
        for column, centre in enumerate(self._centres):
            if abs(x - centre) <= self.room(column) / 2:
                return column
        return None

    def gap_at(self, x: float) -> int | None:
        """Return the number of the gap between two columns at x; gap g leads from column g."""
        for gap, (left, right) in enumerate(pairwise(self.places)):
            if left.right <= x <= right.left:
                return gap
        return None

    def _room(self, column: int) -> Room:
        place = self._centres[column], self.room(column)
        return Room(*place, self._top, self._bottom, self._larger)


def unit_numbers(diagram: Diagram, neuron: Neuron) -> range:
    """The numbers of the units that a tile is made of, as a weight that leaves it counts them."""
    column = diagram.columns[neuron.column]
    tile = neuron.unit + diagram.first(neuron.column) - column.lead
    if column.form == "row":
        return range(tile, tile + 1)
    if column.form == "band" or tile < 0:
        return range(0)
    each = column.shape[1] * (column.shape[2] if len(column.shape) == 3 else 1)
    if column.is_unrolled and column.units == each:  # the last state alone goes on
        return range(column.units) if tile == column.tiles - 1 else range(0)
    return range(tile * each, (tile + 1) * each)


def _room_share(column: Column) -> float:
    """How much room a column needs beside one of neurons."""
    if column.form == "band":
        return _BAND_SHARE
    if column.kernels:
        return _KERNEL_SHARE
    return 1.0 if column.form == "row" else _STACK_SHARE


def _with_boxes(left: float, right: float, first_is_stack: bool) -> tuple[float, float]:
    """Return the names' widths with half of the boxes beside them."""
    return left + (PICTURE if first_is_stack else _BOX) / 2, right + OUTPUT_BOX / 2


def _side(name: float, width: int) -> float:
    """Return the room beside a column: enough for its names, unless they take too much of it."""
    return max(_LEAST_SIDE, min(name + _NAME_ROOM, _MOST_SIDE_SHARE * width))
