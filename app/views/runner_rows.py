"""The rows of runners that a person edits: any optimizers, with what undoes each change."""

from collections.abc import Sequence

import msgspec

from engine.errors import ExperimentError
from engine.experiment.optimizers import AnyOptimizer
from engine.experiment.races import MOST_RUNNERS

Runners = tuple[AnyOptimizer, ...]
_MOST_UNDONE = 100


class RunnerRows:
    """One to MOST_RUNNERS optimizers. Changes that share a `gesture` are undone together."""

    def __init__(self, first: Sequence[AnyOptimizer]) -> None:
        self._past: list[Runners] = []
        self._future: list[Runners] = []
        self.reset(first)

    @property
    def can_undo(self) -> bool:
        """Whether there is a change to take back."""
        return bool(self._past)

    @property
    def can_redo(self) -> bool:
        """Whether there is a change to make again."""
        return bool(self._future)

    @property
    def can_grow(self) -> bool:
        """Whether there is room for another runner."""
        return len(self.runners) < MOST_RUNNERS

    @property
    def can_shrink(self) -> bool:
        """Whether a runner may go: one has to stay."""
        return len(self.runners) > 1

    def reset(self, runners: Sequence[AnyOptimizer]) -> None:
        """Begin with other rows; what was changed before is forgotten."""
        self._past, self._future, self._gesture = [], [], ""
        self.runners: Runners = tuple(runners)

    def change(self, runners: Sequence[AnyOptimizer], gesture: str = "") -> bool:
        """Have other rows; returns whether that changed anything."""
        wanted = tuple(runners)[:MOST_RUNNERS]
        if wanted == self.runners or not wanted:
            return False
        if not gesture or gesture != self._gesture:
            self._past = [*self._past[-_MOST_UNDONE:], self.runners]
        self._gesture, self._future = gesture, []
        self.runners = wanted
        return True

    def end_gesture(self) -> None:
        """Let the next change be one of its own."""
        self._gesture = ""

    def undo(self) -> None:
        """Take the last change back."""
        if self._past:
            self._future.append(self.runners)
            self.runners = self._past.pop()
        self.end_gesture()

    def redo(self) -> None:
        """Make the change again that was taken back last."""
        if self._future:
            self._past.append(self.runners)
            self.runners = self._future.pop()
        self.end_gesture()


def to_plain(runners: Sequence[AnyOptimizer]) -> list[object]:
    """Runners as plain values, to be saved."""
    return [msgspec.to_builtins(each) for each in runners]


def from_plain(plain: object) -> Runners:
    """The runners that `to_plain` returned plain values of; none where they cannot be read."""
    try:
        return msgspec.convert(plain, tuple[AnyOptimizer, ...])[:MOST_RUNNERS]
    except (msgspec.ValidationError, ExperimentError):
        return ()
