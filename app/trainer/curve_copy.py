"""The window's copy of the curve that the worker keeps, brought up to date piece by piece."""

from app.trainer.messages import Answer, TwinAnswer
from engine.curve import Curve


class CurveCopy:
    """Takes the new points of each answer, and all of them where old ones have changed.

    `version` is that of the worker's curve of which this is a copy; None where it is of none.
    `curve` is the curve so far, for a snapshot: it never changes, and stays the same object while
    there is nothing new.
    """

    def __init__(self) -> None:
        self.version: int | None = None
        self._points = Curve()
        self.curve = self._points.copy()

    def take(self, answer: Answer | TwinAnswer) -> None:
        """Add an answer's points; put them in place of all others if it has another version."""
        if answer.curve_version != self.version:
            self._points, self.version = Curve(), answer.curve_version
        elif not len(answer.curve):
            return
        self._points.extend(answer.curve)
        self.curve = self._points.copy()

    def go_back(self, step: int) -> None:
        """Forget all points measured after this step; what the next worker has is not known."""
        self._points.truncate(step)
        self.version = None
        self.curve = self._points.copy()
