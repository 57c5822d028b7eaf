"""Data groups sort all that can be learned from under a few names; one group shows at a time."""

from enum import Enum

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.widgets.choice import Choice
from app.widgets.name_row import NameRow
from engine.experiment.data import (
    AnyData,
    Bundled,
    CurveValues,
    Download,
    DrawnCurve,
    Plane,
    SequenceData,
    TextFile,
)


class Group(Enum):
    """The groups, in the order in which they stand."""

    POINTS = "points"
    CURVES = "curves"
    SETS = "sets"
    SEQUENCES = "sequences"
    OWN = "own"


class DataGroups(QWidget):
    """The names of the groups, and under them the page of the one that is picked.

    A group stands there once it has a page.
    """

    chosen = Signal(object)  # Group

    def __init__(self) -> None:
        super().__init__()
        self.names = NameRow(self.tr("Kind of data"))
        self._pages: dict[Group, QWidget] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(6)
        self._layout.addWidget(self.names)
        self.names.chosen.connect(self.show_group)

    @property
    def shown(self) -> Group | None:
        """The group whose page shows."""
        value = self.names.value()
        return value if isinstance(value, Group) else None

    def add_page(self, group: Group, page: QWidget) -> None:
        """Give a group its page, and so a name in the row."""
        self._pages[group] = page
        self._layout.addWidget(page)
        page.setVisible(False)
        every = {choice.value: choice for choice in group_choices()}
        self.names.set_choices(tuple(every[each] for each in Group if each in self._pages))

    def show_group(self, group: Group) -> None:
        """Show a group's page; without one, what shows stays."""
        if group in self._pages:
            self.names.set_value(group)
            for each, page in self._pages.items():
                page.setVisible(each is group)
            self.chosen.emit(group)


def group_of(data: AnyData) -> Group:
    """The group in which some data is found."""
    if isinstance(data, Plane):
        return Group.POINTS
    if isinstance(data, CurveValues | DrawnCurve):
        return Group.CURVES
    if isinstance(data, Bundled | Download):
        return Group.SETS
    return Group.SEQUENCES if isinstance(data, SequenceData | TextFile) else Group.OWN


def group_choices() -> tuple[Choice, ...]:
    """The groups as choices, in the window's language."""
    tr = QCoreApplication.translate
    return (
        Choice(
            Group.POINTS,
            tr("DataGroups", "Points"),
            tr("DataGroups", "Points on the plane: the boundary that is learned can be seen."),
        ),
        Choice(
            Group.CURVES,
            tr("DataGroups", "Curves"),
            tr("DataGroups", "One number from another: the curve that is learned can be seen."),
        ),
        Choice(
            Group.SETS,
            tr("DataGroups", "Sets"),
            tr("DataGroups", "Known sets of real measurements and images."),
        ),
        Choice(
            Group.SEQUENCES,
            tr("DataGroups", "Sequences"),
            tr("DataGroups", "Inputs that come one after the other, for recurrent layers."),
        ),
        Choice(
            Group.OWN,
            tr("DataGroups", "Yours"),
            tr("DataGroups", "Files of your own: tables, images, arrays."),
        ),
    )
