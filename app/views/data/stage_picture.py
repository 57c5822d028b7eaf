"""The picture of a stage: bars for a row, maps for channels, a heat map for a sequence."""

from abc import ABC, abstractmethod

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPen

from app.look.colour_maps import Pixels, diverging_rgba
from app.look.theme import Theme
from app.views.data.sample_words import number_text
from app.views.data.stages import Stage
from app.views.data.tiles import ImageTile, Tile

_BARS_HEIGHT = 44
_LEAST_BAR, _WIDEST_BAR, _NAMED_BAR = 5, 54, 88  # pixels from one bar to the next
_LEAST_WRITTEN = 40  # pixels from one bar to the next, where values are written beside them
_LARGEST_WRITTEN = 1000.0
_NAME_LINE = 16
_CELL = 7  # pixels of a number among many
_MAP_SIDE = 44  # pixels that a feature map has at least
_IMAGE_SIDE, _FEW_MAPS = 84, 3  # pixels of a map where there are so few
_MAP_GAP = 4
_MOST_LINES = 3
_MAP_HEIGHT = 96  # of a sequence's heat map
_COLUMN_WIDTH = 88  # of a named value
_LINE = 34  # of named values
_RAW_SIDE = 84


class StagePicture(ABC):
    """One way to draw numbers; `height` depends on the width there is."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage

    @abstractmethod
    def height(self, width: float) -> float:
        """The pixels it needs."""

    @abstractmethod
    def paint(self, painter: QPainter, area: QRectF, theme: Theme) -> None:
        """Draw it."""


class Bars(StagePicture):
    """A row: one bar a number, up and blue where positive, down and orange where negative.

    Where there is room, each has its value written beside it, and its name where it has one.
    """

    def height(self, width: float) -> float:
        names = _NAME_LINE if self._is_written(width) and self.stage.names else 0
        return _BARS_HEIGHT + names

    def paint(self, painter: QPainter, area: QRectF, theme: Theme) -> None:
        values, is_written = self.stage.values, self._is_written(area.width())
        if is_written and self.stage.names:
            area = area.adjusted(0, _NAME_LINE, 0, 0)
        pitch, middle = self._pitch(area.width()), area.center().y()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(QPen(QColor(theme.line), 1))
        end = area.left() + pitch * len(values)
        painter.drawLine(QPointF(area.left(), middle), QPointF(end, middle))
        shares = np.nan_to_num(np.clip(values / self.stage.limit, -1, 1))
        for number, share in enumerate(shares.tolist()):
            colour = theme.positive if share > 0 else theme.negative
            tall = abs(share) * area.height() / 2
            top = middle - tall if share > 0 else middle
            left = area.left() + number * pitch
            painter.fillRect(QRectF(left, top, max(pitch - 2, 1), tall), QColor(colour))
            if is_written:
                room = QRectF(left, area.top(), pitch - 2, area.height())
                self._write(painter, room, number, theme)

    def _write(self, painter: QPainter, room: QRectF, number: int, theme: Theme) -> None:
        """Write the value on the free side of the axis, and the name above."""
        value = float(self.stage.values[number])
        half = room.adjusted(0, room.height() / 2, 0, 0)
        if value < 0:
            half = room.adjusted(0, 0, 0, -room.height() / 2)
        painter.setPen(QColor(theme.muted))
        painter.drawText(half, Qt.AlignmentFlag.AlignCenter, number_text(value, 2))
        if self.stage.names:
            above = QRectF(room.left(), room.top() - _NAME_LINE, room.width(), _NAME_LINE)
            elide = Qt.TextElideMode.ElideRight
            name = QFontMetricsF(painter.font()).elidedText(
                self.stage.names[number], elide, above.width()
            )
            painter.drawText(above, Qt.AlignmentFlag.AlignHCenter, name)

    def _pitch(self, width: float) -> float:
        """The pixels from one bar to the next."""
        widest = _NAMED_BAR if self.stage.names else _WIDEST_BAR
        return min(width / len(self.stage.values), widest)

    def _is_written(self, width: float) -> bool:
        return self._pitch(width) >= _LEAST_WRITTEN and self.stage.limit < _LARGEST_WRITTEN


class Cells(StagePicture):
    """A long row: one small square a number, in lines."""

    def height(self, width: float) -> float:
        lines = -(-self.stage.values.size // self._across(width))
        return float(min(lines, 2 * _MOST_LINES) * _CELL + 2)

    def paint(self, painter: QPainter, area: QRectF, theme: Theme) -> None:
        across, values = self._across(area.width()), self.stage.values.reshape(-1)
        lines = min(-(-values.size // across), 2 * _MOST_LINES)
        grid = np.zeros(lines * across, dtype=np.float32)
        shown = values[: grid.size]
        grid[: len(shown)] = shown
        pixels = diverging_rgba(grid.reshape(lines, across), theme, self.stage.limit)
        place = QRectF(area.left(), area.top(), across * _CELL, lines * _CELL)
        paint_pixels(painter, place, pixels)
        _frame(painter, place, theme)

    def _across(self, width: float) -> int:
        return max(min(int(width // _CELL), self.stage.values.size), 1)


class Maps(StagePicture):
    """Channels (channels, height, width): one map each, as many as there is room for."""

    def height(self, width: float) -> float:
        lines = min(-(-len(self.stage.values) // self._across(width)), _MOST_LINES)
        return float(lines * (self._times * self.stage.values.shape[1] + _MAP_GAP))

    def paint(self, painter: QPainter, area: QRectF, theme: Theme) -> None:
        maps, times, across = self.stage.values, self._times, self._across(area.width())
        _, height, width = maps.shape
        shown = min(len(maps), across * _MOST_LINES)
        pixels = diverging_rgba(maps[:shown], theme, self.stage.limit)
        for number in range(shown):
            line, column = divmod(number, across)
            left = area.left() + column * (times * width + _MAP_GAP)
            top = area.top() + line * (times * height + _MAP_GAP)
            place = QRectF(left, top, times * width, times * height)
            paint_pixels(painter, place, pixels[number])
            _frame(painter, place, theme)

    @property
    def _times(self) -> int:
        """The pixels of the screen along a pixel of a map."""
        side = _IMAGE_SIDE if len(self.stage.values) <= _FEW_MAPS else _MAP_SIDE
        return max(round(side / max(self.stage.values.shape[1:])), 1)

    def _across(self, width: float) -> int:
        return max(int(width // (self._times * self.stage.values.shape[2] + _MAP_GAP)), 1)


class HeatMap(StagePicture):
    """A sequence (time, units): time to the right, one line a unit."""

    def height(self, width: float) -> float:
        units = self.stage.values.shape[1]
        return float(min(max(units * min(_MAP_HEIGHT // units or 1, 12), 12), _MAP_HEIGHT))

    def paint(self, painter: QPainter, area: QRectF, theme: Theme) -> None:
        pixels = diverging_rgba(self.stage.values.T, theme, self.stage.limit)
        width = min(area.width(), 16.0 * self.stage.values.shape[0])
        place = QRectF(area.left(), area.top(), width, area.height())
        paint_pixels(painter, place, pixels)
        _frame(painter, place, theme)


class NamedValues(StagePicture):
    """The columns of a table: each name above its value."""

    def height(self, width: float) -> float:
        lines = -(-self.stage.values.size // self._across(width))
        return float(min(lines, _MOST_LINES) * _LINE)

    def paint(self, painter: QPainter, area: QRectF, theme: Theme) -> None:
        across, values = self._across(area.width()), self.stage.values
        shown = min(values.size, across * _MOST_LINES)
        metrics = QFontMetricsF(painter.font())
        for number in range(shown):
            line, column = divmod(number, across)
            left, top = area.left() + column * _COLUMN_WIDTH, area.top() + line * _LINE
            place = QRectF(left, top, _COLUMN_WIDTH - 8, _LINE / 2)
            name = metrics.elidedText(
                self.stage.names[number], Qt.TextElideMode.ElideRight, place.width()
            )
            painter.setPen(QColor(theme.muted))
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, name)
            painter.setPen(QColor(theme.text))
            place.translate(0, _LINE / 2 - 2)
            painter.drawText(
                place, Qt.AlignmentFlag.AlignVCenter, number_text(float(values[number]))
            )

    def _across(self, width: float) -> int:
        return max(int(width // _COLUMN_WIDTH), 1)


class RawTile(StagePicture):
    """An image in its own colours, a sequence as lines, or a text."""

    def __init__(self, stage: Stage, tile: Tile) -> None:
        super().__init__(stage)
        self._tile = tile
        size = tile.size.toSizeF()
        times = _RAW_SIDE / max(size.height(), 1) if isinstance(tile, ImageTile) else 1.0
        self._size = size * max(round(times), 1)

    def height(self, width: float) -> float:
        return self._size.height()

    def paint(self, painter: QPainter, area: QRectF, theme: Theme) -> None:
        size = self._size if isinstance(self._tile, ImageTile) else area.size()
        place = QRectF(area.left(), area.top(), min(size.width(), area.width()), size.height())
        self._tile.paint(painter, place, self.stage.values, theme)
        _frame(painter, place, theme)


def picture_of(stage: Stage, tile: Tile | None, width: float) -> StagePicture:
    """Return the picture that suits a stage; `tile` draws raw samples that are no rows."""
    if stage.is_raw:
        return NamedValues(stage) if tile is None else RawTile(stage, tile)
    match stage.values.ndim:
        case 3:
            return Maps(stage)
        case 2:
            return HeatMap(stage)
    is_short = stage.values.size * _LEAST_BAR <= width
    return Bars(stage) if is_short else Cells(stage)


def paint_pixels(painter: QPainter, place: QRectF, pixels: Pixels) -> None:
    """Draw (height, width, 4) RGBA over a place, each pixel a sharp square."""
    opaque: NDArray[np.uint8] = np.ascontiguousarray(pixels)
    height, width, _ = opaque.shape
    image = QImage(opaque.data, width, height, 4 * width, QImage.Format.Format_RGBX8888)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
    painter.drawImage(place, image)


def _frame(painter: QPainter, place: QRectF, theme: Theme) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(QPen(QColor(theme.line), 1))
    painter.drawRect(place.adjusted(-1, -1, 0, 0))
