"""A toggle is a small button that stays pressed; one with an icon does something at once."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from app.look.icons import icon


def toggle(text: str, tooltip: str, checked: bool = False) -> QPushButton:
    """Return a button in the style of the views' title lines."""
    button = QPushButton(text)
    button.setProperty("role", "toggle")
    button.setCheckable(True)
    button.setChecked(checked)
    button.setToolTip(tooltip)
    button.setAccessibleDescription(tooltip)
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    return button


def icon_button(name: str, tooltip: str) -> QPushButton:
    """Return a button with an icon, in the same style."""
    button = QPushButton()
    button.setIcon(icon(name))
    button.setProperty("role", "toggle")
    button.setToolTip(tooltip)
    button.setAccessibleName(tooltip)
    return button
