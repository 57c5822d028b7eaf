"""A recovery file keeps work that was not saved, for the case that the program ends by force."""

import os
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QLockFile

from engine.errors import ExperimentError
from engine.experiment.experiment import Experiment
from engine.experiment.files import decode, encode


@dataclass(frozen=True)
class LeftBehind:
    """Unsaved work of a program that ended by force, and the file that holds it."""

    experiment: Experiment
    path: Path

    def remove(self) -> None:
        """Remove the file: the work is taken over, or not wanted."""
        self.path.unlink(missing_ok=True)


class Recovery:
    """The recovery file of this program, in a folder that all running ones share.

    A lock beside each file says whether the program that wrote it still runs: where it does not,
    the file was left behind.
    """

    def __init__(self, folder: Path) -> None:
        """Make the folder. OSError where that fails."""
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._path = folder / f"unsaved-{os.getpid()}.json"
        self._lock = _lock_of(self._path)
        self._lock.tryLock(0)

    def keep(self, experiment: Experiment) -> None:
        """Write an experiment, whole or not at all. OSError where that fails.

        It is not forced onto the disk: it has to outlive this program, not a power failure, and
        must not hold up the window.
        """
        draft = self._path.with_suffix(".draft")
        draft.write_bytes(encode(experiment))
        draft.replace(self._path)

    def clear(self) -> None:
        """Forget the experiment: it is saved, or given up."""
        self._path.unlink(missing_ok=True)

    def close(self) -> None:
        """Release the lock. What is kept by then is offered at the next start."""
        self._lock.unlock()

    def left_behind(self) -> LeftBehind | None:
        """The newest experiment that a program left behind, if there is one."""
        for path in sorted(self._folder.glob("unsaved-*.json"), key=_age):
            lock = _lock_of(path)
            if path == self._path or not lock.tryLock(0):
                continue
            lock.unlock()
            experiment = _readable(path)
            if experiment is not None:
                return LeftBehind(experiment, path)
        return None


def _lock_of(path: Path) -> QLockFile:
    """The lock beside a recovery file; Qt breaks it where the process that held it is gone."""
    lock = QLockFile(str(path.with_suffix(".lock")))
    lock.setStaleLockTime(0)
    return lock


def _age(path: Path) -> float:
    """A key that sorts the newest file first."""
    return -path.stat().st_mtime


def _readable(path: Path) -> Experiment | None:
    """The experiment in a file; None where it was damaged, as there is nothing left to offer."""
    try:
        return decode(path.read_bytes())
    except (OSError, ExperimentError):
        return None
