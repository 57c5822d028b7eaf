"""A path field takes a typed path and one that was looked for."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QToolButton
from pytestqt.qtbot import QtBot

from app.widgets.path_field import PathField
from tests.app.panels.hand import enter


@pytest.fixture
def field(qtbot: QtBot) -> PathField:
    widget = PathField("File", "Text (*.txt)")
    qtbot.addWidget(widget)
    widget.set_value("a.txt")
    return widget


def test_a_typed_path_is_told_once(field: PathField, qtbot: QtBot) -> None:
    told: list[str] = []
    field.value_changed.connect(told.append)
    enter(field, "b.txt")
    enter(field, "b.txt")
    assert told == ["b.txt"]
    assert field.value() == "b.txt"


def test_a_found_path_is_told(
    field: PathField, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    found = str(tmp_path / "c.txt")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (found, ""))
    with qtbot.waitSignal(field.value_changed) as told:
        field.findChild(QToolButton).click()
    assert told.args == [found]


def test_a_dialog_that_is_left_changes_nothing(
    field: PathField, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    with qtbot.assertNotEmitted(field.value_changed):
        field.findChild(QToolButton).click()
    assert field.value() == "a.txt"


def test_a_folder_is_asked_for(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = PathField("Folder", folder=True)
    qtbot.addWidget(folder)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "/images")
    folder.findChild(QToolButton).click()
    assert folder.value() == "/images"


def test_what_is_wrong_is_said(field: PathField) -> None:
    field.set_error("no such file")
    assert field.error == "no such file"
    field.set_error(None)
    assert field.error is None
