"""The output folder is tried before training, and its files are whole or not there."""

import errno
import os
from pathlib import Path

import pytest

from app.headless.output_folder import OutputFolder
from app.headless.refusal import Refusal


def test_a_missing_folder_is_made_and_left_empty(tmp_path: Path) -> None:
    folder = OutputFolder(tmp_path / "a" / "b")
    folder.prepare()
    assert list(folder.path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("kept")
    folder = OutputFolder(tmp_path / "file" / "out")
    with pytest.raises(Refusal, match=r"--out .*cannot be written: .*; name another folder"):
        folder.prepare()
    assert (tmp_path / "file").read_text() == "kept"


def test_a_full_disk_keeps_the_older_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = OutputFolder(tmp_path)
    folder.write("metrics.csv", b"old")

    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Refusal, match=os.strerror(errno.ENOSPC)):
        folder.write("metrics.csv", b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["metrics.csv"]
    assert (tmp_path / "metrics.csv").read_bytes() == b"old"
