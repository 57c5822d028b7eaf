"""What mouse and keys ask for of the diagram's columns, told in layers of the network."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QPoint, Signal

from app.views.columns import Column
from app.views.network_canvas import NetworkCanvas

Layers = tuple[int, ...]  # by their places in the network


class ColumnRequests(QObject):
    """Knows which layers columns and gaps stand for; who owns the network listens to the signals.

    `selection` tells the selected layers, `describe` what some layers are, in lines.
    """

    add_asked = Signal(int, QPoint)  # before which layer, where on the screen
    menu_asked = Signal(object, QPoint)  # Layers
    chosen = Signal(object)  # Layers
    moved = Signal(object, int)  # Layers, before which other one
    skipped = Signal(int, int)  # the first and the last layer that is skipped
    units_asked = Signal(int, int)  # a layer, how many units more
    units_done = Signal()
    asked = Signal(str, object)  # what, of which layers

    def __init__(self, canvas: NetworkCanvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self.selection: Callable[[], Layers] = lambda: ()
        self.describe: Callable[[Layers], list[str]] = lambda _: []

    @property
    def columns(self) -> Sequence[Column]:
        """What the diagram shows; nothing before there is a network."""
        return self._canvas.diagram.columns if self._canvas.diagram else ()

    def layers_at(self, column: int | None) -> Layers:
        """The layers of a column; none where there is no such column any more."""
        if column is None or column >= len(self.columns):
            return ()
        return self.columns[column].layers

    def targets(self, column: int | None) -> Layers:
        """What is meant by a column: the selection, where it is part of it; else its layers."""
        selection, own = self.selection(), self.layers_at(column)
        return selection if not own or set(own) <= set(selection) else own

    def place_of(self, gap: int) -> int:
        """Before which layer something goes that is put into a gap."""
        return self.columns[gap + 1].layers[0]

    def choose(self, layers: set[int]) -> None:
        """Ask for other layers to be selected."""
        self.chosen.emit(tuple(sorted(layers)))

    def refresh(self, *_: object) -> None:
        """Draw anew, and tell screen readers, because something else is selected."""
        selection = self.selection()
        if selection:
            words = self.tr("selected: {layers}")
            told = words.format(layers=", ".join(self.describe(selection)))
            self._canvas.setAccessibleDescription(told)
        self._canvas.viewport().update()
