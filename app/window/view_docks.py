"""The docks of the views: each view can be moved, stacked, torn off, closed and opened again."""

import itertools
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import ClassVar

from PySide6.QtCore import QByteArray, Qt, QTimer
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QDockWidget, QMainWindow, QTabWidget, QWidget

from app.trainer.messages import Snapshot
from app.views.view import View
from app.widgets.dock_title import DockTitle
from engine.probes import Probe


class ViewDock(QDockWidget):
    """A dock around one view, which knows whether it can be seen."""

    def __init__(self, view: View, parent: QWidget) -> None:
        super().__init__(view.title, parent)
        self.view = view
        self.is_seen = False
        self._title = DockTitle(self)
        self.setObjectName(view.name)
        line = view.controls.layout()
        if line is not None:
            line.setContentsMargins(0, 0, 0, 0)
        self._title.add_controls(view.controls)
        self.setTitleBarWidget(self._title)
        self.setWidget(view.widget)
        self.visibilityChanged.connect(self._note_visibility)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Draw the view, if it can be seen."""
        if self.is_seen:
            self.view.show(snapshot)
            self._title.set_note(self.view.note)

    def _note_visibility(self, visible: bool) -> None:
        self.is_seen = visible


class ViewDocks(QMainWindow):
    """All views: the network in the middle, the boundary at the right, others below or behind.

    It stands inside the window's frame, so that views cannot be dropped among the panels.
    """

    # Where a view stands first; every other one stands below the centre.
    CENTRE: ClassVar[str] = "network"
    RIGHT: ClassVar[tuple[str, ...]] = ("boundary", "accuracy")
    # Which view stands behind which other one, as a tab.
    BEHIND: ClassVar[Mapping[str, str]] = MappingProxyType(
        {"data": "network", "baselines": "accuracy"}
    )
    # The right column's share of the width, and the share of the height of the docks below.
    RIGHT_SHARE: ClassVar[float] = 0.362
    LOWER_SHARE: ClassVar[float] = 0.362
    RIGHT_LEAST: ClassVar[int] = 400  # pixels, for a legible boundary

    def __init__(self, views: Sequence[View]) -> None:
        super().__init__()
        self.setWindowFlags(Qt.WindowType.Widget)
        self.setDockNestingEnabled(True)
        self.setTabPosition(Qt.DockWidgetArea.AllDockWidgetAreas, QTabWidget.TabPosition.North)
        self._is_shared_out = False
        self.docks = tuple(ViewDock(view, self) for view in views)
        self.reset()

    @property
    def wants(self) -> tuple[Probe, ...]:
        """What the views that can be seen want measured, each probe once."""
        if self.window().isMinimized():
            return ()
        seen = (dock.view for dock in self.docks if dock.is_seen)
        return tuple(dict.fromkeys(probe for view in seen for probe in view.wants))

    @property
    def toggle_actions(self) -> tuple[QAction, ...]:
        """For each view the action that opens or closes its dock."""
        return tuple(dock.toggleViewAction() for dock in self.docks)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Draw the views that can be seen."""
        for dock in self.docks:
            dock.show_snapshot(snapshot)

    def bring_forward(self, index: int) -> None:
        """Open a view's dock if it is closed, put it before others, and give it the focus."""
        dock = self.docks[index]
        dock.show()
        dock.raise_()
        dock.view.widget.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def reset(self) -> None:
        """Put every view where it stood first."""
        for dock in self.docks:
            dock.setFloating(False)
            self.removeDockWidget(dock)
        centre, right, lower = self._columns()
        self.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, centre)
        self._line_up([centre, *right[:1]], Qt.Orientation.Horizontal)
        self._line_up(right, Qt.Orientation.Vertical)
        self._line_up([centre, *lower[:1]], Qt.Orientation.Vertical)
        self._line_up(lower, Qt.Orientation.Horizontal)
        for front, behind in self._tabs():
            self.tabifyDockWidget(front, behind)
        for dock in self.docks:
            dock.show()
        self._share_out()
        for front, _ in self._tabs():
            front.raise_()

    def restore(self, layout: QByteArray) -> None:
        """Stand as `saveState` noted it; views that it does not know stay where they are."""
        self._is_shared_out = self.restoreState(layout)
        for dock in self.docks:
            self.restoreDockWidget(dock)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._is_shared_out:
            self._is_shared_out = True
            QTimer.singleShot(0, self._share_out)

    def _line_up(self, docks: list[ViewDock], direction: Qt.Orientation) -> None:
        """Put each dock after the one before it, of which only the first has a place yet."""
        for before, dock in itertools.pairwise(docks):
            self.splitDockWidget(before, dock, direction)

    def _share_out(self) -> None:
        """Give the docks their shares of the space, which is known once they show."""
        centre, right, lower = self._columns()
        right_width = max(round(self.width() * self.RIGHT_SHARE), self.RIGHT_LEAST)
        lower_height = round(self.height() * self.LOWER_SHARE)
        centre_width = self.width() - right_width
        heights = [self.height() - lower_height, lower_height]
        across, down = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
        if len(lower) > 1:
            self.resizeDocks(lower, [centre_width // len(lower)] * len(lower), across)
        if right:
            self.resizeDocks([centre, right[0]], [centre_width, right_width], across)
        for column in (right[:2], [centre, *lower[:1]]):
            if len(column) > 1:
                self.resizeDocks(column, heights, down)

    def _columns(self) -> tuple[ViewDock, list[ViewDock], list[ViewDock]]:
        """The dock in the middle, those at the right, and those below the middle."""
        behind = [dock for _, dock in self._tabs()]
        named = {dock.view.name: dock for dock in self.docks if dock not in behind}
        centre = named.pop(self.CENTRE)
        right = [named.pop(name) for name in self.RIGHT if name in named]
        return centre, right, list(named.values())

    def _tabs(self) -> list[tuple[ViewDock, ViewDock]]:
        """Each dock with a tab of its own that stands behind another one, after that one."""
        named = {dock.view.name: dock for dock in self.docks}
        pairs = [(named.get(front), named.get(name)) for name, front in self.BEHIND.items()]
        return [(front, behind) for front, behind in pairs if front and behind]
