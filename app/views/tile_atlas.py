"""The atlas of all tiles: neurons over the plane or for one sample, maps and steps for a sample."""

from collections.abc import Callable

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from app.look.theme import Theme
from app.views.diagram import Diagram, Neuron
from app.views.enlarged import enlarged
from app.views.map_atlas import MapAtlas
from app.views.sample_atlas import SampleAtlas


class TileAtlas:
    """Rows of neurons come from `maps` where there are any, everything else from `sample`."""

    def __init__(
        self, diagram: Diagram, maps: MapAtlas | None, sample: SampleAtlas | None, theme: Theme
    ) -> None:
        self._diagram = diagram
        self._maps = maps
        self._sample = sample
        self._theme = theme

    def brush(self, painter: QPainter, column: int) -> Callable[[QPainter, QRectF, Neuron], None]:
        """Return what draws the tiles of a column: into a box, quietly while not measured."""
        if self._diagram.columns[column].form == "row" and self._maps is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            return self._maps.paint
        return self._paint

    def _paint(self, painter: QPainter, box: QRectF, neuron: Neuron) -> None:
        if self._sample is None:
            painter.fillRect(box, QColor(self._theme.background))
            return
        tile = neuron.unit + self._diagram.first(neuron.column)
        self._sample.paint(painter, box, self._diagram.columns[neuron.column], tile)

    def paint_field(self, painter: QPainter, column: int) -> bool:
        """Draw all neurons of a column at once where they are small; False where they are not."""
        shown, boxes = self._diagram.columns[column], self._diagram.boxes[column]
        if not shown.is_small or self._sample is None or boxes[0].left() == boxes[-1].left():
            return False
        self._sample.paint_field(painter, shown, boxes)
        return True

    def picture(self, neuron: Neuron) -> tuple[QImage, QRectF] | None:
        """Return an image and the part of it that shows a tile large; None where that says less."""
        column = self._diagram.columns[neuron.column]
        if column.form == "row" and self._maps is not None:
            return self._maps.image, self._maps.tile(neuron)
        if column.form == "maps" and self._sample is not None:
            found = self._sample.picture(column, neuron.unit)
            return None if found is None else enlarged(*found, self._theme)
        return None
