"""The canvas of the network: it scrolls, answers mouse and arrow keys, and keeps what it drew."""

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from app.look.theme import Theme
from app.views.arrow_steps import STEPS, bring_into_sight, neuron_beside
from app.views.chosen_words import words_of_neuron, words_of_weight
from app.views.columns import Column
from app.views.diagram import MOST_UNITS, Diagram, Neuron
from app.views.empty import paint_empty, small
from app.views.hover_card import paint_card
from app.views.map_atlas import MapAtlas
from app.views.network_picture import NetworkPicture, Weights
from app.views.sample_atlas import SampleAtlas
from app.views.sample_tiles import SampleTiles
from app.views.stack_hands import StackHands
from app.views.stack_words import band_words
from app.views.tile_atlas import TileAtlas
from app.views.value_scale import ValueScale
from app.views.weights_note import paint_note, weights_words
from app.views.zoom_area import ZoomArea
from engine.probes import NeuronPictures

_OPEN = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
Overlay = Callable[[QPainter, Diagram, QRectF], None]


class NetworkCanvas(ZoomArea):
    """Shows a network: neurons as pictures, weights as curves.

    What changes rarely (headings and curves) is kept in a pixmap; a moving mouse redraws only
    the rest. A click on a neuron or a weight, or Return, asks for its editor.
    """

    picked = Signal(object, object, QPoint)  # neuron, the one before it or None, where on screen
    chosen = Signal()  # another neuron or weight, or none

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._columns: tuple[Column, ...] = ()
        self._scale: ValueScale | None = None
        self._sums = False
        self._pictures: NeuronPictures | None = None
        self._weights: Weights = {}
        self._picture: NetworkPicture | None = None
        self._atlas: TileAtlas | None = None
        self.stacks = StackHands(self)
        self._backdrop: QPixmap | None = None
        self._neuron: Neuron | None = None
        self._weight: tuple[int, int, int] | None = None
        self._gradient: NDArray | None = None
        self._held: Mapping[str, NDArray[np.bool_]] = {}
        self._is_by_keys = False  # what is chosen: the mouse does not let go of it
        self.overlay: Overlay | None = None  # what is drawn over everything else
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Network diagram"))
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def set_network(self, columns: tuple[Column, ...], scale: ValueScale | None) -> None:
        """Show another network; `scale` colours regression outputs, None means classes."""
        chosen = self._neuron if self._is_by_keys else None  # which go on from there
        self._columns, self._scale = columns, scale
        self._pictures, self._weights, self._held = None, {}, {}
        self._neuron = self._weight = self.stacks.sample = None
        self._zoom = 1.0
        self.lay_out()
        if chosen is not None and columns:
            self.choose_column(min(chosen.column, len(columns) - 1), chosen.unit)

    def set_columns(self, columns: tuple[Column, ...]) -> None:
        """Show the same network with other columns folded or unrolled."""
        starts = [column.start for column in columns]
        chosen = self._columns[self._neuron.column].start if self._neuron else None
        self._columns, self._neuron = columns, None
        self.lay_out()
        self.zoom_by(max(self.fitting_zoom / self._zoom, 1.0))  # no smaller than fits
        if chosen is not None:
            place = max((n for n, start in enumerate(starts) if start <= chosen), default=0)
            self._choose(Neuron(place, 0), None)
        else:
            folded = [band_words(column) for column in columns if column.hides]
            self.setAccessibleDescription(", ".join(folded) or self.tr("every layer is shown"))

    def set_sample(self, sample: SampleTiles | None, everywhere: bool) -> None:
        """Show one sample in maps and steps; `everywhere`: in every neuron."""
        is_other = self.stacks.take_sample(sample, everywhere)
        self.forget_drawing()
        if is_other:
            self._tell()

    @property
    def most_units(self) -> int:
        """How many neurons of a column may be drawn."""
        return self.diagram.most_units if self.diagram else MOST_UNITS

    @property
    def picture_size(self) -> QSize | None:
        diagram = self.diagram
        return None if diagram is None else QSize(diagram.width, diagram.height)

    @property
    def fitting_zoom(self) -> float:
        return 1.0 if self.diagram is None else self.diagram.fitting_zoom

    def set_measurements(self, pictures: NeuronPictures | None, weights: Weights) -> None:
        """Show these neuron maps and weights."""
        self._pictures = pictures
        self._weights = weights
        if self._picture is not None:
            self._picture.set_weights(weights)
        self.forget_drawing()

    def set_held(self, held: Mapping[str, NDArray[np.bool_]]) -> None:
        """Mark these weights as frozen."""
        self._held = held
        if self._picture is not None and self._picture.set_held(held):
            self.forget_drawing()

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme's colours from now on."""
        self._theme = theme
        self.lay_out()

    def set_sums(self, sums: bool) -> None:
        """Show neurons before (`sums`) or after their activation function."""
        self._sums = sums
        self.forget_drawing()

    @property
    def diagram(self) -> Diagram | None:
        """Where everything stands; None before there is a network."""
        return self._picture.diagram if self._picture else None

    @property
    def theme(self) -> Theme:
        """Whose colours are drawn in."""
        return self._theme

    def choose_nothing(self) -> None:
        """Let go of the neuron or the weight that is chosen."""
        self._choose(None, None)

    def choose_column(self, column: int, unit: int = 0) -> None:
        """Choose a neuron of a column, as the arrow keys do; the last one where it has fewer."""
        if self.diagram is not None:
            neuron = Neuron(column, min(unit, self.diagram.shown[column] - 1))
            self._choose(neuron, None, by_keys=True)

    @property
    def neuron(self) -> Neuron | None:
        """The neuron under the mouse or chosen with the keys."""
        return self._neuron

    @property
    def weight(self) -> tuple[int, int, int] | None:
        """The weight under the mouse: (gap, from, to)."""
        return self._weight

    @property
    def card_lines(self) -> list[str]:
        """What the card tells about the chosen neuron or weight; empty without one."""
        columns, picture = self._columns, self._picture
        if picture is None:
            return []
        if self._weight is not None:
            return words_of_weight(columns, picture, self._weight, self._gradient)
        if self._neuron is not None:
            shown = self._pictures, self._sums
            return words_of_neuron(columns, picture, self._neuron, self.stacks, *shown)
        return []

    def set_gradient(self, gradient: NDArray | None) -> None:
        """Tell this gradient of the weights into the column of the chosen one; None: not known."""
        self._gradient = gradient

    def sizeHint(self) -> QSize:
        return QSize(830, 520)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, 180)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        if self._picture is None:
            text = self.tr("The network appears here as soon as it is loaded.")
            paint_empty(painter, self.viewport().rect(), text, self._theme)
            return
        visible = self.visible
        painter.drawPixmap(0, 0, self._drawn_backdrop(self._picture, visible))
        painter.translate(-visible.topLeft())
        if self._neuron is not None:
            place = self.stacks.place(self._picture.diagram, self._neuron)
            self._picture.paint_chosen_neuron(painter, self._neuron, visible, place)
        elif self._weight is not None:
            self._picture.paint_chosen_weight(painter, *self._weight)
        self._picture.paint_neurons(painter, self._drawn_atlas(self._picture, visible), visible)
        if self.overlay is not None:
            self.overlay(painter, self._picture.diagram, visible)
        self._paint_card(painter, self._picture, visible)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.lay_out()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.lay_out()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._picture is None:
            return
        if self.pan(event.position()):
            return
        point = event.position() + self.visible.topLeft()
        self.stacks.point = point
        if self.stacks.holds(self._neuron, point, self._picture.stacks):
            self._tell()
            return
        neuron = self._picture.diagram.neuron_at(point)
        self._choose(neuron, None if neuron else self._picture.weight_at(point))
        self._tell()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.mouseMoveEvent(event)
        at = event.position() + self.visible.topLeft()
        if self.diagram is not None and self.stacks.click(at, self.diagram):
            return
        is_free = self._neuron is None and self._weight is None
        if event.button() == Qt.MouseButton.MiddleButton or is_free:
            self.begin_pan(event.position())
        elif event.button() == Qt.MouseButton.LeftButton:
            self._pick(event.globalPosition().toPoint())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        top = self.visible.top()
        point = event.position() + self.visible.topLeft()
        if self.diagram is None or not self.stacks.double_click(point, top, self.diagram):
            super().mouseDoubleClickEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self.stacks.point = None
            if not self._is_by_keys:
                self._choose(None, None)
        return super().viewportEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.stacks.press(event, self.diagram, self._neuron):
            event.accept()
        elif event.key() == Qt.Key.Key_Escape and self._neuron is not None:
            self._choose(None, None)
        elif event.key() in _OPEN and self._neuron is not None and self._picture is not None:
            box = self._picture.diagram.boxes[self._neuron.column][self._neuron.unit]
            corner = box.bottomRight() - self.visible.topLeft()
            self._pick(self.viewport().mapToGlobal(corner.toPoint()))
        elif event.key() in STEPS and self.diagram is not None:
            self.stacks.point = None
            way = STEPS[Qt.Key(event.key())]
            neuron = neuron_beside(self.diagram, self._neuron, *way)
            self._choose(neuron, None, by_keys=True)
            bring_into_sight(self, self.diagram, neuron)
        else:
            super().keyPressEvent(event)

    def _pick(self, at: QPoint) -> None:
        """Ask for the editor of what is chosen, where it has weights of its own."""
        neuron, source = self._neuron, None
        if self._weight is not None:
            gap, source, end = self._weight
            neuron = Neuron(gap + 1, end)
        if neuron is not None and self._columns[neuron.column].layer is not None:
            self.picked.emit(neuron, source, at)
        elif neuron is not None and self.diagram is not None:
            self.stacks.ask(self.diagram, neuron, at)

    def lay_out(self) -> None:
        self._picture = None
        size = self.viewport().size()
        if self._columns:
            diagram = Diagram(
                self._columns, size.width(), size.height(), self._name_widths, self._zoom
            )
            self._picture = NetworkPicture(diagram, self._theme, self.font(), small(self.font()))
            self._picture.set_weights(self._weights)
            self._picture.set_held(self._held)
            self.set_ranges()
            if self._neuron and self._neuron.unit >= diagram.shown[self._neuron.column]:
                self._neuron = None
            self._weight = None
        self.forget_drawing()

    @property
    def _name_widths(self) -> tuple[float, float]:
        return self._widest_name(0, self.font()), self._widest_name(-1, small(self.font()))

    def _widest_name(self, column: int, font: QFont) -> float:
        metrics = QFontMetricsF(font)
        return max(map(metrics.horizontalAdvance, self._columns[column].labels), default=0.0)

    def forget_drawing(self) -> None:
        self._backdrop = None
        self._atlas = None
        self.viewport().update()

    def _drawn_backdrop(self, picture: NetworkPicture, visible: QRectF) -> QPixmap:
        if self._backdrop is None:
            ratio = self.devicePixelRatioF()
            self._backdrop = QPixmap((visible.size() * ratio).toSize())
            self._backdrop.setDevicePixelRatio(ratio)
            painter = QPainter(self._backdrop)
            painter.translate(-visible.topLeft())
            picture.paint_backdrop(painter, visible)
            painter.translate(visible.topLeft())
            words = weights_words(*picture.hidden_weights)
            room = self.viewport().rect()
            paint_note(painter, room, words, small(self.font()), self._theme)
            painter.end()
        return self._backdrop

    def _drawn_atlas(self, picture: NetworkPicture, visible: QRectF) -> TileAtlas:
        if self._atlas is None:
            maps, sample, theme = None, self.stacks.sample, self._theme
            if self._pictures is not None and not self.stacks.is_everywhere:
                shown = picture.visible_columns(visible)
                form = (theme, self._scale, self._sums)
                maps = MapAtlas(self._pictures, self._columns, shown, *form)
            tiles = SampleAtlas(sample, theme, self._scale) if sample else None
            self._atlas = TileAtlas(picture.diagram, maps, tiles, theme)
        return self._atlas

    def _paint_card(self, painter: QPainter, picture: NetworkPicture, visible: QRectF) -> None:
        lines = self.card_lines
        if not lines:
            return
        painter.setFont(QFont(self.font()))
        if self._neuron is None:
            mouse = self.viewport().mapFromGlobal(self.cursor().pos())
            beside = QRectF(mouse.x() + visible.left(), mouse.y() + visible.top(), 1, 1)
            paint_card(painter, visible, beside, lines, self._theme)
            return
        picture.paint_frame(painter, self._neuron)
        box = picture.diagram.boxes[self._neuron.column][self._neuron.unit]
        everywhere = self.stacks.is_everywhere
        image = picture.stacks.weights_into(self._neuron) if everywhere else None
        if image is None and self._atlas is not None:
            image = self._atlas.picture(self._neuron)
        if self.stacks.is_at_kernel(picture.diagram, picture.stacks, self._neuron):
            image = None
        paint_card(painter, visible, box, lines, self._theme, image)

    def _choose(
        self, neuron: Neuron | None, weight: tuple[int, int, int] | None, by_keys: bool = False
    ) -> None:
        self._is_by_keys = by_keys
        if weight is None and neuron == self._neuron and weight == self._weight:
            return
        self._neuron, self._weight = neuron, weight
        self.chosen.emit()
        self._tell()

    def _tell(self) -> None:
        """Tell screen readers and the card what is chosen now."""
        text = ", ".join(self.card_lines)
        if text != self.accessibleDescription():
            self.setAccessibleDescription(text)
        self.viewport().update()
