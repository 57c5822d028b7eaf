"""The status line shows how far data is read, and lets that be cancelled, without a jump."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from app.session.session import Session
from app.trainer.client import Trainer
from app.window.status_line import StatusLine
from engine.experiment.data import Spiral
from engine.experiment.experiment import Experiment
from engine.experiment.network import Dense, NetworkSpec


@pytest.fixture
def session(qapp: object) -> Iterator[Session]:
    begun = Session(
        Trainer(in_process=True), Experiment(data=Spiral(), network=NetworkSpec((Dense(2),)))
    )
    yield begun
    begun.close()


def test_reading_shows_and_is_cancelled(
    session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    cancelled: list[bool] = []
    monkeypatch.setattr(session, "cancel_reading", lambda: cancelled.append(True))
    line = StatusLine(session)
    qtbot.addWidget(line)
    line.resize(800, line.sizeHint().height())
    line.show()
    assert not line.reading.isVisible()
    height = line.sizeHint().height()
    session.reading_changed.emit(0.3)
    assert line.reading.isVisible()
    assert line.sizeHint().height() == height
    line.reading.button.click()
    assert cancelled == [True]
    session.reading_changed.emit(None)
    assert not line.reading.isVisible()
