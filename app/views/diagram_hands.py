"""The hands on the diagram: what mouse and keys ask for of whole columns."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QContextMenuEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
)
from PySide6.QtWidgets import QApplication, QToolTip

from app.views.bar_hands import BarHands
from app.views.column_keys import ColumnKeys
from app.views.column_requests import ColumnRequests
from app.views.diagram import Diagram
from app.views.hands_picture import HandsPicture, boundary, has_room, plus_at, strip
from app.views.network_canvas import NetworkCanvas

_REACH = 10.0  # pixels around a plus sign


@dataclass(frozen=True)
class Spot:
    """A place in the strip of headings: a column, or the gap behind one."""

    column: int
    is_gap: bool = False


class DiagramHands(QObject):
    """Knows columns and their layers; what is to become of them is asked for by signals.

    A click on a plus sign asks what to put in there; one on a heading selects the layers of a
    column, with Ctrl and Shift several; dragging it moves them. Over a heading stands a bar of
    buttons. Keys do the same for the column of the neuron that is chosen, or for the selection.
    """

    def __init__(self, canvas: NetworkCanvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self.requests = ColumnRequests(canvas)
        self.is_on = False
        self._hovered: Spot | None = None
        self._pressed: tuple[Spot, QPointF] | None = None
        self._target: int | None = None  # the gap that what is dragged would go to
        self._is_dragged = False
        self._picture = HandsPicture()
        self._keys = ColumnKeys(self.requests, canvas)
        self.bar = BarHands(self.requests, canvas)
        canvas.overlay = self.paint
        canvas.installEventFilter(self)
        canvas.viewport().installEventFilter(self)

    def paint(self, painter: QPainter, diagram: Diagram, visible: QRectF) -> None:
        """Draw the plus signs, what is selected, and what is being dragged; diagram's pixels."""
        if not self.is_on:
            return
        picture, chosen = self._picture, set(self.requests.selection())
        picture.theme = self._canvas.theme
        marked = [n for n, column in enumerate(diagram.columns) if chosen & set(column.layers)]
        hovered = self._hovered if self._hovered and not self._is_dragged else None
        gap = hovered.column if hovered and hovered.is_gap else None
        picture.paint_columns(painter, diagram, visible, marked)
        picture.paint_gaps(painter, diagram, visible, gap)
        if self._is_dragged and self._target is not None:
            picture.paint_target(painter, diagram, visible, self._target)
        if self.bar.skip is not None:
            picture.paint_skip(painter, diagram, visible, *self.bar.skip)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not self.is_on or self._canvas.diagram is None:
            return False
        if watched is self._canvas:
            return self._cancel(event) or self._keys.take(event)
        return self._filter_mouse(event)

    def _cancel(self, event: QEvent) -> bool:
        """Let Escape end a drag."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        if event.key() != Qt.Key.Key_Escape or not self._is_busy:
            return False
        self._end_drag()
        return True

    def _filter_mouse(self, event: QEvent) -> bool:
        kind, types = event.type(), QEvent.Type
        if isinstance(event, QHelpEvent):
            return self._tell(event)
        if isinstance(event, QContextMenuEvent):
            return self._open_menu_at(QPointF(event.pos()), event.globalPos())
        if kind == types.Leave:
            self._hover(None)
        if not isinstance(event, QMouseEvent):
            return False
        if kind == types.MouseMove:
            return self._move(event)
        if kind == types.MouseButtonPress and event.button() == Qt.MouseButton.LeftButton:
            return self._press(event)
        if kind == types.MouseButtonRelease and self._pressed is not None:
            self._release(event)
            return True
        return False

    def _spot(self, at: QPointF) -> Spot | None:
        """What a point of the viewport is over."""
        diagram = self._canvas.diagram
        visible = self._canvas.visible
        point = at + visible.topLeft()
        if diagram is None or not strip(visible).contains(point):
            return None
        for gap in range(len(diagram.columns) - 1):
            way = point - plus_at(diagram, visible, gap)
            if has_room(diagram, gap) and max(abs(way.x()), abs(way.y())) <= _REACH:
                return Spot(gap, is_gap=True)
        column = diagram.column_at(point.x())
        return None if column is None else Spot(column)

    def _move(self, event: QMouseEvent) -> bool:
        if self._pressed is None:
            spot = self._spot(event.position())
            self._hover(spot)
            return spot is not None
        spot, begun = self._pressed
        way = (event.position() - begun).manhattanLength()
        if not self._is_dragged and not spot.is_gap and way >= QApplication.startDragDistance():
            self._is_dragged = self._is_movable(spot.column)
            self.bar.point_at(None)
        if self._is_dragged:
            self._target = self._gap_near(event.position())
            self._canvas.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
            self._canvas.viewport().update()
        return True

    def _press(self, event: QMouseEvent) -> bool:
        spot = self._spot(event.position())
        if spot is None:
            return False
        self._canvas.setFocus(Qt.FocusReason.MouseFocusReason)
        self._pressed = spot, event.position()
        return True

    def _release(self, event: QMouseEvent) -> None:
        assert self._pressed is not None
        (spot, _), requests = self._pressed, self.requests
        was_dragged, target = self._is_dragged, self._target
        self._end_drag()
        if was_dragged:
            if target is not None:
                requests.moved.emit(requests.targets(spot.column), requests.place_of(target))
        elif self._spot(event.position()) == spot:
            if spot.is_gap:
                at = event.globalPosition().toPoint()
                requests.add_asked.emit(requests.place_of(spot.column), at)
            else:
                self._select(spot.column, event.modifiers())

    @property
    def _is_busy(self) -> bool:
        """Whether a column or a skip is on its way."""
        return self._is_dragged or self.bar.skip is not None

    def _end_drag(self) -> None:
        """Let go of what is dragged; nothing has come of it."""
        self._pressed, self._is_dragged, self._target = None, False, None
        self.bar.let_go()
        self._canvas.viewport().unsetCursor()
        self._canvas.viewport().update()

    def _hover(self, spot: Spot | None) -> None:
        if spot == self._hovered:
            return
        self._hovered = spot
        viewport = self._canvas.viewport()
        if spot is None:
            viewport.unsetCursor()
        else:
            self._canvas.choose_nothing()
            viewport.setCursor(Qt.CursorShape.PointingHandCursor)
        self.bar.point_at(None if spot is None or spot.is_gap else spot.column)
        viewport.update()

    def _gap_near(self, at: QPointF) -> int | None:
        """The gap whose boundary is nearest to a point of the viewport."""
        diagram = self._canvas.diagram
        if diagram is None or not self._canvas.viewport().rect().contains(at.toPoint()):
            return None
        x = at.x() + self._canvas.visible.left()
        gaps = range(len(diagram.columns) - 1)
        return min(gaps, key=lambda gap: abs(boundary(diagram, gap) - x), default=None)

    def _is_movable(self, column: int) -> bool:
        moving = self.requests.columns[column]
        return bool(moving.layers) and not moving.is_output

    def _select(self, column: int, keys: Qt.KeyboardModifier) -> None:
        own, selection = self.requests.columns[column].layers, self.requests.selection()
        if keys & Qt.KeyboardModifier.ControlModifier:
            chosen = set(selection) ^ set(own)
        elif keys & Qt.KeyboardModifier.ShiftModifier and selection and own:
            both = (*selection, *own)
            chosen = set(range(min(both), max(both) + 1))
        else:
            chosen = set() if selection == own else set(own)
        self.requests.choose(chosen)
        self._canvas.viewport().update()

    def _tell(self, event: QHelpEvent) -> bool:
        """Say what a column is made of, or what a plus sign does."""
        spot = self._spot(QPointF(event.pos()))
        if spot is None:
            return False
        if spot.is_gap:
            text = self.tr("Put a layer in here (Insert)")
        else:
            lines = self.requests.describe(self.requests.columns[spot.column].layers)
            text = "\n".join(lines)
        QToolTip.showText(event.globalPos(), text, self._canvas.viewport())
        return True

    def _open_menu_at(self, at: QPointF, on_screen: QPoint) -> bool:
        spot = self._spot(at)
        if spot is None or spot.is_gap or not self.requests.columns[spot.column].layers:
            return False
        self.requests.menu_asked.emit(self.requests.targets(spot.column), on_screen)
        return True
