"""The folder that a run leaves its files in, each of them whole or not at all."""

import os
import tempfile
from pathlib import Path

from app.headless.refusal import Refusal
from engine.experiment.files import write_whole


class OutputFolder:
    """A folder for results; `written` lists what was put there."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.written: list[Path] = []

    def prepare(self) -> None:
        """Make the folder and try it, so that an hour of training is not lost to a full disk.

        Refusal where nothing can be written.
        """
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=self.path) as file:
                file.write(bytes(1024))
        except OSError as error:
            raise self._refusal(error) from error

    def write(self, name: str, content: bytes) -> None:
        """Write one file; an older one of this name is replaced. Refusal where that fails."""
        path = self.path / name
        try:
            write_whole(path, content)
        except OSError as error:
            raise self._refusal(error) from error
        self.written.append(path)

    def _refusal(self, error: OSError) -> Refusal:
        reason = os.strerror(error.errno) if error.errno else str(error)
        return Refusal(f"--out {self.path}: cannot be written: {reason}; name another folder")
