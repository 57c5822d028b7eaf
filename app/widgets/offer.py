"""An offer says in one sentence why something cannot be, and has a button that mends it."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QToolButton, QWidget

from app.look.icons import icon

_MOST = 32  # characters that the button has room for


class Offer(QFrame):
    """The sentence, beneath it the button if there is a remedy, and a cross. Escape closes it.

    `closed` tells that a person has closed it.
    """

    accepted = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self.button = QPushButton()
        self._close = QToolButton()
        self._close.setIcon(icon("close", "muted"))
        self._close.setIconSize(QSize(12, 12))
        self._close.setToolTip(self.tr("Leave the network as it is (Escape)"))
        self._close.setAccessibleName(self.tr("Leave the network as it is"))
        self._close.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.button.clicked.connect(self.accepted)
        self._close.clicked.connect(self.close_offer)
        layout = QGridLayout(self)
        layout.setContentsMargins(8, 6, 4, 6)
        layout.setSpacing(4)
        layout.setColumnStretch(0, 1)
        layout.addWidget(self._text, 0, 0)
        layout.addWidget(self.button, 1, 0, 1, 2, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._close, 0, 1, Qt.AlignmentFlag.AlignTop)
        self.hide()

    @property
    def text(self) -> str:
        """The sentence that shows; empty while nothing does."""
        return "" if self.isHidden() else self._text.text()

    @property
    def remedy(self) -> str:
        """What the button does; empty where there is none."""
        return "" if self.isHidden() or self.button.isHidden() else self.button.text()

    def show_offer(self, sentence: str, remedy: str = "", level: str = "warning") -> None:
        """Show a sentence, and a button if `remedy` says what it does.

        A remedy too long for a button follows the sentence. `level` is that of a banner: "info",
        "warning" or "error".
        """
        is_long = len(remedy) > _MOST
        shown = f"{sentence}\n{remedy}." if is_long else sentence
        self._text.setText(shown)
        self.setAccessibleName(shown)
        self.button.setText(self.tr("Repair") if is_long else remedy)
        self.button.setToolTip(remedy)
        self.button.setVisible(bool(remedy))
        self.setProperty("banner", level)
        self.style().unpolish(self)
        self.style().polish(self)
        self.show()

    def close_offer(self) -> None:
        """Take the offer away, as the cross does."""
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_offer()
        else:
            super().keyPressEvent(event)
