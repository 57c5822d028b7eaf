"""A stacked field has its label above an editor that wants the panel's whole width."""

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.widgets.field import mark_invalid


class StackedField(QWidget):
    """A label, an editor below it, and below both what is wrong with its value, if anything is."""

    def __init__(self, label: str, editor: QWidget) -> None:
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
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 4)
        layout.setSpacing(4)
        for widget in (self._label, editor, self._error):
            layout.addWidget(widget)

    @property
    def error(self) -> str | None:
        """What is wrong with the value, or None."""
        return self._error.text() or None

    def set_error(self, message: str | None) -> None:
        """Mark the value and say what is wrong; None clears the mark."""
        self._error.setText(message or "")
        self._error.setVisible(bool(message))
        mark_invalid(self.editor, bool(message))
