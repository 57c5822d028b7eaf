"""The appearance dresses the application and says when the theme changes."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.look.appearance import Appearance
from app.look.theme import DARK, LIGHT


def test_a_mode_sets_theme_and_palette(appearance: Appearance, qapp: QApplication) -> None:
    assert appearance.theme is LIGHT
    appearance.set_mode("dark")
    assert appearance.mode == "dark"
    assert appearance.theme is DARK
    assert qapp.palette().color(QPalette.ColorRole.Base).name().upper() == DARK.panel
    assert DARK.accent in qapp.styleSheet()


def test_a_change_is_told_once_and_after_it_was_made(
    appearance: Appearance, qtbot: QtBot, qapp: QApplication
) -> None:
    told: list[tuple[str, str]] = []
    appearance.theme_changed.connect(
        lambda theme: told.append((theme.name, qapp.palette().window().color().name().upper()))
    )
    appearance.set_mode("dark")
    appearance.set_mode("dark")
    appearance.set_mode("light")
    assert told == [("dark", DARK.panel), ("light", LIGHT.panel)]


def test_the_system_is_followed(appearance: Appearance, qapp: QApplication) -> None:
    appearance.set_mode("system")
    dark = qapp.styleHints().colorScheme() == Qt.ColorScheme.Dark
    assert appearance.theme is (DARK if dark else LIGHT)


def test_an_unknown_mode_is_refused(appearance: Appearance) -> None:
    with pytest.raises(ValueError, match="must be one of system, light, dark; it is 'sepia'"):
        appearance.set_mode("sepia")
    assert appearance.mode == "light"
