"""The canvas of one layer's weights: a picture for each unit, a Hinton diagram, or a heat map.

Hinton diagrams: Hinton and Shallice 1991, Lesioning an Attractor Network.
"""

import math

import numpy as np
from numpy.typing import NDArray
from pyqtgraph.Qt import internals
from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from app.look.colour_maps import Pixels, diverging_rgba
from app.look.theme import Theme
from app.views.mosaic import Mosaic
from app.views.told_canvas import ToldCanvas
from engine.probes import WeightPictures

_LEFT, _RIGHT, _TOP, _BOTTOM = 26, 12, 6, 42
_MOST_SQUARES = 1024  # of a Hinton diagram; a larger matrix is a heat map
_FULL = 0.92  # of its cell that the largest weight fills


class WeightCanvas(ToldCanvas):
    """Draws weights from orange (negative) to blue (positive), all on one scale."""

    def __init__(self, theme: Theme) -> None:
        name = QCoreApplication.translate("WeightCanvas", "Weights of one layer")
        text = QCoreApplication.translate(
            "WeightCanvas", "The layer's weights appear here as soon as there is a run."
        )
        super().__init__(theme, name, text)
        self._pictures: WeightPictures | None = None
        self._image: QImage | None = None
        self._pixels: Pixels | None = None  # what the image shows; it does not keep it alive
        self._mosaic: Mosaic | None = None

    def set_pictures(self, pictures: WeightPictures) -> None:
        """Show another layer, or the same one as it is now."""
        self._pictures = pictures
        self._image = None
        self.update()

    def set_theme(self, theme: Theme) -> None:
        self._image = None
        super().set_theme(theme)

    @property
    def kind(self) -> str:
        """What is drawn: "tiles", "hinton" or "heat map"; empty before there is anything."""
        if self._pictures is None:
            return ""
        if max(self._pictures.tiles.shape[-2:-1]) > 1:
            return "tiles"
        return "hinton" if self._matrix.size <= _MOST_SQUARES else "heat map"

    @property
    def card_lines(self) -> list[str]:
        """What the card under the mouse tells; empty without one."""
        if self._pictures is None or self._mouse is None:
            return []
        if self.kind == "tiles":
            return self._tile_lines(self._mouse)
        plot, matrix = self._plot, self._matrix
        if not plot.contains(self._mouse):
            return []
        unit = int((self._mouse.y() - plot.top()) / plot.height() * len(matrix))
        source = int((self._mouse.x() - plot.left()) / plot.width() * matrix.shape[1])
        names = self.tr("input {input} → unit {unit}").format(input=source + 1, unit=unit + 1)
        return [names, self.tr("weight {value}").format(value=f"{matrix[unit, source]:.4g}")]

    @property
    def is_empty(self) -> bool:
        return self._pictures is None or not self._pictures.tiles.size

    def paint(self, painter: QPainter) -> None:
        assert self._pictures is not None
        if self.kind == "tiles":
            self._paint_tiles(painter, self._pictures)
        elif self.kind == "hinton":
            self._paint_hinton(painter)
        else:
            self._paint_image(painter, self._plot, self._matrix)
        self._paint_words(painter, self._pictures)

    @property
    def _matrix(self) -> NDArray[np.float32]:
        """The weights as (units, inputs)."""
        assert self._pictures is not None
        tiles = self._pictures.tiles
        return tiles.reshape(len(tiles), -1)

    @property
    def _limit(self) -> float:
        assert self._pictures is not None
        return float(np.nan_to_num(np.abs(self._pictures.tiles)).max()) or 1.0

    @property
    def _room(self) -> QRectF:
        return QRectF(self.rect()).adjusted(_LEFT, _TOP, -_RIGHT, -_BOTTOM)

    @property
    def _plot(self) -> QRectF:
        """Where the matrix is drawn: with square cells for a Hinton diagram."""
        room = self._room
        units, inputs = self._matrix.shape
        if self.kind != "hinton":
            return room
        cell = min(room.width() / inputs, room.height() / units)
        left = room.left() + (room.width() - cell * inputs) / 2
        return QRectF(round(left), room.top(), cell * inputs, cell * units)

    def _paint_tiles(self, painter: QPainter, pictures: WeightPictures) -> None:
        units, channels, height, width = pictures.tiles.shape
        room = QRectF(self.rect()).adjusted(_RIGHT, _TOP, -_RIGHT, -_BOTTOM)
        if self._image is None or self._mosaic is None or self._mosaic.room != room:
            self._mosaic = Mosaic(units * channels, height, width, room)
            values = pictures.tiles.reshape(-1, height, width)
            pixels = self._mosaic.assemble(values, math.nan)
            self._show(diverging_rgba(pixels, self._theme, self._limit))
        if self._image is not None:
            painter.drawImage(self._mosaic.area, self._image)
            self._mosaic.paint_gaps(painter, QColor(self._theme.panel))

    def _paint_image(self, painter: QPainter, area: QRectF, matrix: NDArray[np.float32]) -> None:
        if self._image is None:
            self._show(diverging_rgba(matrix, self._theme, self._limit))
        if self._image is not None:
            painter.drawImage(area, self._image)
            self._paint_border(painter, area)

    def _show(self, pixels: Pixels) -> None:
        self._pixels = np.ascontiguousarray(pixels)
        height, width, _ = pixels.shape
        layout = QImage.Format.Format_RGBX8888
        self._image = QImage(self._pixels.data, width, height, 4 * width, layout)

    def _paint_hinton(self, painter: QPainter) -> None:
        plot, matrix = self._plot, np.nan_to_num(self._matrix)
        units, inputs = matrix.shape
        cell = plot.width() / inputs
        sides = np.sqrt(np.abs(matrix) / self._limit) * cell * _FULL
        x = plot.left() + (np.arange(inputs) + 0.5) * cell - sides / 2
        y = plot.top() + (np.arange(units)[:, None] + 0.5) * cell - sides / 2
        squares = np.stack([x, y, sides, sides], axis=-1)
        painter.setPen(Qt.PenStyle.NoPen)
        for colour, chosen in (
            (self._theme.positive, matrix > 0),
            (self._theme.negative, matrix < 0),
        ):
            buffer = internals.PrimitiveArray(QRectF, 4)
            buffer.resize(int(chosen.sum()))
            buffer.ndarray()[:] = squares[chosen]
            painter.setBrush(QColor(colour))
            painter.drawRects(*buffer.drawargs())
        self._paint_border(painter, plot)

    def _paint_border(self, painter: QPainter, area: QRectF) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(self._theme.line), 1))
        painter.drawRect(area.adjusted(-0.5, -0.5, 0.5, 0.5))

    def _paint_words(self, painter: QPainter, pictures: WeightPictures) -> None:
        """Name the axes of a matrix, and say how large the largest weight is."""
        painter.setPen(QColor(self._theme.muted))
        line = QRectF(_RIGHT, self.height() - 20, self.width() - 2 * _RIGHT, 18)
        text = self.tr("full colour: {value}")
        if self.kind == "hinton":
            text = self.tr("area ∝ |w|; largest |w| = {value}")
        said = text.format(value=f"{self._limit:.3g}")
        shown = len(pictures.tiles)
        if shown < pictures.units:
            count = self.tr("{shown} of {units} units")
            said += " · " + count.format(shown=shown, units=pictures.units)
        middle = Qt.AlignmentFlag.AlignCenter
        painter.drawText(line, middle, said)
        if self.kind == "tiles":
            return
        plot = self._plot
        below = QRectF(plot.left() - 20, plot.bottom() + 3, plot.width() + 40, 18)
        painter.drawText(below, middle, self.tr("inputs"))
        painter.save()
        painter.translate(plot.left() - 12, plot.center().y())
        painter.rotate(-90)
        painter.drawText(QRectF(-60, -9, 120, 18), middle, self.tr("units"))
        painter.restore()

    def _tile_lines(self, mouse: QPointF) -> list[str]:
        assert self._pictures is not None
        found = self._mosaic.at(mouse) if self._mosaic else None
        if found is None:
            return []
        number, row, column = found
        channels = self._pictures.tiles.shape[1]
        unit, channel = divmod(number, channels)
        name = self.tr("unit {unit}").format(unit=unit + 1)
        if channels > 1:
            name += self.tr(", channel {channel}").format(channel=channel + 1)
        value = self._pictures.tiles[unit, channel, row, column]
        place = self.tr("row {row}, column {column}").format(row=row + 1, column=column + 1)
        return [name, place, self.tr("weight {value}").format(value=f"{value:.4g}")]
