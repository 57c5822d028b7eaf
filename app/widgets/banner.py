"""A banner says, inside the window, what happened and what can be done about it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from app.look.icons import icon
from app.widgets.icon_mark import IconMark

_MARKS = {"info": ("info", "accent"), "warning": ("warning", "warning"), "error": ("error", "bad")}


class Banner(QFrame):
    """One message with an optional action; hidden until there is one to show."""

    action_triggered = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mark = IconMark("info", "accent")
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._action = QPushButton()
        self._action.clicked.connect(self.action_triggered)
        self._close = QToolButton()
        self._close.setIcon(icon("close", "muted"))
        self._close.setToolTip(self.tr("Close this message"))
        self._close.setAccessibleName(self.tr("Close this message"))
        self._close.clicked.connect(self.close_message)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 6, 6, 6)
        layout.setSpacing(8)
        layout.addWidget(self._mark)
        layout.addWidget(self._text, 1)
        layout.addWidget(self._action)
        layout.addWidget(self._close)
        self.hide()

    @property
    def text(self) -> str:
        """The message that shows, or showed last."""
        return self._text.text()

    def show_message(self, text: str, level: str = "info", action: str = "") -> None:
        """Show a message; `level` is "info", "warning" or "error", `action` the button's text.

        Raises KeyError for another level.
        """
        self._mark.set_icon(*_MARKS[level])
        self._text.setText(text)
        self.setAccessibleName(text)
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self.setProperty("banner", level)
        self.style().unpolish(self)
        self.style().polish(self)
        self.show()

    def close_message(self) -> None:
        """Take the message away."""
        self.hide()
        self.closed.emit()
