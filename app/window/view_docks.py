"""The docks of the views: each view can be moved, stacked, torn off, closed and opened again."""

import itertools
from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar

from PySide6.QtCore import QByteArray, QChildEvent, Qt, QTimer
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QMainWindow, QTabBar, QTabWidget

from app.trainer.messages import Phase, Snapshot
from app.views.view import View
from app.window.placement import CENTRE, LOWER, RIGHT, lower_stacks, stacks_of
from app.window.turns import Turns
from app.window.view_dock import ViewDock
from engine.probes import Probe


class ViewDocks(QMainWindow):
    """All views: the network in the middle, the boundary at the right, others below.

    It stands inside the window's frame, so that views cannot be dropped among the panels. Where
    each view stands first, `placement` says.
    """

    # The right column's share of the width, and the share of the height of the docks below.
    RIGHT_SHARE: ClassVar[float] = 0.362
    LOWER_SHARE: ClassVar[float] = 0.362
    RIGHT_LEAST: ClassVar[int] = 400  # pixels, for a legible boundary

    def __init__(self, views: Sequence[View]) -> None:
        super().__init__()
        self.setWindowFlags(Qt.WindowType.Widget)
        self.setDockNestingEnabled(True)
        self.setTabPosition(Qt.DockWidgetArea.AllDockWidgetAreas, QTabWidget.TabPosition.North)
        self._is_placed = False  # at the size that the window has
        self._noted = QByteArray()  # a layout whose sizes wait for a window that shows
        self._newest: Snapshot | None = None
        self.turns = Turns()
        self.docks = tuple(ViewDock(view, self) for view in views)
        self._named = {dock.view.name: dock for dock in self.docks}
        self._moved = QTimer(self, singleShot=True, interval=0)
        self._moved.timeout.connect(self._name_docks)
        self._moved.timeout.connect(self._show_missed)
        for dock in self.docks:
            dock.visibilityChanged.connect(self._moved.start)
            dock.dockLocationChanged.connect(self._moved.start)
            dock.topLevelChanged.connect(self._moved.start)
        self._place()

    @property
    def wants(self) -> tuple[Probe, ...]:
        """What the views whose turn it is want measured, each probe once."""
        if self.window().isMinimized():
            return ()
        seen = (dock.view for dock in self.docks if dock.is_seen and self._has_turn(dock))
        return tuple(dict.fromkeys(probe for view in seen for probe in view.wants))

    @property
    def toggle_actions(self) -> tuple[QAction, ...]:
        """For each view the action that opens or closes its dock."""
        return tuple(dock.toggleViewAction() for dock in self.docks)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Draw the views that can be seen: of a run that plays those that were measured."""
        self._newest = snapshot
        for dock in self.docks:
            wants = dock.view.wants
            is_new = snapshot.loaded is not dock.loaded
            is_measured = any(probe in snapshot.probes for probe in wants)
            may_go_without = not wants or not self._is_playing or self.turns.count == 1
            if is_new or is_measured or (may_go_without and self._has_turn(dock)):
                dock.show_snapshot(snapshot)
        self.turns.advance()

    @property
    def _is_playing(self) -> bool:
        return self._newest is not None and self._newest.phase is Phase.PLAYING

    def _settle(self) -> None:
        """Place the views for the size that the window has now; what was closed stays so."""
        closed = [dock for dock in self.docks if dock.isHidden()]
        self.reset()
        for dock in closed:
            dock.close()

    def _has_turn(self, dock: ViewDock) -> bool:
        """Whether a dock is measured now: each one while nothing moves, else one after another."""
        place = self.turns.place_of(self.docks.index(dock))
        return not self._is_playing or place == self.turns.now

    def bring_forward(self, index: int) -> None:
        """Open a view's dock if it is closed, put it before others, and give it the focus."""
        dock = self.docks[index]
        dock.show()
        dock.raise_()
        dock.view.widget.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def reset(self) -> None:
        """Put every view where it stood first."""
        self._place()
        self._share_out()

    def restore(self, layout: QByteArray) -> None:
        """Stand as `saveState` noted it; views that it does not know join others as tabs."""
        self._is_placed = self.restoreState(layout)
        self._noted = layout if self._is_placed and not self.isVisible() else QByteArray()
        if self._is_placed:
            old = [dock for dock in self.docks if _is_noted(dock, layout)]
            for dock in self.docks:
                if dock not in old:
                    self._join(dock, old)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        is_new = not self._is_placed
        if is_new or not self._noted.isEmpty():
            self._is_placed = True
            arrange = self._settle if is_new else self._restore_sizes
            QTimer.singleShot(0, partial(self._fit, arrange))

    def _fit(self, arrange: Callable[[], None]) -> None:
        """Arrange the docks once each name stands in one place: with two they are too wide."""
        self._name_docks()
        QTimer.singleShot(0, arrange)  # when Qt has learned how narrow they can be

    def _restore_sizes(self) -> None:
        """Restore a layout once more: Qt forgets widths of docks that have no size yet."""
        layout, self._noted = self._noted, QByteArray()
        if not layout.isEmpty():
            self.restore(layout)

    def childEvent(self, event: QChildEvent) -> None:
        """Let tabs that Qt makes shorten their names where the room is narrow."""
        super().childEvent(event)
        bar = event.child()
        if event.polished() and isinstance(bar, QTabBar):
            bar.setElideMode(Qt.TextElideMode.ElideRight)
            bar.setUsesScrollButtons(False)
            bar.setExpanding(False)
            bar.setAccessibleName(self.tr("Views in this place"))

    def _name_docks(self) -> None:
        """Write each view's name once: on its tab, or over it."""
        for dock in self.docks:
            beside = [other for other in self.tabifiedDockWidgets(dock) if not other.isHidden()]
            dock.set_named(dock.isFloating() or not beside)

    def _show_missed(self) -> None:
        """Draw what comes into sight while nothing moves: a snapshot may be long in coming."""
        if self._newest is not None and not self._is_playing:
            for dock in self.docks:
                if dock.is_seen and dock.shown is not self._newest:
                    dock.show_snapshot(self._newest)

    def _place(self) -> None:
        for dock in self.docks:
            dock.setFloating(False)
            self.removeDockWidget(dock)
        centre, right, lower = self._areas()
        self.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, centre[0])
        heads = [stack[0] for stack in right], [stack[0] for stack in lower]
        self._line_up([centre[0], *heads[0][:1]], Qt.Orientation.Horizontal)
        self._line_up(heads[0], Qt.Orientation.Vertical)
        self._line_up([centre[0], *heads[1][:1]], Qt.Orientation.Vertical)
        self._line_up(heads[1], Qt.Orientation.Horizontal)
        for stack in (centre, *right, *lower):
            for before, dock in itertools.pairwise(stack):
                self.tabifyDockWidget(before, dock)
        for dock in self.docks:
            dock.show()
        for stack in (centre, *right, *lower):
            stack[0].raise_()

    def _line_up(self, docks: list[ViewDock], direction: Qt.Orientation) -> None:
        """Put each dock after the one before it, of which only the first has a place yet."""
        for before, dock in itertools.pairwise(docks):
            self.splitDockWidget(before, dock, direction)

    def _join(self, dock: ViewDock, others: list[ViewDock]) -> None:
        """Make a dock a tab of one of the others that shares its place at first, or stands below.

        Where none of these is open, it keeps the place it has.
        """
        name = dock.view.name
        own = next((stack for stack in (CENTRE, *RIGHT, *LOWER) if name in stack), ())
        hosts = (self._named.get(other) for other in (*own, *itertools.chain(*LOWER)))
        for host in hosts:
            if host in others and not (host.isHidden() or host.isFloating()):
                self.tabifyDockWidget(host, dock)
                dock.show()
                host.raise_()
                return

    def _share_out(self) -> None:
        """Give the docks their shares of the space, which is known once they show."""
        centre, right, lower = self._areas()
        right_heads, lower_heads = [stack[0] for stack in right], [stack[0] for stack in lower]
        lower_height = round(self.height() * self.LOWER_SHARE)
        centre_width = self._centre_width()
        heights = [self.height() - lower_height, lower_height]
        across, down = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
        if len(lower) > 1:
            self.resizeDocks(lower_heads, [centre_width // len(lower)] * len(lower), across)
        if right:
            widths = [centre_width, self.width() - centre_width]
            self.resizeDocks([centre[0], right_heads[0]], widths, across)
        for column in (right_heads[:2], [centre[0], *lower_heads[:1]]):
            if len(column) > 1:
                self.resizeDocks(column, heights, down)

    def _centre_width(self) -> int:
        return self.width() - max(round(self.width() * self.RIGHT_SHARE), self.RIGHT_LEAST)

    def _areas(self) -> tuple[list[ViewDock], list[list[ViewDock]], list[list[ViewDock]]]:
        """The stack of docks in the middle, those at the right, and those below the middle."""
        (centre,) = self._docks_of(stacks_of([CENTRE], self._named))
        right = self._docks_of(stacks_of(RIGHT, self._named))
        lower = self._docks_of(lower_stacks(tuple(self._named), self._centre_width()))
        return centre, right, lower

    def _docks_of(self, stacks: list[list[str]]) -> list[list[ViewDock]]:
        return [[self._named[name] for name in stack] for stack in stacks]


def _is_noted(dock: ViewDock, layout: QByteArray) -> bool:
    """Whether a saved layout knows a dock: Qt writes each name as its length and UTF-16."""
    name = dock.objectName().encode("utf-16-be")
    return len(name).to_bytes(4, "big") + name in layout.data()
