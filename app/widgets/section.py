"""A section groups settings under a title and folds away."""

from PySide6.QtCore import Property, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from app.look.icons import icon
from app.widgets.elided_label import ElidedLabel


class Section(QWidget):
    """A title that folds its body, and a muted summary at the right. Add widgets to `body`."""

    folded_changed = Signal(bool)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folded = False
        self._header = QToolButton()
        self._header.setText(title)
        self._header.setIconSize(QSize(12, 12))
        self._header.setProperty("role", "section")
        self._header.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._header.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._header.setAccessibleName(title)
        self._header.clicked.connect(lambda: self.set_folded(not self._folded))
        self._summary = ElidedLabel()
        self._summary.setProperty("role", "muted")
        self._summary.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._content = QWidget()
        self.body = QVBoxLayout(self._content)
        self.body.setContentsMargins(0, 4, 0, 4)
        self.body.setSpacing(4)
        self._lay_out()
        self._show_folded()

    def set_summary(self, text: str) -> None:
        """Say in a few words what the section holds; shortened where the room is narrow."""
        self._summary.setText(text)

    def set_folded(self, folded: bool) -> None:
        """Fold the body away, or unfold it."""
        if folded == self._folded:
            return
        self._folded = folded
        self._show_folded()
        self.folded_changed.emit(folded)

    def _is_folded(self) -> bool:
        return self._folded

    folded = Property(bool, _is_folded, set_folded, notify=folded_changed)

    def _lay_out(self) -> None:
        header = QHBoxLayout()
        header.setSpacing(8)
        header.addWidget(self._header)
        header.addWidget(self._summary, 1)
        line = QFrame()
        line.setProperty("role", "line")
        line.setFixedHeight(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(header)
        layout.addWidget(self._content)
        layout.addSpacing(4)
        layout.addWidget(line)

    def _show_folded(self) -> None:
        self._content.setVisible(not self._folded)
        self._header.setIcon(icon("chevron-right" if self._folded else "chevron-down", "muted"))
        text = self.tr("Unfold this section") if self._folded else self.tr("Fold this section")
        self._header.setToolTip(text)
