"""The appearance of the whole program: which theme shows, and when it changes."""

from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTemporaryDir, Signal
from PySide6.QtWidgets import QApplication

from app.look.fonts import interface_font
from app.look.icons import application_icon
from app.look.style import palette, style_sheet
from app.look.theme import DARK, LIGHT, Theme

MODES = ("system", "light", "dark")

_SCHEMES = {
    "system": Qt.ColorScheme.Unknown,
    "light": Qt.ColorScheme.Light,
    "dark": Qt.ColorScheme.Dark,
}


class Appearance(QObject):
    """Dresses a QApplication in the light or dark theme and keeps it so.

    Mode "system" follows the desktop's own setting. `theme_changed` carries the new Theme, after
    palette and style sheet have been applied.
    """

    theme_changed = Signal(object)

    def __init__(self, application: QApplication, mode: str = "system") -> None:
        """Apply style, font and theme at once. Raises ValueError for an unknown mode."""
        super().__init__(application)
        self._application = application
        self._folder = QTemporaryDir()
        application.setStyle("Fusion")
        application.setFont(interface_font())
        application.setWindowIcon(application_icon())
        self._mode = _checked(mode)
        self._theme: Theme | None = None
        hints = application.styleHints()
        hints.setColorScheme(_SCHEMES[self._mode])
        hints.colorSchemeChanged.connect(self._refresh)
        self._refresh()

    @property
    def theme(self) -> Theme:
        """The theme that shows now."""
        return self._theme or self._wanted_theme()

    @property
    def mode(self) -> str:
        """ "system", "light" or "dark"."""
        return self._mode

    def set_mode(self, mode: str) -> None:
        """Follow the system, or keep to one theme. Raises ValueError for an unknown mode."""
        self._mode = _checked(mode)
        self._application.styleHints().setColorScheme(_SCHEMES[mode])
        self._refresh()

    def _refresh(self) -> None:
        theme = self._wanted_theme()
        if theme is self._theme:
            return
        self._theme = theme
        folder = Path(self._folder.path())
        font_size = self._application.font().pointSizeF()
        self._application.setPalette(palette(theme))
        self._application.setStyleSheet(style_sheet(theme, font_size, folder))
        self.theme_changed.emit(theme)

    def _wanted_theme(self) -> Theme:
        if self._mode == "system":
            scheme = self._application.styleHints().colorScheme()
            return DARK if scheme == Qt.ColorScheme.Dark else LIGHT
        return DARK if self._mode == "dark" else LIGHT


def _checked(mode: str) -> str:
    if mode not in MODES:
        raise ValueError(f"the appearance must be one of {', '.join(MODES)}; it is {mode!r}")
    return mode
