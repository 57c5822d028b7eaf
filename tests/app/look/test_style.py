"""The style sheet takes all its colours from the theme, and its pictures from files."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.look.style import mix, palette, style_sheet
from app.look.theme import DARK, LIGHT, Theme
from resources import resource_path


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_every_placeholder_is_filled(theme: Theme, tmp_path: Path, qapp: QApplication) -> None:
    sheet = style_sheet(theme, 10, tmp_path)
    assert "@" not in sheet.replace("/* Every @name@ is filled", "")
    assert sheet.count("{") == sheet.count("}")
    for path in re.findall(r"url\((.*?)\)", sheet):
        assert Path(path).is_file()


def test_no_colour_is_written_into_the_template() -> None:
    template = resource_path("style", "style.qss").read_text(encoding="utf-8")
    assert not re.findall(r"#[0-9A-Fa-f]{3,8}\b|rgba?\(", template)


def test_a_mixture_lies_between_its_colours() -> None:
    assert mix("#000000", "#FFFFFF", 0) == "#000000"
    assert mix("#000000", "#FFFFFF", 1) == "#FFFFFF"
    assert mix("#000000", "#FF0000", 0.2) == "#330000"


def test_disabled_text_differs_from_enabled(qapp: QApplication) -> None:
    shades = palette(LIGHT)
    enabled = shades.color(shades.ColorGroup.Active, shades.ColorRole.Text)
    assert shades.color(shades.ColorGroup.Disabled, shades.ColorRole.Text) != enabled


def test_the_first_window_needs_neither_numpy_nor_pyqtgraph() -> None:
    program = (
        "import sys, app.look.appearance;"
        "print([name for name in ('numpy', 'pyqtgraph') if name in sys.modules])"
    )
    answer = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60
    )
    assert answer.stdout.strip() == "[]"
