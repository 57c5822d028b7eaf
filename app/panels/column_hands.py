"""Column hands do to the layers of a column of the diagram what is asked for there.

The diagram is another view of the same layers: what it asks for is proposed by the stack, as the
cards do it, with the same reasons where it cannot be.
"""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu

from app.panels.column_menu import ColumnMenu
from app.panels.column_parts import ColumnParts
from app.panels.layer_families import counted
from app.panels.layer_form import Setting
from app.panels.layer_stack import LayerStack

Places = Sequence[int]


class ColumnHands(QObject):
    """Works on the outer stack: a column is some of its layers side by side, by their places."""

    def __init__(self, stack: LayerStack) -> None:
        super().__init__(stack)
        self._stack = stack
        self.shown: QMenu | None = None  # the menu that was opened last

    def selected(self) -> tuple[int, ...]:
        """The places of the selected layers."""
        return self._stack.selection

    def choose(self, places: Places) -> None:
        """Select layers, as among the cards."""
        self._stack.select(*places)
        self._stack.cards.selected.emit(self._stack.cards.selected_index)

    def open_add(self, place: int, at: QPoint) -> None:
        """Offer the kinds of layer that can be put in before the layer at a place."""
        stack = self._stack
        place = min(place, stack.output)
        menu = stack.adding.menu(stack, lambda: place)
        self._popup(menu, at)

    def open_menu(self, places: Places, at: QPoint) -> None:
        """Select the layers of a column and list what can be done with them."""
        self.choose(places)
        parts = ColumnParts(self._stack.content, tuple(places))
        self._popup(ColumnMenu(self._stack, parts), at)

    def do(self, name: str, places: Places) -> None:
        """Copy, cut, paste, duplicate, remove, or put into a block: the keys of the diagram."""
        if places != self.selected():
            self.choose(places)
        if name == "remove":
            self._stack.hands.remove(places)
        else:
            self._stack.menu.do(name)

    def change_units(self, place: int, by: int) -> None:
        """Give a layer so many units, or kernels, more; one at least is left."""
        stack, layer = self._stack, self._stack.layers[place]
        name = counted(layer)
        if not name:
            return
        count = max(getattr(layer, name) + by, 1)
        if place == stack.output and count not in stack.content.allowed:
            stack.refuse(stack.content.tied)
        else:
            stack.change(place, Setting(name, count), name)

    def finish(self) -> None:
        """End a drag, or a row of steps: the next one is an entry of its own in the history."""
        self._stack.finished.emit()

    def move(self, places: Places, before: int) -> None:
        """Let layers stand before the one that is at a place now."""
        if before in (*places, places[-1] + 1):
            return
        is_back = before < places[0]
        start, end = (places[0], before) if is_back else (places[-1], before - 1)
        if not self._stack.hands.gather(places, start, end):
            text = self.tr("The output layer stays the last one: nothing moves past it.")
            self._stack.refuse(text)

    def skip(self, first: int, last: int) -> None:
        """Add what comes into layer `first` to what layer `last` gives: a residual block."""
        if 0 <= first <= last:
            self._stack.hands.block(range(first, last + 1), repairs=True)
        else:
            self._stack.refuse(self.tr("A skip goes on to a later layer."))

    def describe(self, places: Places) -> list[str]:
        """What layers are, the shapes before and behind them, and how many parameters they have."""
        if not places or places[-1] >= len(self._stack.layers):
            return []
        return ColumnParts(self._stack.content, tuple(places)).words()

    def _popup(self, menu: QMenu, at: QPoint) -> None:
        if self.shown is not None:
            self.shown.deleteLater()
        self.shown = menu
        menu.popup(at)
