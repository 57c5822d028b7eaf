"""A progress row says what is being done and how much of it is, in the height of one line."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

_BAR_WIDTH = 120  # pixels


class ProgressRow(QWidget):
    """A text, a slim bar and a Cancel button; hidden while there is nothing to show."""

    cancelled = Signal()

    def __init__(self, text: str, has_button: bool = True, parent: QWidget | None = None) -> None:
        """`has_button`: whether there is a button here, or cancelling has another place."""
        super().__init__(parent)
        self.bar = QProgressBar()
        self.button = QPushButton(self.tr("Cancel"))
        self.bar.setRange(0, 100)
        self.bar.setFixedWidth(_BAR_WIDTH)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(text)
        self.button.setProperty("role", "flat")
        self.button.setToolTip(self.tr("Stop this; everything stays as it was."))
        self.button.clicked.connect(self.cancelled)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(QLabel(text))
        layout.addWidget(self.bar)
        layout.addWidget(self.button)
        self.button.setVisible(has_button)  # only now: by itself it would be a window
        self.hide()

    def show_share(self, share: float | None) -> None:
        """Show how much is done, 0 to 1; None hides the row."""
        if share is not None:
            self.bar.setValue(round(100 * share))
        self.setVisible(share is not None)
