"""A menu of the window, whose entries say what they do."""

from collections.abc import Callable

from PySide6.QtGui import QAction, QIcon, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from app.look.icons import icon

Shortcut = str | QKeySequence.StandardKey


class Menu(QMenu):
    """Adds entries with text, effect and shortcut; the window holds the shortcuts."""

    def __init__(self, title: str, window: QWidget) -> None:
        super().__init__(title, window)
        self._window = window
        self.setToolTipsVisible(True)

    def entry(
        self,
        text: str,
        effect: str,
        do: Callable[[], object],
        shortcut: Shortcut | None = None,
        picture: str = "",
    ) -> QAction:
        """Add an entry; `effect` says what it does, `picture` names an icon."""
        action = QAction(icon(picture, "muted") if picture else QIcon(), text, self._window)
        action.setToolTip(effect)
        action.setStatusTip("")
        action.triggered.connect(lambda: do())
        if shortcut is not None:
            action.setShortcut(QKeySequence(shortcut))
        self.addAction(action)
        return action

    def submenu(self, title: str, effect: str = "") -> "Menu":
        """Add a menu inside this one."""
        menu = Menu(title, self._window)
        menu.menuAction().setToolTip(effect or title)
        self.addMenu(menu)
        return menu
