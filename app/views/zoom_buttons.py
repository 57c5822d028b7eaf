"""The buttons that zoom a picture out and in, and fit all of it in."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QToolButton

from app.look.icons import icon
from app.views.zoom_area import ZOOM_STEP, ZoomArea


def zoom_buttons(area: ZoomArea) -> tuple[QToolButton, QToolButton, QToolButton]:
    """Return the buttons for smaller, for the whole, and for larger."""
    translate = QCoreApplication.translate
    smaller = _button("minus", translate("NetworkView", "Zoom out (-)"))
    whole = _button("fit", translate("NetworkView", "Fit all layers in (0)"))
    larger = _button("add", translate("NetworkView", "Zoom in (+)"))
    smaller.clicked.connect(lambda: area.zoom_by(1 / ZOOM_STEP))
    whole.clicked.connect(area.fit)
    larger.clicked.connect(lambda: area.zoom_by(ZOOM_STEP))
    return smaller, whole, larger


def _button(name: str, text: str) -> QToolButton:
    button = QToolButton()
    button.setIcon(icon(name, "muted"))
    button.setProperty("role", "small")
    button.setToolTip(text)
    button.setAccessibleName(text)
    return button
