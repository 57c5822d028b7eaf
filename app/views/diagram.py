"""The diagram lays a network out: where on a canvas of a given size each neuron stands."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF

from app.views.columns import Column

MOST_UNITS, MOST_WHEN_LARGE = 24, 96  # of a column that are drawn: usually, and zoomed in
HEADING_HEIGHT = 52
FOOT_HEIGHT = 30
_LEAST_SIDE = 60  # pixels from an edge to the middle of the column beside it
_MOST_SIDE_SHARE = 0.2  # of the width
_NAME_ROOM = 18  # pixels around a name
_LEAST_SPACING = 76
_LEAST_SLOT = 19
_BOX = 42
_OUTPUT_BOX = 64
_BOX_SHARE = 0.79  # of the slot that a neuron has for itself


class Neuron(NamedTuple):
    """The place of one neuron: the number of its column, its number within it."""

    column: int
    unit: int


class Diagram:
    """The columns of a network on a canvas.

    `name_widths` is the room for names left of the inputs and right of the outputs. Neurons that
    do not fit are left out: `shown[c]` of `columns[c].units` are drawn. A canvas too narrow for the
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
        gaps = max(len(columns) - 1, 1)
        self._left, right = (_side(name, width) for name in _with_boxes(*name_widths))
        fitting = max((width - self._left - right) / gaps, 1.0)
        self._larger = max(zoom, 1.0)
        self.fitting_zoom = min(fitting / _LEAST_SPACING, 1.0)  # at which all columns are in sight
        self.spacing = max(max(fitting, _LEAST_SPACING) * zoom, fitting)
        self.height = max(round(height * self._larger), HEADING_HEIGHT + FOOT_HEIGHT + 1)
        self.most_units = min(round(MOST_UNITS * self._larger), MOST_WHEN_LARGE)
        self.width = round(self.spacing * gaps + self._left + right)
        self._top, self._bottom = HEADING_HEIGHT, self.height - FOOT_HEIGHT
        slots = max(int((self._bottom - self._top) / _LEAST_SLOT) - 1, 1)
        self.shown = tuple(min(column.units, self.most_units, slots) for column in columns)
        self.boxes = tuple(self._column_boxes(index) for index in range(len(columns)))

    def centre(self, column: int) -> float:
        """Return the x of a column's middle."""
        return self._left + column * self.spacing

    def hidden(self, column: int) -> int:
        """Return how many neurons of a column are left out."""
        return self.columns[column].units - self.shown[column]

    def ends(self, gap: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return where the curves of a gap begin (n, 2) and where they end (m, 2)."""
        left = [(box.right(), box.center().y()) for box in self.boxes[gap]]
        right = [(box.left(), box.center().y()) for box in self.boxes[gap + 1]]
        return np.array(left), np.array(right)

    def more_at(self, column: int) -> QPointF:
        """Return the middle of the place where the number of hidden neurons stands."""
        slot = (self._bottom - self._top) / self._slots(column)
        return QPointF(self.centre(column), self._bottom - slot / 2)

    def neuron_at(self, point: QPointF) -> Neuron | None:
        """Return the neuron at a point of the canvas."""
        for column, boxes in enumerate(self.boxes):
            for unit, box in enumerate(boxes):
                if box.contains(point):
                    return Neuron(column, unit)
        return None

    def gap_at(self, x: float) -> int | None:
        """Return the number of the gap between two columns at x; gap g leads from column g."""
        for gap in range(len(self.columns) - 1):
            if self.boxes[gap][0].right() <= x <= self.boxes[gap + 1][0].left():
                return gap
        return None

    def _slots(self, column: int) -> int:
        return self.shown[column] + (self.hidden(column) > 0)

    def _column_boxes(self, column: int) -> tuple[QRectF, ...]:
        slot = (self._bottom - self._top) / self._slots(column)
        widest = _OUTPUT_BOX if self.columns[column].is_output else _BOX
        size = max(round(min(widest * self._larger, _BOX_SHARE * slot, 0.55 * self.spacing)), 1)
        left = round(self.centre(column) - size / 2)
        tops = (
            round(self._top + (unit + 0.5) * slot - size / 2) for unit in range(self.shown[column])
        )
        return tuple(QRectF(left, top, size, size) for top in tops)


def _with_boxes(left: float, right: float) -> tuple[float, float]:
    """Return the names' widths with half of the boxes beside them."""
    return left + _BOX / 2, right + _OUTPUT_BOX / 2


def _side(name: float, width: int) -> float:
    """Return the room beside a column: enough for its names, unless they take too much of it."""
    return max(_LEAST_SIDE, min(name + _NAME_ROOM, _MOST_SIDE_SHARE * width))
