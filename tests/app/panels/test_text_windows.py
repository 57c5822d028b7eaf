"""Text windows are those that a network is given."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from app.panels.text_editor import TextEditor
from app.panels.text_windows import first_windows
from engine.experiment.data import TextFile


def test_windows_slide_over_the_text() -> None:
    assert first_windows("ABCDE", 3, 1) == ("AB → C", "BC → D", "CD → E")
    assert first_windows("ABCDE", 3, 2) == ("AB → C", "CD → E")
    assert first_windows("ABCDEFGHI", 2, 3) == ("A → B", "D → E", "G → H")


def test_a_text_shorter_than_the_window_gives_none() -> None:
    assert first_windows("AB", 3, 1) == ()
    assert first_windows("", 3, 1) == ()


def test_white_space_can_be_seen() -> None:
    assert first_windows("a b\r\n", 4, 1) == ("a␣b → ⏎",)


def test_long_windows_show_beginning_and_end() -> None:
    (first, *_) = first_windows("abcdefghijklmnopqrstuvwxyz", 26, 1)
    assert first == "abcdefg…tuvwxy → z"


def test_a_text_that_cannot_be_read_is_said_at_its_field(qtbot: QtBot, tmp_path: Path) -> None:
    editor = TextEditor()
    qtbot.addWidget(editor)
    editor.show_data(TextFile(path=str(tmp_path / "gone.txt")), None)
    assert "No such file" in (editor.path.error or "")
    file = tmp_path / "here.txt"
    file.write_text("\ufeffABC", encoding="utf-8")
    editor.show_data(TextFile(path=str(file), window=2), None)
    assert editor.path.error is None
    assert editor.windows.text() == "A → B\nB → C"
