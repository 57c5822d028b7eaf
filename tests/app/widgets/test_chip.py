"""A chip shows a state, or nothing."""

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.widgets.chip import Chip


def test_a_chip_without_text_is_hidden(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    chip = Chip(parent=window)
    window.show()
    assert not chip.isVisible()
    chip.set_status("gradients healthy", "ok")
    assert chip.isVisible()
    assert chip.property("chip") == "ok"
    chip.set_status("")
    assert not chip.isVisible()


def test_an_unknown_state_is_refused(qtbot: QtBot) -> None:
    chip = Chip("loss", "ok")
    qtbot.addWidget(chip)
    with pytest.raises(ValueError, match="ok, warning, bad, neutral"):
        chip.set_status("loss", "terrible")
