"""Scrolling brings a part of a widget into view, in whatever scroll area the widget lies."""

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QScrollArea, QWidget

_MARGIN = 24  # pixels kept in view around it


def keep_in_view(widget: QWidget, at: QPoint) -> None:
    """Scroll to a point of a widget, given in its own coordinates."""
    area = scroll_area(widget)
    content = area.widget() if area is not None else None
    if area is not None and content is not None:
        area.ensureVisible(0, widget.mapTo(content, at).y(), 0, _MARGIN)


def reveal(widget: QWidget) -> None:
    """Scroll to a widget."""
    area = scroll_area(widget)
    if area is not None:
        area.ensureWidgetVisible(widget, 0, _MARGIN)


def scroll_area(widget: QWidget) -> QScrollArea | None:
    """The innermost scroll area around a widget; None where it lies in none."""
    parent = widget.parentWidget()
    while parent is not None and not isinstance(parent, QScrollArea):
        parent = parent.parentWidget()
    return parent
