"""Notices: what the banner says of a run that cannot begin, and what it offers."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.session.session import Session
from app.trainer.client import Trainer
from app.trainer.messages import Phase
from app.widgets.banner import Banner
from app.window.notices import Notices
from app.window.status_line import StatusLine
from engine.data.known_sets import KNOWN_SETS
from engine.experiment.data import Download
from engine.experiment.experiment import Experiment
from engine.experiment.network import Dense, NetworkSpec

EXPERIMENT = Experiment(Download(name="california_housing"), NetworkSpec((Dense(1),)))


@pytest.fixture
def session(qapp: QApplication, tmp_path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    monkeypatch.setattr(type(KNOWN_SETS["california_housing"]), "missing", lambda known: (known,))
    made = Session(Trainer(in_process=True), EXPERIMENT)
    yield made
    made.close()


def test_a_set_that_is_not_here_can_be_downloaded_from_the_banner(
    qtbot: QtBot, session: Session
) -> None:
    asked: list[str] = []

    def fetch(name: str, parent: QWidget) -> bool:
        asked.append(name)
        return False

    banner = Banner()
    qtbot.addWidget(banner)
    Notices(session, banner, StatusLine(session), fetch)

    def failed() -> bool:
        session.tick(())
        return session.phase is Phase.FAILED

    qtbot.waitUntil(failed, timeout=20_000)
    assert "California housing" in banner.text
    button = next(each for each in banner.findChildren(QPushButton) if each.text())
    assert button.text() == "Download…"
    button.click()
    assert asked == ["california_housing"]
