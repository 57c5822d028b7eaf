"""A tab order leads the keyboard through widgets in the order in which their layouts hold them."""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QWidget


def order_tabs(widget: QWidget) -> None:
    """Let Tab go through what stands in a widget from top to bottom.

    Qt goes by when widgets were made, so what is put between others later would come last.
    """
    for before, after in pairwise(tab_stops(widget)):
        if before.nextInFocusChain() is not after:
            QWidget.setTabOrder(before, after)


def tab_stops(widget: QWidget) -> Iterator[QWidget]:
    """The widgets in a widget that Tab stops at while they show, in the order of the layouts."""
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None:
        yield widget
    layout = widget.layout()
    if layout is not None:
        yield from _stops_in(layout)


def _stops_in(layout: QLayout) -> Iterator[QWidget]:
    for index in range(layout.count()):
        item = layout.itemAt(index)
        if item is None:
            continue
        if (widget := item.widget()) is not None:
            yield from tab_stops(widget)
        elif (inner := item.layout()) is not None:
            yield from _stops_in(inner)
