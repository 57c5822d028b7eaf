"""The docks of the views: each view can be moved, stacked, torn off, closed and opened again."""

import itertools
from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QAction
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
    """All views: the network in the middle, the boundary at the right, the others below.

    It stands inside the window's frame, so that views cannot be dropped among the panels.
    """

    # Where a view stands first; every other one stands below both.
    CENTRE: ClassVar[str] = "network"
    RIGHT: ClassVar[str] = "boundary"
    # The share of the width that the right column has, and of the height that the lower row has.
    RIGHT_SHARE: ClassVar[float] = 0.362
    LOWER_SHARE: ClassVar[float] = 0.362

    def __init__(self, views: Sequence[View]) -> None:
        super().__init__()
        self.setWindowFlags(Qt.WindowType.Widget)
        self.setDockNestingEnabled(True)
        self.setTabPosition(Qt.DockWidgetArea.AllDockWidgetAreas, QTabWidget.TabPosition.North)
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
        centre = self._named(self.CENTRE)
        right = self._named(self.RIGHT)
        lower = [dock for dock in self.docks if dock not in (centre, right)]
        self.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, centre)
        if lower:
            self.splitDockWidget(centre, lower[0], Qt.Orientation.Vertical)
        self.splitDockWidget(centre, right, Qt.Orientation.Horizontal)
        for before, dock in itertools.pairwise(lower):
            self.splitDockWidget(before, dock, Qt.Orientation.Horizontal)
        for dock in self.docks:
            dock.show()
        self._share_out(centre, right, lower)

    def restore(self, layout: QByteArray) -> None:
        """Stand as `saveState` noted it; views that it does not know stay where they are."""
        self.restoreState(layout)
        for dock in self.docks:
            self.restoreDockWidget(dock)

    def _share_out(self, centre: ViewDock, right: ViewDock, lower: list[ViewDock]) -> None:
        """Give the docks their shares of the space."""
        right_width = round(self.width() * self.RIGHT_SHARE)
        widths = [self.width() - right_width, right_width]
        self.resizeDocks([centre, right], widths, Qt.Orientation.Horizontal)
        if lower:
            lower_height = round(self.height() * self.LOWER_SHARE)
            heights = [self.height() - lower_height, lower_height]
            self.resizeDocks([centre, lower[0]], heights, Qt.Orientation.Vertical)

    def _named(self, name: str) -> ViewDock:
        return next(dock for dock in self.docks if dock.view.name == name)
