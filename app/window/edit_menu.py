"""The Edit menu: undo and redo, with the names of what they take back and bring back."""

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

from app.look.icons import icon
from app.session.session import Session
from app.window.menu import Menu


class EditMenu(Menu):
    """Every edit of the experiment can be taken back."""

    def __init__(self, window: QWidget, session: Session) -> None:
        super().__init__(window.tr("&Edit"), window)
        undo = session.undo_stack.createUndoAction(window, self.tr("Undo:"))
        undo.setIcon(icon("undo", "muted"))
        undo.setShortcut(QKeySequence("Ctrl+Z"))
        undo.setToolTip(self.tr("Take the last edit of the experiment back"))
        redo = session.undo_stack.createRedoAction(window, self.tr("Redo:"))
        redo.setIcon(icon("redo", "muted"))
        redo.setShortcuts([QKeySequence("Ctrl+Shift+Z"), QKeySequence("Ctrl+Y")])
        redo.setToolTip(self.tr("Bring back the edit that was taken back last"))
        self.addActions([undo, redo])
