"""The workshop: what is offered at the start, and what is put away at the end."""

import gc
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import platformdirs
import pytest
from msgspec.structs import replace
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QAbstractButton, QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from app.examples import load_example
from app.look.appearance import Appearance
from app.settings import Settings
from app.trainer.client import Trainer
from app.window.frame import Frame
from app.window.workshop import FIRST_EXPERIMENT, Workshop
from engine.experiment.files import encode

Open = Callable[..., Workshop]


@pytest.fixture
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "data"
    monkeypatch.setattr(platformdirs, "user_data_dir", lambda *_, **__: str(folder))
    return folder


@pytest.fixture
def open_workshop(qapp: QApplication, tmp_path: Path, data_folder: Path) -> Iterator[Open]:
    opened: list[Workshop] = []
    settings = Settings(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))
    appearance = Appearance(qapp, "light")

    def make(file: Path | None = None) -> Workshop:
        frame = Frame(settings)
        frame.show()
        opened.append(Workshop(frame, appearance, settings, Trainer(in_process=True)))
        opened[-1].start(file)
        return opened[-1]

    yield make
    for workshop in opened:
        workshop.window.frame.close_unasked()
        workshop.end()
        workshop.window.frame.deleteLater()
    gc.disable()  # the end of a workshop hands the collection back to Python


def leave_behind(folder: Path) -> Path:
    """Lay down what a program that was killed leaves behind."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "unsaved-1.json"
    path.write_bytes(encode(replace(load_example(FIRST_EXPERIMENT), seed=77, name="Lost")))
    return path


def button(workshop: Workshop, text: str) -> QAbstractButton:
    buttons = workshop.window.banner.findChildren(QAbstractButton)
    return next(found for found in buttons if text in (found.text(), found.toolTip()))


def test_it_begins_with_the_shipped_spiral(open_workshop: Open) -> None:
    workshop = open_workshop()
    assert workshop.session.experiment == load_example(FIRST_EXPERIMENT)
    assert not workshop.window.banner.isVisible()


def test_it_opens_a_file(open_workshop: Open, tmp_path: Path) -> None:
    path = tmp_path / "mine.json"
    path.write_bytes(encode(replace(load_example(FIRST_EXPERIMENT), seed=5)))
    workshop = open_workshop(path)
    assert workshop.session.experiment.seed == 5
    assert workshop.session.path == path


def test_a_broken_file_is_told_and_the_window_works(open_workshop: Open, tmp_path: Path) -> None:
    path = tmp_path / "broken.json"
    path.write_text("{", encoding="utf-8")
    workshop = open_workshop(path)
    assert "broken.json" in workshop.window.banner.text
    assert workshop.session.experiment == load_example(FIRST_EXPERIMENT)


def test_work_left_behind_is_restored_on_request(open_workshop: Open, data_folder: Path) -> None:
    path = leave_behind(data_folder)
    workshop = open_workshop()
    assert "“Lost”" in workshop.window.banner.text
    button(workshop, "Restore it").click()
    assert workshop.session.experiment.seed == 77
    assert workshop.session.modified
    assert not path.exists()


def test_work_left_behind_that_is_not_wanted_is_not_offered_again(
    open_workshop: Open, data_folder: Path
) -> None:
    path = leave_behind(data_folder)
    workshop = open_workshop()
    button(workshop, "Close this message").click()
    assert not path.exists()


def test_work_left_behind_that_no_one_looked_at_stays(
    open_workshop: Open, data_folder: Path
) -> None:
    path = leave_behind(data_folder)
    workshop = open_workshop()
    workshop.window.notices.say("Something else.", "warning")
    workshop.window.frame.close()
    assert path.exists()


def test_changes_that_are_given_up_at_the_end_are_not_kept(
    open_workshop: Open, data_folder: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    workshop = open_workshop()
    workshop.session.edit(replace(workshop.session.experiment, seed=5), "Change seed")
    own = data_folder / f"unsaved-{os.getpid()}.json"
    qtbot.waitUntil(own.exists)
    monkeypatch.setattr(QMessageBox, "exec", lambda _: QMessageBox.StandardButton.Discard)
    assert workshop.window.frame.close()
    assert not own.exists()


def test_a_folder_that_cannot_be_written_is_told(open_workshop: Open, data_folder: Path) -> None:
    data_folder.write_text("a file where the folder should be", encoding="utf-8")
    workshop = open_workshop()
    assert str(data_folder) in workshop.window.banner.text


def test_an_error_that_nobody_foresaw_is_shown_and_training_goes_on(
    open_workshop: Open, qtbot: QtBot, capsys: pytest.CaptureFixture[str]
) -> None:
    workshop = open_workshop()
    try:
        raise RuntimeError("the moon is in the wrong house")
    except RuntimeError as error:
        sys.excepthook(RuntimeError, error, error.__traceback__)
        dialog = workshop.crash_report.dialog
        assert dialog is not None
        assert dialog.isVisible()
        dialog.copy.click()
        assert "the moon is in the wrong house" in QApplication.clipboard().text()
        dialog.accept()
        sys.excepthook(RuntimeError, error, error.__traceback__)
        assert not dialog.isVisible()  # the same error is shown once
    assert capsys.readouterr().err.count("RuntimeError: the moon") == 2
    workshop.session.play()
    qtbot.waitUntil(
        lambda: workshop.session.snapshot is not None and workshop.session.snapshot.step > 0
    )


def test_the_end_gives_everything_back(open_workshop: Open) -> None:
    workshop = open_workshop()
    assert not gc.isenabled()
    workshop.window.frame.close()
    assert sys.excepthook is sys.__excepthook__
    assert gc.isenabled()
    gc.disable()
