"""An edit is one entry of the undo history: the whole experiment before and after it."""

from collections.abc import Callable

from PySide6.QtGui import QUndoCommand

from engine.experiment.experiment import Experiment

_EDIT_ID = 1  # Qt asks commands of the same id whether they can be one


class Edit(QUndoCommand):
    """The change from one experiment to another, which `show` makes the present one.

    It is pushed when the change has been made already, so that the first `redo` does nothing.

    Edits that follow each other with the same non-empty `merge` key, such as those of one drag of
    a slider, are one entry. Where they end in the experiment they began with, they are none.
    """

    def __init__(
        self,
        old: Experiment,
        new: Experiment,
        text: str,
        merge: str,
        show: Callable[[Experiment], None],
    ) -> None:
        super().__init__(text)
        self._old = old
        self._new = new
        self._merge = merge
        self._show = show
        self._is_done = True

    def id(self) -> int:
        return _EDIT_ID if self._merge else -1

    def redo(self) -> None:
        if not self._is_done:
            self._show(self._new)
        self._is_done = True

    def undo(self) -> None:
        self._is_done = False
        self._show(self._old)

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, Edit) or other._merge != self._merge:
            return False
        self._new = other._new
        self.setText(other.text())
        self.setObsolete(self._new == self._old)
        return True
