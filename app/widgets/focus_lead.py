"""A focus lead hands the focus that a widget is given on to the part that wants the keyboard."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget


class FocusLead(QObject):
    """Leads from a widget to its `target`.

    Unlike with `setFocusProxy`, Tab still reaches the parts before the target: of a widget with a
    proxy, Qt (seen in 6.11) skips them.
    """

    def __init__(self, widget: QWidget, target: QWidget) -> None:
        super().__init__(widget)
        self.target = target
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        del watched
        if event.type() == QEvent.Type.FocusIn and isinstance(event, QFocusEvent):
            self.target.setFocus(event.reason())
            return True
        return False
