"""A crash report shows an error that nobody foresaw, once and calmly; the program goes on."""

import sys
import traceback
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from app.look.fonts import monospace_font


class CrashReport(QObject):
    """Takes errors that no one caught: `sys.excepthook = report.take`.

    Each is written to stderr as always. The same error is shown once, and one dialog at a time, as
    an error in a view could come with every frame.
    """

    def __init__(self, window: QWidget, keep_work: Callable[[], None]) -> None:
        """`keep_work` is called first, to bring unsaved work to safety."""
        super().__init__(window)
        self._window = window
        self._keep_work = keep_work
        self._shown: set[str] = set()
        self.dialog: CrashDialog | None = None

    def take(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Write an error to stderr and show it."""
        sys.__excepthook__(kind, error, trace)
        text = "".join(traceback.format_exception(kind, error, trace))
        is_open = self.dialog is not None and self.dialog.isVisible()
        if text in self._shown or is_open:
            return
        self._shown.add(text)
        self._keep_work()
        self.dialog = CrashDialog(text, self._window)
        self.dialog.open()


class CrashDialog(QDialog):
    """The text of an error, with a button that copies it."""

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Something went wrong"))
        self.resize(640, 400)
        words = QLabel(
            self.tr(
                "The program met an error that it did not expect. Your experiment and its training "
                "are kept, and you can go on. If it happens again, save and start anew; the text "
                "below helps to mend it."
            )
        )
        words.setWordWrap(True)
        self.text = QPlainTextEdit(text)
        self.text.setReadOnly(True)
        self.text.setFont(monospace_font())
        self.text.setAccessibleName(self.tr("Error text"))
        buttons = QDialogButtonBox()
        self.copy = buttons.addButton(self.tr("Copy text"), QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self.tr("Go on"), QDialogButtonBox.ButtonRole.AcceptRole).setDefault(True)
        buttons.accepted.connect(self.accept)
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(text))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        for widget in (words, self.text, buttons):
            layout.addWidget(widget)
