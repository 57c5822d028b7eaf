"""A dock around one view: its title, and what stands in its place while there is no data."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDockWidget, QLabel, QStackedWidget, QWidget

from app.trainer.messages import Loaded, Phase, Snapshot
from app.views.view import View
from app.widgets.dock_title import DockTitle


class ViewDock(QDockWidget):
    """A dock around one view, which knows whether it can be seen."""

    export_asked = Signal(object)  # this dock, whose view is to be written into a file

    def __init__(self, view: View, parent: QWidget) -> None:
        super().__init__(view.title, parent)
        self.view = view
        self.is_seen = False
        self.shown: Snapshot | None = None  # the one that was drawn last
        self._title = DockTitle(self)
        self.setObjectName(view.name)
        line = view.controls.layout()
        if line is not None:
            line.setContentsMargins(0, 0, 0, 0)
        self._title.add_controls(view.controls)
        self._title.export.clicked.connect(lambda: self.export_asked.emit(self))
        self.setTitleBarWidget(self._title)
        self._pages = QStackedWidget()
        self._pages.addWidget(view.widget)
        self._pages.addWidget(_nothing(self.tr("Nothing is measured until there are samples.")))
        for part in (self._title, self._pages):  # hidden behind a tab, they keep their room
            policy = part.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            part.setSizePolicy(policy)
        self.setWidget(self._pages)
        self.visibilityChanged.connect(self._note_visibility)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Draw the view, if it can be seen."""
        if self.is_seen:
            self.shown = snapshot
            has_nothing = self.view.needs_samples and snapshot.phase is Phase.EMPTY
            self._pages.setCurrentIndex(1 if has_nothing else 0)
            self.view.show(snapshot)
            if self.view.title != self.windowTitle():
                self.setWindowTitle(self.view.title)
            self._title.set_note(self.view.note)

    @property
    def loaded(self) -> Loaded | None:
        """The run that was drawn last."""
        return None if self.shown is None else self.shown.loaded

    def set_named(self, named: bool) -> None:
        """Write the view's name over it, or leave that to a tab."""
        self._title.set_named(named)

    def _note_visibility(self, visible: bool) -> None:
        self.is_seen = visible
        # Qt leaves docks behind a tab shown beyond the edge, where Tab would still go to them.
        self._title.setVisible(visible)
        self._pages.setVisible(visible)
        if not visible:
            self.view.leave()


def _nothing(text: str) -> QLabel:
    """What stands in place of a view that has nothing to show, in the look of its panel."""
    label = QLabel(text)
    label.setProperty("role", "nothing")
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    label.setWordWrap(True)
    return label
