"""A wide field leaves its editor more of the panel's width than other fields do."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QLabel, QVBoxLayout, QWidget

from app.widgets.field import mark_invalid

_LABEL_TOP = 5  # pixels, so that a label stands level with the first of several rows


class WideField(QWidget):
    """A label, its editor below or close beside it, and under both what is wrong, if anything."""

    def __init__(self, label: str, editor: QWidget, beside: bool = False) -> None:
        super().__init__()
        self.editor = editor
        self._label = QLabel(label)
        self._label.setProperty("role", "muted")
        self._label.setBuddy(editor)
        self._error = QLabel()
        self._error.setProperty("role", "error")
        self._error.setWordWrap(True)
        self._error.hide()
        editor.setAccessibleName(label)
        self._lay_out(beside)

    @property
    def error(self) -> str | None:
        """What is wrong with the value, or None."""
        return self._error.text() or None

    def set_error(self, message: str | None) -> None:
        """Mark the value and say what is wrong; None clears the mark."""
        self._error.setText(message or "")
        self._error.setVisible(bool(message))
        mark_invalid(self.editor, bool(message))

    def _lay_out(self, beside: bool) -> None:
        direction = QBoxLayout.Direction
        row = QBoxLayout(direction.LeftToRight if beside else direction.TopToBottom)
        row.setSpacing(12 if beside else 4)
        if beside:
            self._label.setContentsMargins(0, _LABEL_TOP, 0, 0)
            row.addWidget(self._label, 0, Qt.AlignmentFlag.AlignTop)
        else:
            row.addWidget(self._label)
        row.addWidget(self.editor, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(row)
        layout.addWidget(self._error)
