"""The fonts of the program: the system's own, or the bundled Inter where that is a stopgap."""

from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QGuiApplication

from resources import resource_path

# What a bare Linux falls back to: too wide for the panels, and without tabular figures to choose.
_FALLBACK_FAMILIES = frozenset(
    {"", "DejaVu Sans", "Bitstream Vera Sans", "Nimbus Sans", "FreeSans"}
)
_BUNDLED_FILES = ("Inter-Regular.ttf", "Inter-Medium.ttf", "Inter-SemiBold.ttf")
_BUNDLED_POINT_SIZE = 9.75  # 13 pixels at 96 dots per inch


def interface_font() -> QFont:
    """Return the font of the window, with tabular figures. Needs a QGuiApplication."""
    system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    if QFontInfo(system).family() in _FALLBACK_FAMILIES:
        return tabular(_bundled_font())
    return tabular(system)


def tabular(font: QFont) -> QFont:
    """Return a copy of the font whose figures all have one width, so that numbers keep still."""
    copy = QFont(font)
    copy.setFeature(QFont.Tag("tnum"), 1)
    return copy


def monospace_font() -> QFont:
    """Return the system's fixed-width font, in the size of the interface font."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    font.setPointSizeF(QGuiApplication.font().pointSizeF())
    return font


def _bundled_font() -> QFont:
    """Load Inter and return it; the system's font where its files cannot be read."""
    for name in _BUNDLED_FILES:
        if QFontDatabase.addApplicationFont(str(resource_path("fonts", name))) < 0:
            return QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    font = QFont("Inter")
    font.setPointSizeF(_BUNDLED_POINT_SIZE)
    return font
