"""The dialog for images and arrays shows what was found, and hands on what could be read."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtWidgets import QComboBox, QFileDialog, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from app.dialogs.import_table import ImportTable
from app.dialogs.open_data import open_data, open_folder, open_path
from app.dialogs.open_images import OpenImages
from app.look.appearance import Appearance
from app.session.session import Session
from engine.experiment.data import ArrayFile, Idx, ImageFolder, Spiral
from tests.engine.data.idx_files import write_idx, write_pair

IMAGES, LABELS = np.arange(120).reshape(30, 2, 2), np.arange(30) % 3
Settle = Callable[[Callable[[], bool]], None]
Show = Callable[..., OpenImages]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for number, name in enumerate(("cat", "dog")):
        (tmp_path / name).mkdir()
        for place in range(4):
            grey = Image.new("L", (9, 6), 40 * number + place)
            grey.save(tmp_path / name / f"{place}.png")
    return tmp_path


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    return window


@pytest.fixture
def show(session: Session, window: QWidget, qtbot: QtBot) -> Show:
    """Show the dialog and wait until it has looked at the files."""

    def shown(data: Idx | ImageFolder | ArrayFile) -> OpenImages:
        dialog = OpenImages(session, data, window)
        dialog.open()
        qtbot.waitUntil(lambda: not dialog.work.busy)
        return dialog

    return shown


def test_a_folder_is_described_and_opened(
    show: Show, folder: Path, session: Session, settle: Settle, qtbot: QtBot
) -> None:
    dialog = show(ImageFolder(path=str(folder), width=9, height=6))
    assert dialog.found.text() == "8 images, 9 × 6, grey\n2 classes: cat (4), dog (4)"
    assert dialog.pictures.count == 8
    assert dialog.bar.isHidden()
    with qtbot.waitSignal(dialog.accepted):
        dialog.open_button.click()
        assert not dialog.form.isEnabled()
        settle(lambda: session.experiment.data != Spiral())
    assert session.experiment.data == ImageFolder(path=str(folder), width=9, height=6)


def test_cancel_ends_the_reading_and_the_dialog_stays(
    show: Show, folder: Path, session: Session, settle: Settle
) -> None:
    dialog = show(ImageFolder(path=str(folder), width=9, height=6))
    dialog.open_button.click()
    dialog.reject()
    assert dialog.isVisible()
    assert dialog.form.isEnabled()
    settle(lambda: session.reading is None)
    assert session.experiment.data == Spiral()
    dialog.reject()
    assert not dialog.isVisible()


def test_size_and_colour_are_looked_at_anew(show: Show, folder: Path, qtbot: QtBot) -> None:
    dialog = show(ImageFolder(path=str(folder)))
    dialog.form.fields["width"].set_value(12)
    combo = dialog.form.fields["colour"].findChild(QComboBox)
    combo.setCurrentIndex(1)
    combo.activated.emit(1)
    assert not dialog.open_button.isEnabled()
    qtbot.waitUntil(lambda: not dialog.work.busy)
    assert dialog.found.text().startswith("8 images, 12 × 28, colour")
    assert dialog.form.data == ImageFolder(path=str(folder), width=12, colour=True)


def test_what_cannot_be_opened_is_said_inside(show: Show, tmp_path: Path) -> None:
    dialog = show(ImageFolder(path=str(tmp_path)))
    assert "has 0 sub-folders with images" in dialog.problem.text()
    assert not dialog.open_button.isEnabled()


def test_what_the_trainer_refuses_is_said_inside(
    show: Show, tmp_path: Path, session: Session, settle: Settle
) -> None:
    pairs = write_pair(tmp_path, IMAGES, LABELS)
    dialog = show(Idx(**pairs))
    Path(pairs["images"]).write_bytes(b"changed meanwhile")
    dialog.open_button.click()
    settle(lambda: bool(dialog.problem.text()))
    assert "is not an IDX file" in dialog.problem.text()
    assert dialog.isVisible()
    assert dialog.form.isEnabled()
    assert session.experiment.data == Spiral()


def test_no_share_is_asked_for_where_there_are_test_samples(show: Show, tmp_path: Path) -> None:
    pairs = write_pair(tmp_path, IMAGES, LABELS)
    assert not show(Idx(**pairs)).form.test_share.isHidden()
    pairs |= write_pair(tmp_path, IMAGES, LABELS, "test")
    dialog = show(Idx(**pairs))
    assert dialog.form.test_share.isHidden()
    assert dialog.found.text().startswith("30 images, 2 × 2, grey, and 30 for testing")


def test_arrays_can_be_chosen(show: Show, tmp_path: Path, qtbot: QtBot) -> None:
    np.savez(tmp_path / "a.npz", x=np.eye(6), other=np.arange(6.0) / 7, y=np.arange(6) % 2)
    dialog = show(ArrayFile(path=str(tmp_path / "a.npz")))
    assert dialog.found.text() == "6 rows of 6 columns\n2 classes: 0 (3), 1 (3)"
    combo = dialog.form.fields["targets"].findChild(QComboBox)
    combo.setCurrentIndex(combo.findText("other"))
    combo.activated.emit(combo.currentIndex())
    qtbot.waitUntil(lambda: not dialog.work.busy)
    assert dialog.found.text().endswith("The targets are numbers: a regression.")
    assert dialog.form.data == ArrayFile(path=str(tmp_path / "a.npz"), targets="other")


def test_closing_lets_go_of_the_looking(
    session: Session, folder: Path, window: QWidget, qtbot: QtBot
) -> None:
    dialog = OpenImages(session, ImageFolder(path=str(folder)), window)
    dialog.open()
    with qtbot.waitSignal(dialog.rejected):
        dialog.reject()
    assert not dialog.work.busy


@pytest.fixture
def opened(session: Session, qapp, window: QWidget) -> Callable[[Path], object]:
    appearance = Appearance(qapp, "light")
    return lambda path: open_path(session, appearance, str(path), window)


def test_each_file_is_opened_by_its_dialog(
    opened: Callable[[Path], object], folder: Path, qtbot: QtBot
) -> None:
    pair = {
        field: write_idx(folder / f"train-{field}-ubyte.gz", values)
        for field, values in (("images", IMAGES), ("labels", LABELS))
    }
    np.savez(folder / "a.npz", x=np.eye(6), y=np.arange(6) % 2)
    (folder / "table.csv").write_text("a,b\n1,2\n2,3\n3,1\n")
    for path, data in (
        (folder, ImageFolder(path=str(folder))),
        (folder / "cat" / "1.png", ImageFolder(path=str(folder))),
        (Path(pair["labels"]), Idx(**pair)),
        (folder / "a.npz", ArrayFile(path=str(folder / "a.npz"))),
    ):
        dialog = opened(path)
        assert isinstance(dialog, OpenImages)
        assert dialog.form.data == data
        dialog.reject()
    table = opened(folder / "table.csv")
    assert isinstance(table, ImportTable)
    table.reject()


def test_images_without_labels_are_refused_at_once(
    opened: Callable[[Path], object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(QMessageBox, "warning", lambda window, title, text: said.append(text))
    path = write_idx(tmp_path / "train-images-idx3-ubyte", IMAGES)
    assert opened(Path(path)) is None
    assert "train-labels-idx1-ubyte is not beside it" in said[0]


def test_one_question_for_files_and_one_for_folders(
    session: Session, qapp, window: QWidget, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    appearance, asked = Appearance(qapp, "light"), []

    def choose(window: QWidget, title: str, start: str, kinds: str) -> tuple[str, str]:
        asked.append(kinds)
        return str(folder / "dog" / "0.png"), ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", choose)
    dialog = open_data(session, appearance, window)
    assert dialog.form.data == ImageFolder(path=str(folder))
    assert all(ending in asked[0] for ending in ("*.csv", "*.npz", "*.gz", "*-ubyte", "*.png"))
    dialog.reject()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *words: str(folder))
    dialog = open_folder(session, appearance, window)
    assert dialog.form.data == ImageFolder(path=str(folder))
    dialog.reject()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *words: ("", ""))
    assert open_data(session, appearance, window) is None
