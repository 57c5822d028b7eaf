"""The atlas of one sample holds the pictures of all tiles: maps, steps, neurons as one colour."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPaintEngine, QPainter

from app.look.colour_maps import Pixels, class_rgba, diverging_rgba
from app.look.theme import Theme
from app.views.columns import Column
from app.views.sample_tiles import SampleTiles
from app.views.value_scale import ValueScale

_SMALLEST_LIMIT = 1e-6  # a layer that gives less than this everywhere is drawn as zero
_LEAST_LETTER = 9  # pixels of a tile in which a letter can be read


class SampleAtlas:
    """Pictures are coloured when they are first asked for.

    A column has one scale, so that its maps can be compared, with the panel's colour at zero;
    inputs that are images have their own colours. Outputs are coloured as the decision boundary
    is: classes in their colours, values on `scale`.
    """

    def __init__(self, tiles: SampleTiles, theme: Theme, scale: ValueScale | None) -> None:
        self.tiles = tiles
        self._theme = theme
        self._scale = scale
        self._images: dict[int, tuple[QImage, Pixels, int, int] | None] = {}

    def paint(self, painter: QPainter, box: QRectF, column: Column, tile: int) -> None:
        """Draw a tile into a box: a quiet one where nothing is measured."""
        if column.origin == "codes" and column.form == "steps":
            self._paint_token(painter, box, self.tiles.token(column, tile))
            return
        found = self.picture(column, tile)
        if found is None:
            painter.fillRect(box, QColor(self._theme.background))
            return
        image, part = found
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
        if painter.paintEngine().type() is QPaintEngine.Type.SVG:
            # It draws the whole image, whichever part it is told (seen in Qt 6.11).
            painter.drawImage(box, image.copy(part.toRect()))
        else:
            painter.drawImage(box, image, part)

    def paint_field(self, painter: QPainter, column: Column, boxes: tuple[QRectF, ...]) -> None:
        """Draw neurons that stand below one another in several lines, all as one image."""
        down = next(n for n, box in enumerate(boxes) if box.left() != boxes[0].left())
        lines = -(-len(boxes) // down)
        pitch = boxes[down].left() - boxes[0].left(), boxes[1].top() - boxes[0].top()
        area = QRectF(boxes[0].topLeft(), QSizeF(lines * pitch[0], down * pitch[1]))
        values = self.tiles.values(column)
        pixels = np.empty((lines, down, 4), np.uint8)
        pixels[:] = _rgba(self._theme.panel)
        if values is not None:
            colours = self._colours(column, values)[: len(boxes), 0, 0]
            pixels.reshape(-1, 4)[: len(boxes)] = colours
        rows = np.ascontiguousarray(pixels.swapaxes(0, 1))
        image = QImage(rows.data, lines, down, 4 * lines, QImage.Format.Format_RGBX8888)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
        painter.drawImage(area, image)
        self._paint_grid(painter, area, boxes, down)

    def _paint_grid(
        self, painter: QPainter, area: QRectF, boxes: tuple[QRectF, ...], down: int
    ) -> None:
        """Draw what is between neurons, in the colour of lines."""
        ink, gap = QColor(self._theme.line), boxes[1].top() - boxes[0].bottom()
        wide = boxes[down].left() - boxes[0].right()
        for box in boxes[:down]:
            painter.fillRect(QRectF(area.left(), box.bottom(), area.width(), gap), ink)
        for box in boxes[::down]:
            painter.fillRect(QRectF(box.right(), area.top(), wide, area.height()), ink)
        painter.fillRect(QRectF(area.left() - 1, area.top() - 1, area.width(), 1), ink)
        painter.fillRect(QRectF(area.left() - 1, area.top() - 1, 1, area.height()), ink)

    def picture(self, column: Column, tile: int) -> tuple[QImage, QRectF] | None:
        """Return an image and the part of it that shows a tile."""
        if column.lead and not tile:
            return self._together(column)
        key = column.start
        if key not in self._images:
            self._images[key] = self._drawn(column)
        found = self._images[key]
        if found is None:
            return None
        image, _, height, width = found
        return image, QRectF(0, (tile - column.lead) * height, width, height)

    def _drawn(self, column: Column) -> tuple[QImage, Pixels, int, int] | None:
        values = self.tiles.values(column)
        if values is None:
            return None
        pixels = np.ascontiguousarray(self._colours(column, values))
        height, width = pixels.shape[1:3]
        rows = len(pixels) * height
        layout = QImage.Format.Format_RGBX8888
        return QImage(pixels.data, width, rows, 4 * width, layout), pixels, height, width

    def _colours(self, column: Column, values: NDArray[np.floating]) -> Pixels:
        """Colour a column, (tiles, height, width, 4)."""
        if column.origin == "pixels" and values.ndim == 3:
            return _grey(self._shades(values))
        answer = self.tiles.answer(column)
        if answer is not None:
            return self._answer(answer)[:, None, None]
        by_tile = values.reshape(len(values), -1, values.shape[-1] if values.ndim > 1 else 1)
        return diverging_rgba(by_tile / limit_of(values), self._theme)

    def _answer(self, answer: NDArray[np.floating]) -> Pixels:
        if self._scale is not None:
            return self._scale.rgba(answer, self._theme)
        if len(answer) == 1:
            return diverging_rgba(2 * answer - 1, self._theme)
        return class_rgba(np.arange(len(answer)), answer, self._theme, len(answer))

    def _together(self, column: Column) -> tuple[QImage, QRectF] | None:
        """The picture in its colours, of the channels red, green and blue."""
        values = self.tiles.values(column)
        if values is None:
            return None
        _, height, width = values.shape
        rgb = np.ascontiguousarray(np.moveaxis(self._shades(values), 0, -1))
        image = QImage(rgb.data, width, height, 3 * width, QImage.Format.Format_RGB888).copy()
        return image, QRectF(0, 0, width, height)

    def _shades(self, values: NDArray[np.floating]) -> NDArray[np.uint8]:
        """Pixels from black to white, as bright as all of the data allows."""
        low, high = self.tiles.brightness
        shares = (values - low) / max(high - low, _SMALLEST_LIMIT)
        return np.rint(np.nan_to_num(np.clip(shares, 0, 1)) * 255).astype(np.uint8)

    def _paint_token(self, painter: QPainter, box: QRectF, token: str) -> None:
        painter.fillRect(box, QColor(self._theme.background))
        if box.height() < _LEAST_LETTER:
            return
        pen, font = painter.pen(), QFont(painter.font())
        smaller = QFont(font)
        smaller.setPixelSize(max(round(min(0.8 * box.height(), 14)), 6))
        painter.setFont(smaller)
        painter.setPen(QColor(self._theme.text))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, token)
        painter.setFont(font)
        painter.setPen(pen)


def _rgba(colour: str) -> tuple[int, int, int, int]:
    ink = QColor(colour)
    return ink.red(), ink.green(), ink.blue(), 255


def limit_of(values: NDArray[np.floating]) -> float:
    """The size that has the full colour: the largest one among the finite numbers."""
    sizes = np.abs(values[np.isfinite(values)])
    return max(float(sizes.max(initial=0)), _SMALLEST_LIMIT)


def _grey(shades: NDArray[np.uint8]) -> Pixels:
    """Channels (channels, height, width) as grey pictures, (channels, height, width, 4)."""
    grey = np.repeat(shades[..., None], 3, axis=-1)
    return np.concatenate([grey, np.full_like(shades[..., None], 255)], axis=-1)
