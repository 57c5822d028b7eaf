"""The network's picture: columns of neuron maps with the weights as curves between them."""

from collections.abc import Mapping
from functools import cached_property
from itertools import pairwise
from math import ceil

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPixmap

from app.look.theme import Theme, layer_colour
from app.views.diagram import HEADING_HEIGHT, Diagram, Neuron, unit_numbers
from app.views.skip_arcs import paint_skips
from app.views.stack_picture import StackPicture
from app.views.tile_atlas import TileAtlas
from app.views.weight_curves import WeightCurves, largest_of

Weights = Mapping[str, NDArray[np.floating]]

_MOST_CURVES = 320  # over all gaps, so that a frame stays cheap and the picture readable
_FEWEST_CURVES = 24  # in any one gap
_WIDEST_SHARE = 0.11  # of a neuron's picture
_VEIL = 190  # of 255: how far a chosen neuron's weights stand out from the others
_NAME_GAP = 10
_LEAST_TITLE = 26  # pixels
_PIN = 4.0  # pixels: the radius of the mark on a frozen neuron


class NetworkPicture:
    """Draws one layout of a network in one theme. Coordinates are those of the diagram."""

    def __init__(self, diagram: Diagram, theme: Theme, font: QFont, small_font: QFont) -> None:
        self.diagram = diagram
        self._theme = theme
        self._font = font
        self._small_font = small_font
        self._weights: Weights = {}
        self._curves: dict[int, WeightCurves] = {}
        self._ground: tuple[object, QPixmap] | None = None
        self._held: Mapping[str, NDArray[np.bool_]] = {}
        self.stacks = StackPicture(diagram, theme, small_font)

    @property
    def hidden_weights(self) -> tuple[int, int, int]:
        """Return (weights drawn, weights between neurons that are drawn, weights there are).

        Those that lead into a band or out of it, and those inside, are there too.
        """
        most, pairs = self._most(), self._pairs
        whole = [each for column in self.diagram.columns for each in (column.hides or (column,))]
        there = sum(
            left.units * right.units
            for left, right in pairwise(whole)
            if right.layer is not None  # other layers have no such weights
        )
        return sum(min(most, pair) for pair in pairs), sum(pairs), there

    def set_weights(self, weights: Weights) -> None:
        """Take the weights (from, to) by name."""
        self._weights = weights
        self._curves.clear()
        self.stacks.set_weights(weights)

    def set_held(self, held: Mapping[str, NDArray[np.bool_]]) -> bool:
        """Take which weights are frozen, by the names of their tensors; True where that is new."""
        same = held.keys() == self._held.keys()
        if same and all(np.array_equal(held[name], self._held[name]) for name in held):
            return False
        self._held = held
        return True

    def is_held(self, gap: int, start: int, end: int) -> bool:
        """Return whether a weight is frozen."""
        mask = self._held.get(self.diagram.columns[gap + 1].weight_name)
        return mask is not None and bool(mask[start, end])

    def weight(self, gap: int, start: int, end: int) -> float | None:
        """Return one weight; None before there are any."""
        weights = self._weights.get(self.diagram.columns[gap + 1].weight_name)
        return None if weights is None else float(weights[start, end])

    def bias(self, neuron: Neuron) -> float | None:
        """Return a neuron's bias; None for inputs and before there are any."""
        biases = self._weights.get(self.diagram.columns[neuron.column].bias_name)
        return None if biases is None else float(biases[neuron.unit])

    def weight_at(self, point: QPointF) -> tuple[int, int, int] | None:
        """Return (gap, from, to) of the weight whose curve passes a point."""
        gap = self.diagram.gap_at(point.x())
        curves = None if gap is None else self._gap_curves(gap)
        found = curves.at(point) if curves else None
        return None if gap is None or found is None else (gap, *found)

    def paint_backdrop(self, painter: QPainter, visible: QRectF) -> None:
        """Draw all but the neurons' pictures: headings, names and weights."""
        painter.drawPixmap(
            visible.topLeft(), self._still(visible, painter.device().devicePixelRatioF())
        )
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for gap in range(len(self.diagram.columns) - 1):
            curves = self._gap_curves(gap) if self._is_visible(gap, visible) else None
            if curves:
                curves.paint(painter, self._theme)
                self._paint_held(painter, gap, curves)
        self.stacks.paint_kernels(painter, visible)
        paint_skips(painter, self.diagram, self._theme, self._small_font)
        if visible.top() > 0:  # headings stay in sight over what is scrolled away
            strip = QRectF(visible.left(), visible.top(), visible.width(), HEADING_HEIGHT - 8)
            painter.fillRect(strip, QColor(self._theme.panel))
            self._paint_headings(painter, visible)

    def _still(self, visible: QRectF, ratio: float) -> QPixmap:
        """What does not change while a network trains: the ground, the names and the headings."""
        key = visible.getRect(), ratio
        if self._ground is None or self._ground[0] != key:
            pixmap = QPixmap((visible.size() * ratio).toSize())
            pixmap.setDevicePixelRatio(ratio)
            pixmap.fill(QColor(self._theme.panel))
            painter = QPainter(pixmap)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.translate(-visible.topLeft())
            for column in range(len(self.diagram.columns)):
                self._paint_names(painter, column)
            self.stacks.paint_still(painter)
            self._paint_headings(painter, visible)
            painter.end()
            self._ground = key, pixmap
        return self._ground[1]

    def _paint_headings(self, painter: QPainter, visible: QRectF) -> None:
        for column in range(len(self.diagram.columns)):
            self._paint_heading(painter, column, visible.top())

    def _paint_held(self, painter: QPainter, gap: int, curves: WeightCurves) -> None:
        """Stitch the frozen weights of a gap, and pin the neurons of which all are frozen."""
        mask = self._held.get(self.diagram.columns[gap + 1].weight_name)
        if mask is None:
            return
        curves.stitch(painter, self._theme, mask)
        painter.setPen(QPen(QColor(self._theme.panel), 1.5))
        painter.setBrush(QColor(self._theme.accent))
        pinned = np.all(mask, axis=0).tolist()
        for box, is_held in zip(self.diagram.boxes[gap + 1], pinned, strict=False):
            if is_held:
                painter.drawEllipse(box.topLeft() - QPointF(_PIN / 2, 0), _PIN, _PIN)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def paint_neurons(self, painter: QPainter, atlas: TileAtlas, visible: QRectF) -> None:
        """Draw every visible neuron's picture; empty frames while nothing is measured."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(QPen(QColor(self._theme.line), 1))
        painter.setClipRect(visible.adjusted(0, HEADING_HEIGHT - 8, 0, 0))
        for column, boxes in enumerate(self.diagram.boxes):
            if self.diagram.columns[column].form == "band":
                continue
            if not visible.intersects(boxes[0].united(boxes[-1])):
                continue
            if atlas.paint_field(painter, column):
                continue
            paint = atlas.brush(painter, column)
            for unit, box in enumerate(boxes):
                paint(painter, box, Neuron(column, unit))
                painter.drawRect(box.adjusted(-1, -1, 0, 0))
        painter.setClipping(False)

    def paint_chosen_neuron(
        self,
        painter: QPainter,
        neuron: Neuron,
        visible: QRectF,
        place: tuple[int, int] | None = None,
    ) -> None:
        """Let one neuron's weights stand out from the others; before `paint_neurons`.

        Of a feature map those of its `place`, where each has its own.
        """
        veil = QColor(self._theme.panel)
        veil.setAlpha(_VEIL)
        area = visible.adjusted(0, HEADING_HEIGHT - 8, 0, 0)
        painter.fillRect(area, veil)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        entering = self._gap_curves(neuron.column - 1)
        if entering:
            entering.paint(painter, self._theme, entering.touching(end=neuron.unit))
        leaving = self._gap_curves(neuron.column)
        if leaving:
            numbers = unit_numbers(self.diagram, neuron)
            leaving.paint(painter, self._theme, leaving.touching(start=numbers))
        self.stacks.paint_bands(painter)
        self.stacks.paint_links(painter, neuron, place)
        for column in range(len(self.diagram.columns)):
            self._paint_names(painter, column)

    def paint_frame(self, painter: QPainter, neuron: Neuron) -> None:
        """Draw a frame in the accent colour around a neuron."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._theme.accent), 2))
        box = self.diagram.boxes[neuron.column][neuron.unit]
        painter.drawRoundedRect(box.adjusted(-2, -2, 2, 2), 3, 3)

    def paint_chosen_weight(self, painter: QPainter, gap: int, start: int, end: int) -> None:
        """Let one weight's curve stand out."""
        curves = self._gap_curves(gap)
        if curves is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        path = curves.path(start, end)
        painter.strokePath(path, QPen(QColor(self._theme.panel), 7))
        value = self.weight(gap, start, end) or 0.0
        colour = self._theme.negative if value < 0 else self._theme.positive
        painter.strokePath(path, QPen(QColor(colour), 4))

    def visible_columns(self, visible: QRectF) -> tuple[int, ...]:
        """Return for each column how many of its neurons are drawn and in sight."""
        reach = self.diagram.spacing
        return tuple(
            shown
            if self.diagram.columns[column].form == "row"
            and visible.left() - reach < self.diagram.centre(column) < visible.right() + reach
            else 0
            for column, shown in enumerate(self.diagram.shown)
        )

    def _most(self) -> int:
        """Return how many curves each gap may have: all in a small network, else a fair share."""
        pairs = self._pairs
        if sum(pairs) <= _MOST_CURVES:
            return max(pairs, default=0)
        return max(_MOST_CURVES // len(pairs), _FEWEST_CURVES)

    @cached_property
    def _pairs(self) -> tuple[int, ...]:
        """How many weights could be drawn in each gap that has curves."""
        shown = self.diagram.shown
        return tuple(
            (shown[gap] if column.form == "row" else len(self.diagram.ends(gap)[0]))
            * shown[gap + 1]
            for gap, column in enumerate(self.diagram.columns[:-1])
            if self._has_curves(gap)
        )

    def _has_curves(self, gap: int) -> bool:
        left, right = self.diagram.columns[gap], self.diagram.columns[gap + 1]
        return left.form != "band" and right.layer is not None

    def _is_visible(self, gap: int, visible: QRectF) -> bool:
        left, right = self.diagram.centre(gap), self.diagram.centre(gap + 1)
        return left < visible.right() and right > visible.left()

    def _gap_curves(self, gap: int) -> WeightCurves | None:
        """Return the curves of a gap, made when first needed; None without weights or gap."""
        if not 0 <= gap < len(self.diagram.columns) - 1 or not self._has_curves(gap):
            return None
        weights = self._weights.get(self.diagram.columns[gap + 1].weight_name)
        if weights is None:
            return None
        if gap not in self._curves:
            starts, ends = self.diagram.ends(gap)
            largest = largest_of(weights)
            box = min(self.diagram.boxes[at][0].height() for at in (gap, gap + 1))
            shown = weights[: len(starts), : len(ends)]
            widest = max(_WIDEST_SHARE * box, 1.5)
            self._curves[gap] = WeightCurves(starts, ends, shown, largest, widest, self._most())
        return self._curves[gap]

    def _paint_heading(self, painter: QPainter, column: int, top: float) -> None:
        centre, width = self.diagram.centre(column), self.diagram.room(column) - 12
        painter.setFont(self._small_font)
        painter.setPen(QColor(self._theme.muted))
        metrics = QFontMetricsF(self._small_font)
        title = self.diagram.columns[column].title
        text = metrics.elidedText(title, Qt.TextElideMode.ElideRight, width)
        if width < _LEAST_TITLE:  # too narrow for words: every so many columns their number
            every = ceil(_LEAST_TITLE / max(self.diagram.room(column), 1))
            text, width = str(column) if column % every == 0 else "", _LEAST_TITLE
        area = QRectF(centre - width / 2, top + 8, width, 22)
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, text)
        if column > 0:
            count = len(self.diagram.columns) - 1
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(layer_colour(column - 1, count, self._theme)))
            reach = min(10.0, self.diagram.room(column) / 2 - 1)
            painter.drawRoundedRect(QRectF(centre - reach, top + 32, 2 * reach, 3), 1.5, 1.5)
            painter.setBrush(Qt.BrushStyle.NoBrush)

    def _paint_names(self, painter: QPainter, column: int) -> None:
        """Write the inputs' names to their left, the outputs' to their right."""
        shown = self.diagram.columns[column]
        font = self._small_font if shown.is_output else self._font
        painter.setFont(font)
        painter.setPen(QColor(self._theme.muted if shown.is_output else self._theme.text))
        metrics = QFontMetricsF(font)
        for name, box in zip(shown.labels, self.diagram.boxes[column], strict=False):
            place = self._name_place(box, shown.is_output)
            text = metrics.elidedText(name, Qt.TextElideMode.ElideRight, place.width())
            side = Qt.AlignmentFlag.AlignLeft if shown.is_output else Qt.AlignmentFlag.AlignRight
            painter.drawText(place, side | Qt.AlignmentFlag.AlignVCenter, text)
        if self.diagram.hidden(column) and self.diagram.room(column) >= _LEAST_TITLE:
            painter.setFont(self._small_font)
            painter.setPen(QColor(self._theme.muted))
            at = self.diagram.more_at(column)
            area = QRectF(at.x() - 40, at.y() - 8, 80, 16)
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, self._more(column))

    def _more(self, column: int) -> str:
        """How many tiles of a column are not drawn; of a sequence those before the others."""
        count = f"{self.diagram.hidden(column):,}"
        if self.diagram.first(column):
            before = QCoreApplication.translate("NetworkView", "{count} before")
            return before.format(count=count)
        return f"+{count}"

    def _name_place(self, box: QRectF, is_output: bool) -> QRectF:
        if is_output:
            left, right = box.right() + _NAME_GAP, self.diagram.width - 4.0
        else:
            left, right = 4.0, box.left() - _NAME_GAP
        high = max(box.height(), QFontMetricsF(self._font).height())
        return QRectF(left, box.center().y() - high / 2, max(right - left, 1), high)
