"""A field is a labelled row: what is set at the left, its editor at the right."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

LABEL_WIDTH = 108  # pixels, the same in every row, so that editors stand in one column


class Field(QWidget):
    """A label and an editor; below them, where the value is refused, what is wrong."""

    def __init__(self, label: str, editor: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editor = editor
        self._label = QLabel(label)
        self._label.setProperty("role", "muted")
        self._label.setWordWrap(True)
        self._label.setFixedWidth(LABEL_WIDTH)
        self._label.setContentsMargins(0, 4, 0, 4)
        self._label.setBuddy(editor)
        self._error = QLabel()
        self._error.setProperty("role", "error")
        self._error.setWordWrap(True)
        self._error.hide()
        if not editor.accessibleName():
            editor.setAccessibleName(label)
        self._lay_out()

    @property
    def error(self) -> str | None:
        """What is wrong with the value, or None."""
        return self._error.text() or None

    def set_error(self, text: str | None) -> None:
        """Mark the editor and say what is wrong and what is allowed; None clears the mark."""
        self._error.setText(text or "")
        self._error.setVisible(bool(text))
        self._be_as_high_as_need_be(bool(text))
        self.editor.setAccessibleDescription(text or "")
        mark_invalid(self.editor, bool(text))

    def _be_as_high_as_need_be(self, has_error: bool) -> None:
        """Let an error take as many lines as a narrow panel needs; without, stay low."""
        vertical = QSizePolicy.Policy.Minimum if has_error else QSizePolicy.Policy.Maximum
        self.setSizePolicy(QSizePolicy.Policy.Preferred, vertical)

    def _lay_out(self) -> None:
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(4)
        layout.setVerticalSpacing(2)
        layout.setColumnStretch(1, 1)
        layout.addWidget(self._label, 0, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.editor, 0, 1)
        layout.addWidget(self._error, 1, 0, 1, 2)
        self._be_as_high_as_need_be(False)


def mark_invalid(widget: QWidget, invalid: bool) -> None:
    """Show a widget, and the editors in it, in the colour of bad values or in their own."""
    for marked in (widget, *widget.findChildren(QWidget)):
        if bool(marked.property("invalid")) != invalid:
            marked.setProperty("invalid", invalid)
            marked.style().unpolish(marked)
            marked.style().polish(marked)
