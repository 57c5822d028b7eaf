"""An array editor offers the arrays that a file holds, without reading them."""

from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from app.panels.array_editor import ArrayEditor
from app.panels.array_names import array_names
from engine.errors import DataError
from engine.experiment.data import ArrayFile
from tests.app.panels.hand import offered, pick


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "arrays.npz"
    np.savez(path, pixels=np.zeros((3, 2)), labels=np.zeros(3))
    return str(path)


def test_names_are_those_of_the_arrays(file: str) -> None:
    assert array_names(file) == ("pixels", "labels")


def test_what_holds_no_arrays_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "other.npz"
    other.write_text("no zip", encoding="utf-8")
    with pytest.raises(DataError, match=r"no \.npz file"):
        array_names(str(other))
    with pytest.raises(DataError, match="No such file"):
        array_names(str(tmp_path / "gone.npz"))


def test_arrays_and_task_are_chosen(file: str, qtbot: QtBot) -> None:
    editor = ArrayEditor()
    qtbot.addWidget(editor)
    told: list[dict[str, object]] = []
    editor.changed.connect(told.append)
    editor.show_data(ArrayFile(path=file), None)
    assert offered(editor.inputs) == ["Automatic", "pixels", "labels"]
    pick(editor.inputs, "pixels")
    pick(editor.targets, "labels")
    pick(editor.task, "Regression")
    assert told == [{"inputs": "pixels"}, {"targets": "labels"}, {"kind": "regression"}]


def test_a_name_that_the_file_lacks_still_shows(file: str, qtbot: QtBot) -> None:
    editor = ArrayEditor()
    qtbot.addWidget(editor)
    editor.show_data(ArrayFile(path=file, inputs="gone"), None)
    assert editor.inputs.value() == "gone"
