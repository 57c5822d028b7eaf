"""The session's files: what is opened and saved, and what survives when that fails."""

import errno
import os
from pathlib import Path

import pytest
from msgspec.structs import replace

from app.session import session as session_module
from app.session.session import Session
from engine.experiment.experiment import Experiment
from engine.experiment.files import load

Said = list[tuple[str, str]]


def test_what_is_saved_can_be_opened(
    session: Session, experiment: Experiment, tmp_path: Path, said: Said
) -> None:
    path = tmp_path / "small.json"
    session.edit(replace(experiment, seed=11), "Change seed")
    assert session.modified
    assert session.save_as(path)
    assert not session.modified
    assert session.path == path
    session.new(experiment)
    assert session.path is None
    assert session.open(path)
    assert session.experiment == replace(experiment, seed=11)
    assert session.recent_files.paths == (path,)
    assert said == [("Saved small.json.", "info")]


def test_saving_again_takes_the_same_file(
    session: Session, experiment: Experiment, tmp_path: Path
) -> None:
    assert not session.save()  # there is no file yet
    session.save_as(tmp_path / "small.json")
    session.edit(replace(experiment, seed=12), "Change seed")
    assert session.save()
    assert load(tmp_path / "small.json").seed == 12


def test_undo_back_to_what_was_saved_is_not_a_change(
    session: Session, experiment: Experiment, tmp_path: Path
) -> None:
    session.save_as(tmp_path / "small.json")
    session.edit(replace(experiment, seed=12), "Change seed")
    assert session.modified
    session.undo_stack.undo()
    assert not session.modified


def test_another_experiment_has_a_history_of_its_own(
    session: Session, experiment: Experiment
) -> None:
    session.edit(replace(experiment, seed=12), "Change seed")
    session.new(experiment)
    assert session.undo_stack.count() == 0
    assert not session.modified
    session.new(experiment, saved=False)
    assert session.modified


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", "is not an experiment file"),
        ('{"format": 99}', "newer Backprop Lab"),
        ('{"format": 1, "data": {"source": "spiral"}, "network": {"layers": []}}', "layers"),
    ],
)
def test_a_broken_file_is_refused_and_the_experiment_stays(
    session: Session, experiment: Experiment, tmp_path: Path, said: Said, content: str, says: str
) -> None:
    path = tmp_path / "broken.json"
    path.write_text(content, encoding="utf-8")
    assert not session.open(path)
    text, level = said[0]
    assert level == "error"
    assert "broken.json" in text
    assert says in text
    assert session.experiment == experiment
    assert session.path is None


def test_a_missing_file_is_said(session: Session, tmp_path: Path, said: Said) -> None:
    assert not session.open(tmp_path / "missing.json")
    assert "missing.json" in said[0][0]


@pytest.mark.parametrize(
    ("number", "remedy"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EACCES, "not permitted"),
        (errno.ENOENT, "folder does not exist"),
        (errno.EIO, os.strerror(errno.EIO)),
    ],
)
def test_a_failing_save_keeps_the_old_file_and_says_what_helps(
    session: Session,
    experiment: Experiment,
    tmp_path: Path,
    said: Said,
    monkeypatch: pytest.MonkeyPatch,
    number: int,
    remedy: str,
) -> None:
    path = tmp_path / "small.json"
    session.save_as(path)
    said.clear()

    def fail(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(session_module, "save", fail)
    session.edit(replace(experiment, seed=12), "Change seed")
    assert not session.save()
    assert session.modified
    assert load(path) == experiment
    assert said[0][1] == "error"
    assert remedy in said[0][0]
    assert str(path) in said[0][0]
