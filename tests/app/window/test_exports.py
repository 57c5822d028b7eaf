"""Exports: files that other programs read again, whole or not at all."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QByteArray, QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from app.look.appearance import Appearance
from app.session.session import Session
from app.trainer.client import Trainer
from app.trainer.messages import Phase, StepUnit
from app.views.boundary_view import BoundaryView
from app.views.confusion_view import ConfusionView
from app.views.gradients_view import GradientsView
from app.views.loss_view import LossView
from app.views.network_view import NetworkView
from app.window.exports import Exports
from app.window.view_dock import ViewDock
from app.window.view_docks import ViewDocks
from engine.experiment.data import Spiral
from tests.app.views.snapshots import experiment_on

KINDS = (NetworkView, LossView, BoundaryView, GradientsView, ConfusionView)
EPOCHS = 3


@pytest.fixture
def session(qapp: QApplication) -> Iterator[Session]:
    made = Session(Trainer(in_process=True), experiment_on(Spiral(samples=60)))
    yield made
    made.close()


@pytest.fixture
def docks(qtbot: QtBot, session: Session, appearance: Appearance) -> ViewDocks:
    """Views side by side, after some epochs."""
    made = ViewDocks([kind(session, appearance) for kind in KINDS])
    qtbot.addWidget(made)
    made.resize(QSize(1400, 800))
    with qtbot.waitExposed(made):
        made.show()

    def reached(epoch: int) -> bool:
        snapshot = session.tick(made.wants)
        if snapshot is not None:
            made.show_snapshot(snapshot)
        return session.phase is Phase.PAUSED and session.snapshot.epoch == epoch

    for epoch in range(EPOCHS + 1):
        qtbot.waitUntil(lambda epoch=epoch: reached(epoch), timeout=20_000)
        if epoch < EPOCHS:
            session.step(StepUnit.EPOCH)
    for dock in made.docks:
        made.bring_forward(made.docks.index(dock))
        qtbot.waitUntil(lambda: reached(EPOCHS), timeout=20_000)
        qtbot.wait(150)
        reached(EPOCHS)
    return made


@pytest.fixture
def exports(session: Session, docks: ViewDocks) -> Exports:
    return Exports(docks, session, docks)


def named(docks: ViewDocks, name: str) -> ViewDock:
    return next(dock for dock in docks.docks if dock.view.name == name)


def test_a_picture_has_twice_the_pixels_and_something_in_it(
    docks: ViewDocks, exports: Exports, tmp_path: Path
) -> None:
    dock = named(docks, "boundary")
    assert exports.write(dock, tmp_path / "boundary.png")
    picture = Image.open(tmp_path / "boundary.png")
    size = dock.view.widget.size()
    assert picture.size == (2 * size.width(), 2 * size.height())
    assert len(picture.convert("RGB").getcolors(1 << 24)) > 20


def test_a_vector_picture_is_drawn_by_another_renderer(
    docks: ViewDocks, exports: Exports, tmp_path: Path
) -> None:
    dock = named(docks, "loss")
    assert exports.write(dock, tmp_path / "loss.svg")
    text = (tmp_path / "loss.svg").read_bytes()
    renderer = QSvgRenderer(QByteArray(text))
    assert renderer.isValid()
    assert renderer.viewBox().size() == dock.view.widget.size()
    assert b"epoch" in text


def test_a_curve_is_a_table_with_a_row_an_epoch(
    session: Session, docks: ViewDocks, exports: Exports, tmp_path: Path
) -> None:
    assert exports.write(named(docks, "loss"), tmp_path / "loss.csv")
    with (tmp_path / "loss.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["epoch"] for row in rows] == [str(epoch) for epoch in range(EPOCHS + 1)]
    assert session.snapshot is not None
    losses = session.snapshot.curve.column("train_loss")
    assert [float(row["train_loss"]) for row in rows] == losses.tolist()


def test_gradients_and_confusion_are_tables_too(docks: ViewDocks) -> None:
    gradients, confusion = (named(docks, name).view.table for name in ("gradients", "confusion"))
    assert gradients is not None
    assert gradients.header[0] == "step"
    assert gradients.header[-1] == "out"
    assert confusion is not None
    counts = [count for _, *row in confusion.rows for count in row]
    assert sum(int(count) for count in counts) == 30  # test samples


def test_what_cannot_be_written_is_said_and_leaves_nothing(
    session: Session, docks: ViewDocks, exports: Exports, tmp_path: Path
) -> None:
    said: list[tuple[str, str]] = []
    session.said.connect(lambda text, level: said.append((text, level)))
    path = tmp_path / "missing" / "loss.png"
    assert not exports.write(named(docks, "loss"), path)
    assert said[-1][1] == "error"
    assert str(path) in said[-1][0]
    assert not list(tmp_path.iterdir())


def test_the_ending_follows_the_chosen_kind(
    docks: ViewDocks, exports: Exports, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered: list[str] = []

    def choose(*words: str) -> tuple[str, str]:
        offered.append(words[-1])
        return str(tmp_path / "mine"), "Vector picture (*.svg)"

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    named(docks, "boundary").export_asked.emit(named(docks, "boundary"))
    assert (tmp_path / "mine.svg").is_file()
    assert "csv" not in offered[0]  # a boundary has no table
    exports.ask(named(docks, "loss"))
    assert "csv" in offered[-1]


def test_the_view_with_the_focus_is_copied(
    qtbot: QtBot, docks: ViewDocks, exports: Exports
) -> None:
    docks.activateWindow()
    qtbot.waitUntil(docks.isActiveWindow)
    docks.bring_forward(docks.docks.index(named(docks, "boundary")))
    exports.copy()
    assert not QGuiApplication.clipboard().pixmap().isNull()
