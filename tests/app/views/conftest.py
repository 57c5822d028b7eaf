"""The appearance and the session that the tests of the views share."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from app.look.appearance import Appearance
from app.session.baselines import Baselines


class QuietSession(QObject):
    """As much of a session as views need: something to hang shared axes on, and to wake."""

    stirred = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.baselines = Baselines(in_process=True, parent=self)


@pytest.fixture
def appearance(qapp: QApplication) -> Iterator[Appearance]:
    """Dress the application in the light theme, and undress it afterwards."""
    dressed = Appearance(qapp, "light")
    yield dressed
    dressed.set_mode("system")
    dressed.deleteLater()
    qapp.setStyleSheet("")


@pytest.fixture
def session(qapp: QApplication) -> Iterator[QuietSession]:
    """Return a session without a trainer."""
    quiet = QuietSession()
    yield quiet
    quiet.baselines.close()
