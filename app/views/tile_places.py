"""The places of a column's tiles: neurons below one another, maps in a grid, time running down."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF

from app.views.columns import Column

MOST_UNITS, MOST_WHEN_LARGE = 24, 96  # of a column that are drawn: usually, and zoomed in
_LEAST_SLOT = 19
_LEAST_STEP = 8  # pixels from one time step to the next
_LEAST_PITCH, _EASY_PITCH = 6, 12  # pixels from one small neuron to the next
_LARGE_PITCH = 8  # from which two pixels are between small neurons
_FIELD_SHARE = 0.5  # of a column's room that small neurons take
_HEAD = 18  # above them, where the first ones are left out
_LEAST_MAP = 17  # pixels of a map
_BOX, OUTPUT_BOX = 42, 64
_MAP, PICTURE = 76, 96  # pixels of a map at most, and of an input's picture
_BOX_SHARE = 0.79  # of the slot that a neuron has for itself
_STEP_SHARE = 0.72
_WIDE_SHARE = 0.62  # of a column's room that maps and steps take
_MAPS_SHARE, _KERNEL_SHARE = 0.46, 0.26  # of it for maps, and for the kernels beside them
_KERNEL_SIDE = 0.6  # of a map's side
_KERNEL_GAP = 8
_MAP_GAP = 3
_BAND = 26


@dataclass(frozen=True)
class Room:
    """Where a column may stand: its middle, its width, from top to bottom, drawn `larger`."""

    centre: float
    width: float
    top: float
    bottom: float
    larger: float = 1.0

    @property
    def height(self) -> float:
        """The pixels from top to bottom."""
        return self.bottom - self.top


@dataclass(frozen=True)
class TilePlaces:
    """The boxes of the tiles that are drawn, and of the kernels beside them, if there are any."""

    boxes: tuple[QRectF, ...]
    kernels: tuple[QRectF, ...] = ()

    @property
    def left(self) -> float:
        """Where the column begins, without its kernels."""
        return min(box.left() for box in self.boxes)

    @property
    def right(self) -> float:
        """Where the column ends."""
        return max(box.right() for box in self.boxes)


def places_of(column: Column, room: Room) -> TilePlaces:
    """Find a place for as many of a column's tiles as fit into a room."""
    match column.form:
        case "band":
            width = min(_BAND, 0.8 * room.width)
            left = round(room.centre - width / 2)
            return TilePlaces((QRectF(left, room.top + 4, width, room.height - 8),))
        case "maps":
            return _grid(column, room)
        case "steps":
            return _steps(column, room)
    return _row(column, room)


def cells_of(column: Column, places: TilePlaces) -> NDArray[np.float64]:
    """Where a weight leaves each number of the tiles that are drawn, (n, 2).

    Numbers of a map leave at the right edge of all maps, level with their pixels; of a step that
    is not drawn, from the first one.
    """
    boxes = places.boxes[column.lead :]
    if column.form == "maps":
        _, height, width = column.shape
        rows = (np.arange(height) + 0.5) / height
        points = [
            (places.right, box.top() + share * box.height())
            for box in boxes
            for share in np.repeat(rows, width).tolist()
        ]
    elif column.form == "steps":
        time, features = column.shape
        hidden = time - len(boxes)
        drawn = (boxes[0],) * hidden + boxes
        if column.is_unrolled and column.units == features:
            drawn = boxes[-1:]  # the last state alone goes on
        levels = ((np.arange(features) + 0.5) / features).tolist()
        points = [
            (box.right(), box.top() + level * box.height()) for box in drawn for level in levels
        ]
    else:
        points = [(places.right, box.center().y()) for box in boxes]
    return np.array(points).reshape(-1, 2)


def _row(column: Column, room: Room) -> TilePlaces:
    if column.is_small and column.units * _LEAST_SLOT > room.height:
        return _field(column, room)
    most = min(round(MOST_UNITS * room.larger), MOST_WHEN_LARGE)
    shown = min(column.units, most, max(int(room.height / _LEAST_SLOT) - 1, 1))
    slot = room.height / (shown + (shown < column.units))
    widest = OUTPUT_BOX if column.is_output else _BOX
    size = max(round(min(widest * room.larger, _BOX_SHARE * slot, 0.55 * room.width)), 1)
    left = round(room.centre - size / 2)
    tops = (round(room.top + (unit + 0.5) * slot - size / 2) for unit in range(shown))
    return TilePlaces(tuple(QRectF(left, top, size, size) for top in tops))


def _field(column: Column, room: Room) -> TilePlaces:
    """Many small neurons: down the first line, then down the next one beside it."""
    most = max(int(_FIELD_SHARE * room.width / _LEAST_PITCH), 1)
    lines = min(-(-column.units // max(int(room.height / _EASY_PITCH), 1)), most)
    down = min(max(int(room.height / _LEAST_PITCH), 1), -(-column.units // lines))
    height = room.height
    if lines * down < column.units:  # there has to be room to say so
        height, down = height - 2 * _LEAST_PITCH, max(down - 2, 1)
    shown = min(column.units, lines * down)
    pitch = max(min(int(height / down), round(_BOX * room.larger)), 1)
    across = max(min(int(_FIELD_SHARE * room.width / lines), pitch), 1)
    size = (
        max(across - 1 - (across > _LARGE_PITCH), 1),
        max(pitch - 1 - (pitch > _LARGE_PITCH), 1),
    )
    left = round(room.centre - lines * across / 2)
    top = round(room.top + (height - down * pitch) / 2)
    boxes = tuple(
        QRectF(left + unit // down * across, top + unit % down * pitch, *size)
        for unit in range(shown)
    )
    return TilePlaces(boxes)


def _steps(column: Column, room: Room) -> TilePlaces:
    """Time runs down; of a long sequence the last steps are drawn, below a line of words."""
    shown = min(column.tiles, max(int(room.height / _LEAST_STEP), 1))
    head = 0.0
    if shown < column.tiles:
        head = min(_HEAD, room.height / 3)
        shown = min(column.tiles, max(int((room.height - head) / _LEAST_STEP), 1))
    slot = (room.height - head) / shown
    tall = max(round(min(_BOX * room.larger, _STEP_SHARE * slot)), 2)
    wide = min(_WIDE_SHARE * room.width, column.shape[1] * tall)
    left = round(room.centre - wide / 2)
    tops = (round(room.top + head + (step + 0.5) * slot - tall / 2) for step in range(shown))
    return TilePlaces(tuple(QRectF(left, top, max(round(wide), 1), tall) for top in tops))


def _grid(column: Column, room: Room) -> TilePlaces:
    """Feature maps in one column, or in as many as make them largest."""
    _, height, width = column.shape
    wide = room.width * (_MAPS_SHARE if column.kernels else _WIDE_SHARE)
    most = (PICTURE if column.start < 0 else _MAP) * room.larger / max(height, width)
    per_line = max(range(1, 5), key=lambda n: (_scale(column, n, wide, room.height, most), -n))
    scale = max(_scale(column, per_line, wide, room.height, most), _LEAST_MAP / max(height, width))
    if scale >= 2:
        scale = int(scale)  # every pixel of a map is as large as the others
    size = max(round(width * scale), 1), max(round(height * scale), 1)
    lines = max(int(room.height / (size[1] + _MAP_GAP)), 1)
    shown = min(column.tiles, lines * per_line)
    if shown < column.tiles:  # there has to be room to say so
        shown = max(shown - per_line, 1)
    rows = -(-shown // per_line)
    pitch = room.height / (rows + (shown < column.tiles)), size[0] + _MAP_GAP
    left = room.centre - (per_line * pitch[1] - _MAP_GAP) / 2
    if column.kernels:
        left += _kernel_side(room, size[1], per_line) * per_line / 2
    boxes = tuple(
        QRectF(
            round(left + place % per_line * pitch[1]),
            round(room.top + (place // per_line + 0.5) * pitch[0] - size[1] / 2),
            *size,
        )
        for place in range(shown)
    )
    return TilePlaces(boxes, _kernels(column, room, boxes, per_line, left))


def _kernels(
    column: Column, room: Room, boxes: tuple[QRectF, ...], per_line: int, left: float
) -> tuple[QRectF, ...]:
    """The places of the kernels: like those of the maps, to their left."""
    if not column.kernels:
        return ()
    side = _kernel_side(room, boxes[0].height(), per_line)
    start = left - _KERNEL_GAP - per_line * (side + 2)
    return tuple(
        QRectF(
            round(start + place % per_line * (side + 2)),
            round(box.center().y() - side / 2),
            side,
            side,
        )
        for place, box in enumerate(boxes)
    )


def _kernel_side(room: Room, height: float, per_line: int) -> int:
    """How large a kernel is beside maps of a height, with so many in a line."""
    return max(round(min(_KERNEL_SIDE * height, _KERNEL_SHARE * room.width / per_line)), 3)


def _scale(column: Column, per_line: int, wide: float, high: float, most: float) -> float:
    """How large a pixel of a map is with so many maps in a line, if all are drawn."""
    _, height, width = column.shape
    rows = -(-column.tiles // per_line)
    down = (high / rows - _MAP_GAP) / height
    across = (wide / per_line - _MAP_GAP) / width
    return min(down, across, most)
