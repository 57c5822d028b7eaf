"""A weight edit is an entry of the undo history for what a hand has done to a run's weights."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QUndoCommand

from app.trainer.messages import SetWeights

_WEIGHT_EDIT_ID = 2  # see Edit


@dataclass(frozen=True)
class HandEdit:
    """What a hand asks for, what takes it back, and what both are called.

    Edits in a row with the same non-empty `merge`, as those of one drag, are one entry.
    """

    done: tuple[SetWeights, ...]
    undone: tuple[SetWeights, ...]
    text: str
    merge: str = ""


class WeightEdit(QUndoCommand):
    """Sends its commands again, as long as the run is there that they were meant for.

    Training may have gone on since: what is put back are the old values of these weights alone.
    It is pushed when the change has been made already, so that the first `redo` does nothing.
    """

    def __init__(self, edit: HandEdit, send: Callable[[tuple[SetWeights, ...]], bool]) -> None:
        """`send` returns whether the run is still there."""
        super().__init__(edit.text)
        self._edit, self._send = edit, send
        self._done = edit.done
        self._is_done = True

    def id(self) -> int:
        return _WEIGHT_EDIT_ID if self._edit.merge else -1

    def redo(self) -> None:
        if not self._is_done:
            self.setObsolete(not self._send(self._done))
        self._is_done = True

    def undo(self) -> None:
        self._is_done = False
        self.setObsolete(not self._send(self._edit.undone))

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, WeightEdit) or other._edit.merge != self._edit.merge:
            return False
        self._done = other._done
        return True
