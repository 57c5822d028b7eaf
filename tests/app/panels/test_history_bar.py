"""The history bar: a place for each step, a way back to the present."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.panels.history_bar import HistoryBar
from app.session.session import Session
from app.trainer.client import Trainer
from app.trainer.messages import Phase, StepUnit
from engine.experiment.data import Spiral
from tests.app.views.snapshots import experiment_on


@pytest.fixture
def session(qapp: QApplication) -> Iterator[Session]:
    made = Session(Trainer(in_process=True), experiment_on(Spiral(samples=40)))
    yield made
    made.close()


@pytest.fixture
def bar(qtbot: QtBot, session: Session) -> HistoryBar:
    """The bar of a run that has trained three epochs, six steps."""
    made = HistoryBar(session)
    qtbot.addWidget(made)
    assert not made.isEnabled()
    until(qtbot, session, lambda: session.phase is Phase.PAUSED)
    for epoch in (1, 2, 3):
        session.step(StepUnit.EPOCH)
        until(qtbot, session, lambda epoch=epoch: session.snapshot.epoch == epoch)
        until(qtbot, session, lambda: session.phase is Phase.PAUSED)
    until(qtbot, session, lambda: made.place.text() == "epoch 3")
    return made


def until(qtbot: QtBot, session: Session, is_so) -> None:
    qtbot.waitUntil(lambda: bool(session.tick(()) and False) or is_so(), timeout=20_000)


def test_it_stands_at_the_present(bar: HistoryBar) -> None:
    assert bar.isEnabled()
    assert bar.slider.value() == bar.slider.maximum() == 6
    assert bar.place.text() == "epoch 3"
    assert not bar.live.isEnabled()
    assert bar.memory.text().endswith("MB")


def test_keys_and_the_button_go_back_and_return(
    qtbot: QtBot, session: Session, bar: HistoryBar
) -> None:
    QTest.keyClick(bar.slider, Qt.Key.Key_Left)
    until(qtbot, session, lambda: session.timeline.step == 5)
    assert bar.place.text() == "epoch 2 of 3"
    QTest.keyClick(bar.slider, Qt.Key.Key_PageDown)
    until(qtbot, session, lambda: session.timeline.step == 3)
    assert bar.live.isEnabled()
    bar.live.click()
    until(qtbot, session, lambda: not session.timeline.is_past)
    assert bar.slider.value() == 6


def test_training_on_makes_this_moment_the_present(
    qtbot: QtBot, session: Session, bar: HistoryBar
) -> None:
    bar.slider.setValue(2)
    until(qtbot, session, lambda: session.timeline.is_past)
    session.step(StepUnit.BATCH)
    until(qtbot, session, lambda: session.timeline.step == 3)
    assert bar.slider.maximum() == 3
    assert not bar.live.isEnabled()
