"""Line icons that take the colours of the theme each time they are painted."""

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QIconEngine, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer

from app.look.theme import LIGHT
from resources import resource_path

_APPLICATION_ICON = "backprop-lab"

_PALETTE_ROLES = {
    "text": QPalette.ColorRole.WindowText,
    "muted": QPalette.ColorRole.PlaceholderText,
    "accent": QPalette.ColorRole.Highlight,
    "on_accent": QPalette.ColorRole.HighlightedText,
}
_FIXED_COLOURS = {"ok": LIGHT.ok, "warning": LIGHT.warning, "bad": LIGHT.bad}


def icon(name: str, colour: str = "text") -> QIcon:
    """Return the icon `resources/icons/<name>.svg` in a colour of the theme.

    `colour` is "text", "muted", "accent", "on_accent", "ok", "warning" or "bad". A change of the
    theme shows the next time that the icon is painted. Raises FileNotFoundError for an unknown name
    and KeyError for an unknown colour.
    """
    if colour not in _PALETTE_ROLES and colour not in _FIXED_COLOURS:
        raise KeyError(colour)
    return QIcon(_LineIcon(icon_source(name), colour))


def application_icon() -> QIcon:
    """Return the program's own mark."""
    return QIcon(str(resource_path("icons", f"{_APPLICATION_ICON}.svg")))


def icon_source(name: str) -> str:
    """Return the SVG text of an icon; its strokes are drawn in "currentColor"."""
    return resource_path("icons", f"{name}.svg").read_text(encoding="utf-8")


def icon_names() -> tuple[str, ...]:
    """Return the names that `icon` knows, sorted."""
    files = resource_path("icons").glob("*.svg")
    return tuple(sorted(file.stem for file in files if file.stem != _APPLICATION_ICON))


def recoloured(source: str, colour: str) -> bytes:
    """Return the SVG text with "currentColor" replaced by "#RRGGBB", as bytes."""
    return source.replace("currentColor", colour).encode()


class _LineIcon(QIconEngine):
    """Paints one SVG text in the palette's colour of the moment."""

    def __init__(self, source: str, colour: str) -> None:
        super().__init__()
        self._source = source
        self._colour = colour

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        svg = recoloured(self._source, self._colour_for(mode).name())
        QSvgRenderer(QByteArray(svg)).render(painter, QRectF(rect))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        pixmap = QPixmap(size)
        if pixmap.isNull():  # a button that has no room yet asks for an empty picture
            return pixmap
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return pixmap

    def clone(self) -> QIconEngine:
        return _LineIcon(self._source, self._colour)

    def _colour_for(self, mode: QIcon.Mode) -> QColor:
        palette = QGuiApplication.palette()
        if mode == QIcon.Mode.Disabled:
            return palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.WindowText)
        if self._colour in _FIXED_COLOURS:
            return QColor(_FIXED_COLOURS[self._colour])
        return palette.color(QPalette.ColorGroup.Active, _PALETTE_ROLES[self._colour])
