"""The keys of the diagram's columns: what they ask for of the column of the chosen neuron."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence

from app.views.column_requests import ColumnRequests, Layers
from app.views.hands_picture import plus_at
from app.views.network_canvas import NetworkCanvas


class ColumnKeys:
    """Insert puts a layer in behind the column; Delete, Ctrl+D, Ctrl+X, Ctrl+C, Ctrl+V and B (a
    residual block) do what they do among the cards; Alt and the arrows move, Shift and the arrows
    select, Ctrl and the arrows change the number of neurons; the menu key opens the menu.
    """

    def __init__(self, requests: ColumnRequests, canvas: NetworkCanvas) -> None:
        self._requests, self._canvas = requests, canvas

    def take(self, event: QEvent) -> bool:
        """Do what a key asks for; False where it is for others."""
        if isinstance(event, QContextMenuEvent):
            return self._open_key_menu()
        if not isinstance(event, QKeyEvent):
            return False
        is_override = event.type() == QEvent.Type.ShortcutOverride
        if not is_override and event.type() != QEvent.Type.KeyPress:
            return False
        act = self._action_of(event)
        if act is None:
            return False
        event.accept()
        if not is_override:
            act()
        return True

    def _action_of(self, event: QKeyEvent) -> Callable[[], None] | None:
        """What a key asks for; None where it is for others."""
        neuron = self._canvas.neuron
        column = neuron.column if neuron is not None else None
        targets = self._requests.targets(column)
        key, keys = event.key(), event.modifiers()
        name = _asked(event)
        if name:
            return lambda: (
                self._requests.asked.emit(name, targets) if targets or name == "paste" else None
            )
        if key == Qt.Key.Key_Insert:
            return lambda: self._add_after(column)
        if keys == Qt.KeyboardModifier.AltModifier and key in _SIDES:
            return lambda: self._step(targets, _SIDES[Qt.Key(key)])
        if keys == Qt.KeyboardModifier.ShiftModifier and key in _SIDES and column is not None:
            return lambda: self._extend(column, _SIDES[Qt.Key(key)])
        if keys == Qt.KeyboardModifier.ControlModifier and key in _HEIGHTS and targets:
            step = _HEIGHTS[Qt.Key(key)]
            return lambda: self._count(targets[0], step, event.isAutoRepeat())
        return None

    def _count(self, layer: int, by: int, goes_on: bool) -> None:
        """Ask for more or fewer neurons: while a key is held down, as one change."""
        if not goes_on:
            self._requests.units_done.emit()
        self._requests.units_asked.emit(layer, by)

    def _add_after(self, column: int | None) -> None:
        diagram = self._canvas.diagram
        if diagram is None:
            return
        last = len(diagram.columns) - 2
        gap = last if column is None else min(column, last)
        at = plus_at(diagram, self._canvas.visible, gap) - self._canvas.visible.topLeft()
        on_screen = self._canvas.viewport().mapToGlobal(at.toPoint())
        self._requests.add_asked.emit(self._requests.place_of(gap), on_screen)

    def _step(self, layers: Layers, by: int) -> None:
        """Move layers past the column beside them."""
        columns = self._requests.columns
        inside = [n for n, column in enumerate(columns) if set(column.layers) & set(layers)]
        if not inside:
            return
        beside = inside[-1] + 1 if by > 0 else inside[0] - 1
        if not 0 < beside < len(columns):
            return
        own = columns[beside].layers
        self._requests.moved.emit(layers, own[-1] + 1 if by > 0 else own[0])
        neuron = self._canvas.neuron
        if neuron is not None:
            self._canvas.choose_column(beside)

    def _extend(self, column: int, by: int) -> None:
        """Select the column of the neuron and the one beside it."""
        beside = min(max(column + by, 0), len(self._requests.columns) - 1)
        chosen = set(self._requests.selection()) | set(self._requests.layers_at(column))
        self._requests.choose(chosen | set(self._requests.layers_at(beside)))
        self._canvas.choose_column(beside)

    def _open_key_menu(self) -> bool:
        neuron, diagram = self._canvas.neuron, self._canvas.diagram
        targets = self._requests.targets(neuron.column if neuron else None)
        if not targets or diagram is None:
            return False
        column = next(n for n, each in enumerate(diagram.columns) if targets[0] in each.layers)
        at = QPointF(diagram.centre(column) - self._canvas.visible.left(), 40)
        self._requests.menu_asked.emit(targets, self._canvas.viewport().mapToGlobal(at.toPoint()))
        return True


_SIDES = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_HEIGHTS = {Qt.Key.Key_Down: -1, Qt.Key.Key_Up: 1}


def _asked(event: QKeyEvent) -> str:
    """What a key asks for of layers, as among the cards."""
    key = QKeySequence.StandardKey
    names = {"copy": key.Copy, "cut": key.Cut, "paste": key.Paste}
    name = next((name for name, keys in names.items() if event.matches(keys)), "")
    if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
        return "remove"
    if event.modifiers() == Qt.KeyboardModifier.ControlModifier and event.key() == Qt.Key.Key_D:
        return "duplicate"
    if not event.modifiers() and event.key() == Qt.Key.Key_B:
        return "block"
    return name
