"""The hands on the bar under a heading: what its buttons ask for, and the skip dragged from it."""

from PySide6.QtCore import QObject, QPoint, QPointF, Qt

from app.views.column_requests import ColumnRequests
from app.views.hands_picture import strip
from app.views.heading_bar import HeadingBar
from app.views.network_canvas import NetworkCanvas


class BarHands(QObject):
    """Puts the bar under the heading that the mouse is over; of the inputs a skip can begin."""

    def __init__(self, requests: ColumnRequests, canvas: NetworkCanvas) -> None:
        super().__init__(canvas)
        self._requests, self._canvas = requests, canvas
        self.skip: tuple[int, QPointF] | None = None  # from which column, where to
        self._is_let_go = False  # the mouse is still down, but nothing comes of it any more
        self.bar = HeadingBar(canvas.viewport())
        self.bar.fewer.clicked.connect(lambda: self._count(-1))
        self.bar.more.clicked.connect(lambda: self._count(1))
        for button in (self.bar.fewer, self.bar.more):
            button.released.connect(self._stop_counting)
        self.bar.menu.clicked.connect(self._open_menu)
        self.bar.skip.pressed.connect(self._begin_skip)
        self.bar.skip.dragged.connect(self._drag_skip)
        self.bar.skip.dropped.connect(self._drop_skip)

    def point_at(self, column: int | None) -> None:
        """Stand under the heading of a column; under none, unless the mouse is on the bar."""
        diagram = self._canvas.diagram
        if column is None or diagram is None:
            if not self.bar.underMouse():
                self.bar.hide()
            return
        shown, visible = diagram.columns[column], self._canvas.visible
        self.bar.show_for(
            column,
            QPointF(diagram.centre(column) - visible.left(), strip(visible).height()),
            has_units=shown.has_units,
            has_menu=bool(shown.layers),
            can_skip=not shown.is_output,
        )

    def let_go(self) -> None:
        """End a skip that is being dragged; until the mouse is pressed again none begins."""
        self._is_let_go = self._is_let_go or self.skip is not None
        self.skip = None

    def _count(self, by: int) -> None:
        own = self._requests.layers_at(self.bar.column)
        if own:
            self._requests.units_asked.emit(own[0], by)

    def _stop_counting(self) -> None:
        if not (self.bar.fewer.isDown() or self.bar.more.isDown()):
            self._requests.units_done.emit()

    def _open_menu(self) -> None:
        at = self.bar.mapToGlobal(self.bar.rect().bottomLeft())
        self._requests.menu_asked.emit(self._requests.targets(self.bar.column), at)

    def _begin_skip(self) -> None:
        """Take the focus, so that Escape is heard."""
        self._is_let_go = False
        self._canvas.setFocus(Qt.FocusReason.MouseFocusReason)

    def _drag_skip(self, on_screen: QPoint) -> None:
        if self._is_let_go:
            return
        at = QPointF(self._canvas.viewport().mapFromGlobal(on_screen))
        self.skip = self.bar.column, at + self._canvas.visible.topLeft()
        self._canvas.viewport().update()

    def _drop_skip(self, on_screen: QPoint) -> None:
        """Ask for the skip, where it has come to another column."""
        was_dragged, self.skip = self.skip is not None, None
        self._canvas.viewport().update()
        diagram, start = self._canvas.diagram, self.bar.column
        at = self._canvas.viewport().mapFromGlobal(on_screen)
        if diagram is None or not was_dragged or not self._canvas.viewport().rect().contains(at):
            return
        column = diagram.column_at(at.x() + self._canvas.visible.left())
        if column is not None and column != start:
            after, own = self._requests.layers_at(start), self._requests.layers_at(column)
            first = after[-1] + 1 if after else 0
            self._requests.skipped.emit(first, own[-1] if own else -1)
