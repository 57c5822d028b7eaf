"""The recovery file: unsaved work outlives a program that ends by force, and only that."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from app.session.autosave import Autosave
from app.session.recovery import Recovery
from app.session.session import Session
from engine.experiment.experiment import Experiment
from engine.experiment.files import encode

KILLED = """
import os, pathlib, sys
from app.session.recovery import Recovery
from engine.experiment.files import decode
Recovery(pathlib.Path(sys.argv[1])).keep(decode(sys.stdin.buffer.read()))
os._exit(1)
"""


def files_in(folder: Path) -> list[str]:
    return [path.name for path in folder.glob("unsaved-*.json")]


def test_work_of_a_killed_program_is_found_until_it_is_removed(
    tmp_path: Path, experiment: Experiment
) -> None:
    words = [sys.executable, "-c", KILLED, str(tmp_path)]
    subprocess.run(words, input=encode(experiment), check=False, timeout=60)
    recovery = Recovery(tmp_path)
    left = recovery.left_behind()
    assert left is not None
    assert left.experiment == experiment
    left.remove()
    assert recovery.left_behind() is None
    recovery.close()


def test_work_of_a_running_program_is_left_alone(tmp_path: Path, experiment: Experiment) -> None:
    recovery = Recovery(tmp_path)
    recovery.keep(experiment)
    assert recovery.left_behind() is None
    recovery.close()


def test_a_damaged_file_is_not_offered(tmp_path: Path) -> None:
    (tmp_path / "unsaved-1.json").write_bytes(b'{"format": 1, "da')
    recovery = Recovery(tmp_path)
    assert recovery.left_behind() is None
    recovery.close()


def test_an_edit_is_kept_a_moment_later_and_forgotten_when_undone(
    qtbot: QtBot, session: Session, experiment: Experiment, tmp_path: Path
) -> None:
    recovery = Recovery(tmp_path)
    Autosave(session, recovery)
    own = f"unsaved-{os.getpid()}.json"
    session.edit(replace(experiment, seed=5), "Change seed")
    assert files_in(tmp_path) == []
    qtbot.waitUntil(lambda: files_in(tmp_path) == [own])
    assert (tmp_path / own).read_bytes() == encode(replace(experiment, seed=5))
    session.undo_stack.undo()
    qtbot.waitUntil(lambda: files_in(tmp_path) == [])
    recovery.close()


def test_work_that_is_given_up_is_not_kept(
    session: Session, experiment: Experiment, tmp_path: Path
) -> None:
    recovery = Recovery(tmp_path)
    autosave = Autosave(session, recovery)
    session.edit(replace(experiment, seed=5), "Change seed")
    autosave.flush()
    assert len(files_in(tmp_path)) == 1
    autosave.discard()
    assert files_in(tmp_path) == []
    recovery.close()


def test_a_failure_is_said_once(
    session: Session,
    experiment: Experiment,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    recovery = Recovery(tmp_path)
    autosave = Autosave(session, recovery)
    texts: list[str] = []
    autosave.failed.connect(texts.append)

    def fail(_: Experiment) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(recovery, "keep", fail)
    session.edit(replace(experiment, seed=5), "Change seed")
    autosave.flush()
    autosave.flush()
    assert texts == ["Unsaved work cannot be kept for a restart: No space left on device."]
    recovery.close()
