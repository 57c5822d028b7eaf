"""A stack menu lists what can be done with the selected layers, with the keys for it."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget


class Hands(Protocol):
    """What does what the menu lists."""

    def cut(self) -> None: ...
    def copy(self) -> None: ...
    def paste(self) -> None: ...
    def duplicate(self) -> None: ...
    def make_block(self) -> None: ...


class StackMenu(QMenu):
    """Cut, copy, paste, duplicate, what can go before, the way into a residual block and out.

    The keys belong to the cards, where the focus is; here they are only told.
    """

    def __init__(self, hands: Hands, before: QMenu, parent: QWidget) -> None:
        """`before` offers what can be put in before the selected layers."""
        super().__init__(parent)
        self.entries: dict[str, QAction] = {}
        self.setToolTipsVisible(True)
        keys = QKeySequence.StandardKey
        self._add("cut", self.tr("Cut"), QKeySequence(keys.Cut), hands.cut)
        self._add("copy", self.tr("Copy"), QKeySequence(keys.Copy), hands.copy)
        self._add("paste", self.tr("Paste"), QKeySequence(keys.Paste), hands.paste)
        self._add("duplicate", self.tr("Duplicate"), QKeySequence("Ctrl+D"), hands.duplicate)
        self.addSeparator()
        before.setTitle(self.tr("Add before"))
        self.addMenu(before)
        block = self._add("block", self.tr("Residual block"), QKeySequence(), hands.make_block)
        block.setToolTip(
            self.tr("Add the input of these layers to their output, or take a block apart again.")
        )

    def do(self, name: str) -> None:
        """Do what an entry does, as its keys ask for."""
        self.entries[name].trigger()

    def _add(self, name: str, text: str, keys: QKeySequence, act: Callable[[], None]) -> QAction:
        shown = keys.toString(QKeySequence.SequenceFormat.NativeText)
        action = self.addAction(f"{text}\t{shown}" if shown else text)
        action.triggered.connect(lambda: act())
        self.entries[name] = action
        return action
