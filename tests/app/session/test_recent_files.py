"""The recent files: ten at most, newest first, without those that are gone."""

from pathlib import Path

from PySide6.QtCore import QSettings

from app.session.recent_files import RecentFiles


def make_files(folder: Path, count: int) -> list[Path]:
    paths = [folder / f"{number}.json" for number in range(count)]
    for path in paths:
        path.touch()
    return paths


def test_the_newest_stands_first_and_only_once(tmp_path: Path) -> None:
    first, second = make_files(tmp_path, 2)
    recent = RecentFiles()
    for path in (first, second, first):
        recent.add(path)
    assert recent.paths == (first, second)


def test_ten_are_kept(tmp_path: Path) -> None:
    paths = make_files(tmp_path, 12)
    recent = RecentFiles()
    for path in paths:
        recent.add(path)
    assert recent.paths == tuple(reversed(paths[2:]))


def test_a_file_that_is_gone_is_left_out(tmp_path: Path) -> None:
    first, second = make_files(tmp_path, 2)
    recent = RecentFiles()
    recent.add(first)
    recent.add(second)
    second.unlink()
    assert recent.paths == (first,)


def test_they_are_remembered(tmp_path: Path) -> None:
    paths = make_files(tmp_path, 2)
    file = str(tmp_path / "settings.ini")
    for count in (0, 1, 2):  # an INI file gives one text back otherwise than two
        recent = RecentFiles(QSettings(file, QSettings.Format.IniFormat))
        assert len(recent.paths) == count
        if count < 2:
            recent.add(paths[count])


def test_a_damaged_list_counts_as_empty(tmp_path: Path) -> None:
    store = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    store.setValue("recent_files", 7)
    assert RecentFiles(store).paths == ()


def test_the_list_can_be_cleared(tmp_path: Path) -> None:
    recent = RecentFiles()
    recent.add(make_files(tmp_path, 1)[0])
    recent.clear()
    assert recent.paths == ()
