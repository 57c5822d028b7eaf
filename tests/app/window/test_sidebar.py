"""The sidebar keeps in view what the keyboard reaches."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.look.appearance import Appearance
from app.panels.network_panel import NetworkPanel
from app.session.session import Session
from app.settings import Settings
from app.trainer.client import Trainer
from app.widgets.card import Card
from app.window.sidebar import Sidebar
from engine.experiment.data import Spiral
from engine.experiment.experiment import Experiment
from engine.experiment.network import Dense, NetworkSpec, ReLU


@pytest.fixture
def sidebar(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Sidebar]:
    """Show a network of 51 layers in a sidebar that has room for ten."""
    network = NetworkSpec((Dense(8), ReLU()) * 25 + (Dense(2),))
    session = Session(Trainer(in_process=True), Experiment(data=Spiral(), network=network))
    appearance = Appearance(qapp, "light")
    settings = Settings(QSettings(str(tmp_path / "s.ini"), QSettings.Format.IniFormat))
    bar = Sidebar([NetworkPanel(session, appearance)], settings)
    qtbot.addWidget(bar)
    bar.resize(300, 400)
    with qtbot.waitExposed(bar):
        bar.show()
    yield bar
    session.close()
    appearance.deleteLater()
    qapp.setStyleSheet("")


def test_the_layer_that_has_the_focus_is_in_view(sidebar: Sidebar, qtbot: QtBot) -> None:
    cards = sidebar.findChildren(Card)
    assert len(cards) == 51
    sidebar.activateWindow()
    for card in (cards[-1], cards[0], cards[25]):
        card.setFocus()
        qtbot.waitUntil(card.hasFocus)
        top = card.mapTo(sidebar.viewport(), QPoint(0, 0)).y()
        assert 0 <= top <= sidebar.viewport().height() - card.height()
