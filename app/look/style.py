"""The style sheet and palette of a theme."""

import re
from pathlib import Path

from PySide6.QtGui import QColor, QPalette

from app.look.icons import icon_source, recoloured
from app.look.theme import Theme
from resources import resource_path

_PLACEHOLDER = re.compile(r"@([a-z_]+)@")
_SMALL_STEP = 0.75  # points that small text is smaller than the interface font
_INDICATORS = (
    ("chevron-down", "muted"),
    ("chevron-up", "muted"),
    ("check", "on_accent"),
    ("dot", "on_accent"),
    ("minus", "on_accent"),
)


def style_sheet(theme: Theme, font_size: float, folder: Path) -> str:
    """Return Qt's style sheet for a theme; `font_size` in points.

    Style sheets take pictures from files only, so the arrows and marks are written into `folder`
    in the theme's colours. Raises OSError where that fails, KeyError for an unknown placeholder.
    """
    template = resource_path("style", "style.qss").read_text(encoding="utf-8")
    values = {name: str(value) for name, value in vars(theme).items()}
    values |= {"zero": theme.zero, **_mixtures(theme), **_write_indicators(theme, folder)}
    values |= {"size": f"{font_size:g}pt", "small": f"{font_size - _SMALL_STEP:g}pt"}
    return _PLACEHOLDER.sub(lambda found: values[found[1]], template)


def mix(first: str, second: str, share: float) -> str:
    """Return the colour "#RRGGBB" that is `share` (0 to 1) of `second` over `first`."""
    one, other = QColor(first), QColor(second)
    channels = [
        round((1 - share) * getattr(one, channel)() + share * getattr(other, channel)())
        for channel in ("red", "green", "blue")
    ]
    return QColor(*channels).name().upper()


def palette(theme: Theme) -> QPalette:
    """Return the palette by which widgets that paint themselves learn the theme.

    Window and Base are the panel, Mid is the line, PlaceholderText the muted text and Highlight
    the accent.
    """
    role = QPalette.ColorRole
    colours = {
        role.Window: theme.panel,
        role.Base: theme.panel,
        role.AlternateBase: theme.background,
        role.Button: theme.panel,
        role.ToolTipBase: theme.panel,
        role.Light: theme.panel,
        role.Midlight: theme.line,
        role.Mid: theme.line,
        role.Dark: theme.muted,
        role.Shadow: theme.line,
        role.WindowText: theme.text,
        role.Text: theme.text,
        role.ButtonText: theme.text,
        role.ToolTipText: theme.text,
        role.PlaceholderText: theme.muted,
        role.Highlight: theme.accent,
        role.Accent: theme.accent,
        role.Link: theme.accent,
        role.HighlightedText: theme.on_accent,
    }
    result = QPalette()
    for name, colour in colours.items():
        result.setColor(name, QColor(colour))
    disabled = QColor(mix(theme.panel, theme.muted, 0.55))
    for name in (role.WindowText, role.Text, role.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, name, disabled)
    return result


def _mixtures(theme: Theme) -> dict[str, str]:
    """Return the colours that lie between two of the theme's, for hovering and pressing."""
    return {
        "hover": mix(theme.panel, theme.muted, 0.10),
        "pressed": mix(theme.panel, theme.muted, 0.20),
        "disabled": mix(theme.panel, theme.muted, 0.55),
        "handle": mix(theme.panel, theme.muted, 0.40),
        "accent_hover": mix(theme.accent, theme.text, 0.12),
        "accent_pressed": mix(theme.accent, theme.text, 0.24),
        "accent_soft": mix(theme.panel, theme.accent, 0.12),
        "bad_soft": mix(theme.panel, theme.bad, 0.10),
        "warning_soft": mix(theme.panel, theme.warning, 0.10),
    }


def _write_indicators(theme: Theme, folder: Path) -> dict[str, str]:
    """Write the arrows and marks in the theme's colours; return placeholder -> path."""
    paths = {}
    for name, colour in _INDICATORS:
        file = folder / f"{theme.name}-{name}.svg"
        file.write_bytes(recoloured(icon_source(name), getattr(theme, colour)))
        paths[name.replace("-", "_")] = file.as_posix()
    return paths
