"""An interruption: Ctrl+C as a wish that is granted between two steps, not in the middle of one."""

import signal
from types import FrameType, TracebackType
from typing import Any, Self


class Interruption:
    """While it is entered, the first Ctrl+C sets `requested`; a second one ends the program.

    Enter it on the main thread: Python delivers signals nowhere else.
    """

    def __init__(self) -> None:
        self.requested = False
        self._previous: Any = signal.SIG_DFL

    def __enter__(self) -> Self:
        self._previous = signal.signal(signal.SIGINT, self._request)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        signal.signal(signal.SIGINT, self._previous)

    def _request(self, number: int, frame: FrameType | None) -> None:
        self.requested = True
        signal.signal(signal.SIGINT, self._previous)
