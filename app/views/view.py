"""A view shows one side of a run: it draws what a snapshot holds and measures nothing itself."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.trainer.messages import Snapshot
from app.views.number_table import NumberTable
from app.widgets.focus_lead import FocusLead
from engine.probes import Probe

_SIDE_MARGIN = 12


class View(ABC):
    """A canvas under a line of small controls.

    `widget` holds both. A window may move `controls` into the view's own title line; what is left
    of `widget` is then the canvas alone. Each view is made with the session and the appearance.
    While the data has no samples, a window says so in place of a view that `needs_samples`.
    """

    name: ClassVar[str]
    needs_samples: ClassVar[bool] = False

    def __init__(self, canvas: QWidget, *controls: QWidget) -> None:
        self.controls = QWidget()
        self.widget = QWidget()
        line = QHBoxLayout(self.controls)
        line.setContentsMargins(_SIDE_MARGIN, 4, _SIDE_MARGIN, 4)
        line.setSpacing(6)
        line.addStretch(1)
        for control in controls:
            line.addWidget(control)
        column = QVBoxLayout(self.widget)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.controls)
        column.addWidget(canvas, 1)
        self.controls.setVisible(bool(controls))
        self.lead = FocusLead(self.widget, canvas)
        self.widget.setProperty("role", "panel")
        self.widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

    @property
    @abstractmethod
    def title(self) -> str:
        """The view's name as it is shown."""

    @property
    def note(self) -> str:
        """A few words beside the title; often none."""
        return ""

    @property
    def table(self) -> NumberTable | None:
        """The numbers that the view shows; None where it shows none, or none yet."""
        return None

    @property
    @abstractmethod
    def wants(self) -> tuple[Probe, ...]:
        """What has to be measured for the next `show`."""

    @abstractmethod
    def show(self, snapshot: Snapshot) -> None:
        """Draw the run at this moment. What the snapshot lacks stays as it was."""

    def set_read_only(self) -> None:
        """Only show the run from now on: it is another one than the session's."""
        return  # a view that changes nothing has nothing to give up

    def leave(self) -> None:
        """Take note that nothing is measured for a while, as the view can no longer be seen."""
        return  # a view that keeps no history has nothing to note

    def save_settings(self) -> dict[str, object]:
        """What the person has chosen in this view, as plain values."""
        return {}

    def restore_settings(self, settings: Mapping[str, object]) -> None:
        """Choose again what `save_settings` returned; what is missing or wrong is left alone."""
        del settings  # a view without choices has nothing to restore
