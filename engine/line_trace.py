"""A line trace notes which of the engine's own lines run, by Python's own trace function."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

Lines = tuple[tuple[str, int], ...]  # module and number of each line, by when it first ran

# What only watches, and what only makes arrays, computes nothing.
UNSEEN = frozenset(
    {"engine.arrays", "engine.line_trace", "engine.step_record", "engine.update_record"}
)


class LineTrace:
    """Notes may lie within each other: each takes what ran within it, but in none within that."""

    def __init__(self) -> None:
        self._notes: list[dict[tuple[str, int], None]] = []

    @contextmanager
    def running(self) -> Iterator[None]:
        """Follow this thread. A debugger's trace function has its turn again afterwards."""
        before = sys.gettrace()
        sys.settrace(self._called)
        try:
            yield
        finally:
            sys.settrace(before)

    @contextmanager
    def noting(self) -> Iterator[dict[tuple[str, int], None]]:
        """Note the lines that run from here on, in the dictionary given."""
        note: dict[tuple[str, int], None] = {}
        self._notes.append(note)
        try:
            yield note
        finally:
            self._notes.pop()

    def _called(self, frame: FrameType, event: str, argument: Any) -> Any:
        module = frame.f_globals.get("__name__", "")
        is_seen = module.startswith("engine.") and module not in UNSEEN
        return self._ran if self._notes and is_seen else None

    def _ran(self, frame: FrameType, event: str, argument: Any) -> Any:
        if event == "line" and self._notes:
            self._notes[-1][frame.f_globals["__name__"], frame.f_lineno] = None
        return self._ran
