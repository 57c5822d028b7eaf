"""A path field names a file or a folder, by typing or by looking for it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QToolButton, QVBoxLayout, QWidget

from app.look.icons import icon
from app.widgets.field import Field

_NARROWEST = 40  # pixels of the path that always show


class PathField(QWidget):
    """A label, the path, and a button that opens a file dialog.

    `value_changed` carries the path, typed or found. `folder` asks for a folder in place of a file.
    """

    value_changed = Signal(str)

    def __init__(
        self, label: str, kinds: str = "", folder: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._kinds, self._folder, self._label = kinds, folder, label
        self._value = ""
        self._edit = QLineEdit()
        self._edit.setAccessibleName(label)
        self._edit.setMinimumWidth(_NARROWEST)
        self._browse = QToolButton()
        self._browse.setIcon(icon("folder", "muted"))
        self._browse.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._browse.setToolTip(self.tr("Look for it in your folders."))
        self._browse.setAccessibleName(self.tr("Browse: {label}").format(label=label))
        self._field = Field(label, self._editor())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._field)
        self.setFocusProxy(self._edit)
        self._edit.editingFinished.connect(lambda: self._take(self._edit.text().strip()))
        self._browse.clicked.connect(self._look)

    @property
    def error(self) -> str | None:
        """What is wrong with the path, or None."""
        return self._field.error

    def value(self) -> str:
        """Return the path; empty for none."""
        return self._value

    def set_value(self, path: str | None) -> None:
        """Show a path, without a signal; None for none."""
        self._value = path or ""
        if not self._edit.isModified():
            self._edit.setText(self._value)
            self._edit.setToolTip(self._value)

    def set_error(self, text: str | None) -> None:
        """Mark the path and say what is wrong; None clears the mark."""
        self._field.set_error(text)

    def _editor(self) -> QWidget:
        editor = QWidget()
        layout = QHBoxLayout(editor)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self._edit, 1)
        layout.addWidget(self._browse)
        return editor

    def _look(self) -> None:
        if self._folder:
            found = QFileDialog.getExistingDirectory(self, self._label, self._value)
        else:
            found, _ = QFileDialog.getOpenFileName(self, self._label, self._value, self._kinds)
        if found:
            self._take(found)

    def _take(self, path: str) -> None:
        self._edit.setModified(False)
        if path != self._value:
            self._value = path
            self._edit.setText(path)
            self.value_changed.emit(path)
