"""A toggle is a small button that stays pressed: a choice within a view."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton


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
