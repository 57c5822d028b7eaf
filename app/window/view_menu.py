"""The View menu: the theme, and which instruments are open."""

from functools import partial

from PySide6.QtGui import QActionGroup, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from app.look.appearance import Appearance
from app.settings import Settings
from app.window.menu import Menu
from app.window.view_docks import ViewDocks

_SHORTCUTS = 9


class ViewMenu(Menu):
    """Theme, instruments and layout."""

    def __init__(
        self, window: QWidget, appearance: Appearance, docks: ViewDocks, settings: Settings
    ) -> None:
        super().__init__(window.tr("&View"), window)
        self._appearance = appearance
        self._settings = settings
        self._add_themes(window)
        self.addSeparator()
        self._add_instruments(window, docks)
        self.addSeparator()
        self.reset = self.entry(
            self.tr("&Reset layout"),
            self.tr("Open every instrument and put it where it stood first"),
            docks.reset,
        )

    def _add_themes(self, window: QWidget) -> None:
        names = {
            "system": (self.tr("&System theme"), self.tr("Light or dark, as the system is")),
            "light": (self.tr("&Light theme"), self.tr("Dark figures on a light ground")),
            "dark": (self.tr("&Dark theme"), self.tr("Light figures on a dark ground")),
        }
        group = QActionGroup(window)
        for mode, (text, effect) in names.items():
            action = self.entry(text, effect, partial(self._set_mode, mode))
            action.setCheckable(True)
            action.setChecked(mode == self._appearance.mode)
            group.addAction(action)

    def _set_mode(self, mode: str) -> None:
        self._settings.mode = mode
        self._appearance.set_mode(mode)

    def _add_instruments(self, window: QWidget, docks: ViewDocks) -> None:
        for index, action in enumerate(docks.toggle_actions):
            action.setToolTip(self.tr("Open or close this instrument; a closed one costs no time"))
            self.addAction(action)
            if index < _SHORTCUTS:
                keys = QKeySequence(f"Ctrl+{index + 1}")
                text = f"{action.text()}\t{keys.toString(QKeySequence.SequenceFormat.NativeText)}"
                action.setText(text)
                shortcut = QShortcut(keys, window)
                shortcut.activated.connect(partial(docks.bring_forward, index))
