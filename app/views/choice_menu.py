"""A choice menu is a small button behind which groups of choices stand that are seldom changed."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton

from app.look.icons import icon


class ChoiceMenu(QToolButton):
    """`chosen` carries the name of a group and the value that a person has picked of it."""

    chosen = Signal(str, object)

    def __init__(self, tooltip: str) -> None:
        super().__init__()
        self.setIcon(icon("more"))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setProperty("role", "small")
        self.setToolTip(tooltip)
        self.setAccessibleName(tooltip)
        self.setMenu(QMenu(self))
        self._groups: dict[str, QActionGroup] = {}

    def add_group(
        self, name: str, title: str, choices: Iterable[tuple[object, str]], first: object
    ) -> None:
        """Add a menu of values, each with its text, of which one is chosen."""
        part = self.menu().addMenu(title)
        group = self._groups[name] = QActionGroup(part)
        for value, text in choices:
            action: QAction = part.addAction(text)
            action.setData(value)
            action.setCheckable(True)
            group.addAction(action)
            action.triggered.connect(lambda _, value=value: self.chosen.emit(name, value))
        self.show_choice(name, first)

    def add_deed(self, name: str, text: str) -> None:
        """Add something that is done at once; `chosen` then carries None."""
        self.menu().addSeparator()
        self.menu().addAction(text).triggered.connect(lambda: self.chosen.emit(name, None))

    def choice(self, name: str) -> object:
        """What is chosen of a group."""
        return self._groups[name].checkedAction().data()

    def show_choice(self, name: str, value: object) -> bool:
        """Mark what is chosen, without a signal; returns whether there is such a choice."""
        for action in self._groups[name].actions():
            if action.data() == value:
                action.setChecked(True)
                return True
        return False


def resolutions() -> list[tuple[object, str]]:
    """The places along each side of a loss surface, to choose from."""
    return [(count, f"{count} × {count}") for count in (25, 51, 101, 201)]


def ranges(words: str) -> list[tuple[object, str]]:
    """The ranges of a loss surface to choose from; `words` tell the "{times}" of the usual one."""
    return [(zoom, words.format(times=f"{zoom:g}")) for zoom in (0.25, 0.5, 1.0, 2.0, 4.0)]
