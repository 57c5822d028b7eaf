"""The atlas holds the pictures of all neurons in one image, one below the other."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPaintEngine, QPainter

from app.look.colour_maps import Pixels, class_rgba, diverging_rgba
from app.look.theme import Theme
from app.views.columns import Column
from app.views.diagram import Neuron
from app.views.value_scale import ValueScale
from engine.probes import NeuronPictures

_SMALLEST_LIMIT = 1e-6  # a neuron that gives less than this everywhere is drawn as zero
_FULL_COLOUR = 1.6  # times the root mean square: where the full colour is reached


class MapAtlas:
    """Pictures of the first `shown[c]` neurons of each column c, in the colours of a theme.

    Each neuron has a scale of its own, with the panel's colour at zero; see `_limits`.
    Outputs are coloured as the decision boundary is: classes in their colours, values on `scale`.
    With `sums`, neurons are drawn before their activation function.
    """

    def __init__(
        self,
        pictures: NeuronPictures,
        columns: Sequence[Column],
        shown: Sequence[int],
        theme: Theme,
        scale: ValueScale | None,
        sums: bool = False,
    ) -> None:
        tiles = [
            _column_tiles(pictures, column, units, theme, scale, sums)
            for column, units in zip(columns, shown, strict=True)
        ]
        self._first = np.cumsum([0, *map(len, tiles)]).tolist()
        # The lowest row of a picture comes first in the data and last in the image.
        self._pixels = np.concatenate([tile[:, ::-1] for tile in tiles])
        count, self._height, self._width, _ = self._pixels.shape
        rows, stride = count * self._height, 4 * self._width
        layout = QImage.Format.Format_RGBX8888
        self.image = QImage(self._pixels.data, self._width, rows, stride, layout)

    def paint(self, painter: QPainter, box: QRectF, neuron: Neuron) -> None:
        """Draw a neuron's picture into a box."""
        tile = self.tile(neuron)
        if painter.paintEngine().type() is QPaintEngine.Type.SVG:
            # It draws the whole image, whichever part it is told (seen in Qt 6.11).
            painter.drawImage(box, self.image.copy(tile.toRect()))
        else:
            painter.drawImage(box, self.image, tile)

    def tile(self, neuron: Neuron) -> QRectF:
        """Return the part of the image that shows a neuron."""
        number = self._first[neuron.column] + neuron.unit
        return QRectF(0, number * self._height, self._width, self._height)


def _column_tiles(
    pictures: NeuronPictures,
    column: Column,
    units: int,
    theme: Theme,
    scale: ValueScale | None,
    sums: bool,
) -> Pixels:
    """Colour the pictures of a column's first neurons, (units, height, width, 4)."""
    if column.is_output and not sums:
        return _output_tiles(pictures.output, column.units, scale, theme)[:units]
    return _tiles(pictures.maps[column.sum_index if sums else column.map_index][:units], theme)


def _tiles(values: NDArray[np.float32], theme: Theme) -> Pixels:
    """Colour pictures (units, height, width), each on its own scale."""
    return diverging_rgba(values / _limits(values), theme)


def _limits(values: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the magnitude that has the full colour in each picture, (units, 1, 1).

    The greatest one, unless it is so rare that the rest of the picture would be pale.
    """
    greatest = np.abs(values).max(axis=(1, 2), keepdims=True)
    root_mean_square = np.sqrt(np.square(values).mean(axis=(1, 2), keepdims=True))
    limits = np.minimum(greatest, _FULL_COLOUR * root_mean_square)
    return np.maximum(np.nan_to_num(limits), _SMALLEST_LIMIT)


def _output_tiles(
    answers: NDArray[np.float32], units: int, scale: ValueScale | None, theme: Theme
) -> Pixels:
    """Colour the network's answers (answers, height, width), one picture for each output unit."""
    if scale is not None:
        return scale.rgba(answers, theme)
    if units == 1:
        return diverging_rgba(2 * answers[1:] - 1, theme)
    classes = np.broadcast_to(np.arange(len(answers))[:, None, None], answers.shape)
    return class_rgba(classes, answers, theme, len(answers))
