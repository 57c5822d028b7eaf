"""The appearance that the tests of the look share."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from app.look.appearance import Appearance


@pytest.fixture
def appearance(qapp: QApplication) -> Iterator[Appearance]:
    """Dress the application in the light theme, and undress it afterwards."""
    dressed = Appearance(qapp, "light")
    yield dressed
    dressed.set_mode("system")
    dressed.deleteLater()
    qapp.setStyleSheet("")
