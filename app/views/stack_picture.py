"""The stacks' picture: what stands around maps, time steps and bands, and the kernels."""

from collections.abc import Mapping
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPainterPath, QPen

from app.look.theme import Theme, layer_colour
from app.views.diagram import HEADING_HEIGHT, Diagram, Neuron
from app.views.kernel_tiles import KernelTiles
from app.views.stack_words import band_words, foot_words

_LARGEST_KERNEL, _LEAST_KERNEL = 52, 6  # pixels of a chosen map's kernels
_EDGE = 6  # pixels between these and the maps on either side
_ARROW = 3.0
_NAMED, _NAMED_GAP = 3, 30  # arrows of a column that are named; pixels that a name needs


class StackPicture:
    """Draws one layout of the columns that are no rows of neurons, in one theme."""

    def __init__(self, diagram: Diagram, theme: Theme, small_font: QFont) -> None:
        self._diagram = diagram
        self._theme = theme
        self._font = small_font
        self._weights: Mapping[str, NDArray[np.floating]] = {}
        self._kernels: dict[int, KernelTiles | None] = {}

    def set_weights(self, weights: Mapping[str, NDArray[np.floating]]) -> None:
        """Take all parameter tensors by name."""
        self._weights = weights
        self._kernels.clear()

    def kernels(self, column: int, place: tuple[int, int] | None = None) -> KernelTiles | None:
        """Return the kernels that lead to a column, of a `place` where each has its own."""
        weights = self._weights.get(self._diagram.columns[column].kernels)
        if weights is None:
            return None
        if place is not None and weights.ndim > 4:
            return KernelTiles(weights, self._theme, place)
        if column not in self._kernels:
            self._kernels[column] = KernelTiles(weights, self._theme)
        return self._kernels[column]

    def has_weights_into(self, neuron: Neuron) -> bool:
        """Whether the weights into a neuron come from maps, over which they can be laid."""
        weights = self._weights.get(self._diagram.columns[neuron.column].weight_name)
        before = self._diagram.columns[max(neuron.column - 1, 0)]
        return weights is not None and before.form == "maps" and len(weights) == before.units

    def weights_into(self, neuron: Neuron) -> tuple[QImage, QRectF] | None:
        """The weights from maps to a neuron, laid over these; None where it has no such ones."""
        if not self.has_weights_into(neuron):
            return None
        weights = self._weights[self._diagram.columns[neuron.column].weight_name]
        shape = self._diagram.columns[neuron.column - 1].shape
        return KernelTiles(weights[:, neuron.unit].reshape(1, *shape), self._theme).picture(0)

    def bias(self, column: int, unit: int, place: tuple[int, int] | None = None) -> float | None:
        """Return the bias of a map: at a place, where each has its own."""
        name = self._diagram.columns[column].kernels
        biases = self._weights.get(name.removesuffix("weight") + "bias") if name else None
        if biases is None or (biases.ndim > 1 and place is None):
            return None
        return float(biases[unit] if biases.ndim == 1 else biases[*(place or ()), unit])

    def paint_still(self, painter: QPainter) -> None:
        """Draw what does not change while a network trains: bands, arrows, and words below."""
        self.paint_bands(painter)
        for index, column in enumerate(self._diagram.columns):
            if column.form == "steps" and column.is_unrolled:
                self._paint_time(painter, index)
            self._paint_foot(painter, index)

    def paint_bands(self, painter: QPainter) -> None:
        """Draw what stands for folded columns."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for index, column in enumerate(self._diagram.columns):
            if column.form == "band":
                self._paint_band(painter, index)

    def paint_kernels(self, painter: QPainter, visible: QRectF) -> None:
        """Draw the small pictures of the kernels beside their maps."""
        for index, places in enumerate(self._diagram.places):
            boxes = places.kernels
            if not boxes or boxes[0].left() > visible.right() or places.right < visible.left():
                continue
            kernels = self.kernels(index)
            if kernels is None:
                continue
            painter.setPen(QPen(QColor(self._theme.line), 1))
            for number, (box, tile) in enumerate(zip(boxes, places.boxes, strict=True)):
                kernels.paint(painter, box, number)
                painter.drawLine(
                    QPointF(box.right() + 1, box.center().y()),
                    QPointF(tile.left() - 1, tile.center().y()),
                ) if box.right() + 12 > tile.left() else None

    def kernel_boxes(self, neuron: Neuron) -> tuple[QRectF, ...]:
        """Where the kernels of a chosen map are drawn large: one for each channel they look at."""
        kernels = self.kernels(neuron.column) if neuron.column else None
        if kernels is None:
            return ()
        area = self.kernel_area(neuron)
        count = kernels.channels
        lines = max(
            range(1, count + 1), key=lambda n: min(area.width() / n, area.height() * n / count)
        )
        down = -(-count // lines)
        pitch = min(area.width() / lines, area.height() / down, _LARGEST_KERNEL + 4)
        side = max(pitch - 4, _LEAST_KERNEL)
        step = area.height() / down
        left = area.center().x() - lines * pitch / 2
        return tuple(
            QRectF(
                round(left + number // down * pitch),
                round(area.top() + (number % down + 0.5) * step - side / 2),
                round(side),
                round(side),
            )
            for number in range(count)
        )

    def kernel_area(self, neuron: Neuron) -> QRectF:
        """The gap before a column of maps."""
        diagram = self._diagram
        left = diagram.places[neuron.column - 1].right + _EDGE
        right = diagram.places[neuron.column].left - 2 * _EDGE
        top, bottom = HEADING_HEIGHT, diagram.foot(neuron.column).top()
        return QRectF(left, top, max(right - left, _LEAST_KERNEL), bottom - top)

    def paint_links(
        self, painter: QPainter, neuron: Neuron, place: tuple[int, int] | None = None
    ) -> None:
        """Draw what leads to a chosen tile: from each channel through its kernel."""
        column = self._diagram.columns[neuron.column]
        box = self._diagram.boxes[neuron.column][neuron.unit]
        if column.kernels:
            self._paint_kernel_links(painter, neuron, box, place)
        elif neuron.column and column.form in ("maps", "steps"):
            before = self._diagram.columns[neuron.column - 1]
            boxes = self._diagram.boxes[neuron.column - 1]
            source = neuron.unit + before.lead
            same = before.form == column.form and before.tiles - before.lead == column.tiles
            if same and source < len(boxes):
                self._curve(painter, boxes[source], box.left(), box.center().y())

    def _paint_kernel_links(
        self, painter: QPainter, neuron: Neuron, box: QRectF, place: tuple[int, int] | None
    ) -> None:
        kernels = self.kernels(neuron.column, place)
        if kernels is None:
            return
        before = self._diagram.columns[neuron.column - 1]
        sources = self._diagram.boxes[neuron.column - 1][before.lead :]
        places = self.kernel_boxes(neuron)
        for channel, place_box in enumerate(places):
            if before.form == "maps" and channel < len(sources):
                level = place_box.center().y()
                self._curve(painter, sources[channel], place_box.left(), level)
            self._curve(painter, place_box, box.left(), box.center().y())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(QPen(QColor(self._theme.muted), 1))
        for channel, place_box in enumerate(places):
            kernels.paint_channel(painter, place_box, neuron.unit, channel)
            painter.drawRect(place_box.adjusted(-1, -1, 0, 0))

    def _curve(self, painter: QPainter, start: QRectF, x: float, y: float) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        begin, middle = start.right(), (start.right() + x) / 2
        path = QPainterPath(QPointF(begin, start.center().y()))
        path.cubicTo(middle, start.center().y(), middle, y, x, y)
        painter.strokePath(path, QPen(QColor(self._theme.muted), 1.1))

    def _paint_band(self, painter: QPainter, index: int) -> None:
        box = self._diagram.boxes[index][0]
        count = len(self._diagram.columns) - 1
        painter.setPen(QPen(QColor(self._theme.line), 1))
        painter.setBrush(QColor(self._theme.background))
        painter.drawRoundedRect(box, 7, 7)
        painter.setBrush(QColor(layer_colour(max(index - 1, 0), max(count, 1), self._theme)))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(QRectF(box.left(), box.top() + 7, 3, box.height() - 14), 1.5, 1.5)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.save()
        painter.translate(box.center())
        painter.rotate(-90)
        painter.setFont(self._font)
        painter.setPen(QColor(self._theme.text))
        area = QRectF(-box.height() / 2, -box.width() / 2, box.height(), box.width())
        words = band_words(self._diagram.columns[index])
        text = QFontMetricsF(self._font).elidedText(
            words, Qt.TextElideMode.ElideRight, area.width() - 16
        )
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, text)
        painter.restore()

    def _paint_time(self, painter: QPainter, index: int) -> None:
        """Arrows from state to state and from each input; the weights on them are the same."""
        boxes = self._diagram.boxes[index]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = QColor(self._theme.muted)
        painter.setPen(QPen(colour, 1.2))
        for upper, lower in pairwise(boxes):
            x, top, bottom = upper.center().x(), upper.bottom() + 1, lower.top() - 1
            if bottom - top >= 3:
                self._arrow(painter, QPointF(x, top), QPointF(x, bottom))
        before = self._diagram.boxes[index - 1]
        same = self._diagram.columns[index - 1].form == "steps" and len(before) == len(boxes)
        for source, target in zip(before, boxes, strict=False) if same else ():
            start = QPointF(source.right() + 4, source.center().y())
            end = QPointF(target.left() - 4, target.center().y())
            if end.x() - start.x() >= 8:
                self._arrow(painter, start, end)
        self._name_weights(painter, boxes, before if same else ())

    def _name_weights(
        self, painter: QPainter, boxes: tuple[QRectF, ...], before: tuple[QRectF, ...]
    ) -> None:
        """Write which weights stand on the arrows: Wₕ from state to state, Wₓ from the inputs."""
        painter.setFont(self._font)
        high = QFontMetricsF(self._font).height() - 2
        every = -(-len(boxes) // _NAMED)
        for upper, lower in list(pairwise(boxes))[::every]:
            middle = (upper.bottom() + lower.top()) / 2
            self._name(painter, QRectF(upper.right() + 2, middle - high / 2, 18, high), "Wₕ")
        for source, target in list(zip(before, boxes, strict=False))[::every]:
            middle = (source.right() + target.left()) / 2
            if target.left() - source.right() > _NAMED_GAP:
                self._name(
                    painter, QRectF(middle - 9, target.center().y() - high / 2, 18, high), "Wₓ"
                )

    def _name(self, painter: QPainter, place: QRectF, name: str) -> None:
        painter.fillRect(place, QColor(self._theme.panel))
        painter.setPen(QColor(self._theme.accent))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, name)

    def _arrow(self, painter: QPainter, start: QPointF, end: QPointF) -> None:
        painter.drawLine(start, end)
        way = end - start
        length = max(abs(way.x()) + abs(way.y()), 1e-6)
        along = way / length * _ARROW
        aside = QPointF(-along.y(), along.x())
        painter.drawPolyline([end - along + aside, end, end - along - aside])

    def _paint_foot(self, painter: QPainter, index: int) -> None:
        column, area = self._diagram.columns[index], self._diagram.foot(index)
        metrics = QFontMetricsF(self._font)
        words = foot_words(column)
        if metrics.horizontalAdvance(words) > area.width():
            words = foot_words(column, is_short=True)
        if not words:
            return
        painter.setFont(self._font)
        painter.setPen(QColor(self._theme.accent if column.steps else self._theme.muted))
        text = metrics.elidedText(words, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, text)
