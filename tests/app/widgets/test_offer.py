"""An offer says why not and mends it at one press; Escape and the cross take it away."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from app.widgets.offer import Offer


@pytest.fixture
def offer(qtbot: QtBot) -> Offer:
    widget = Offer()
    qtbot.addWidget(widget)
    widget.resize(240, 80)
    return widget


def test_it_shows_once_there_is_something_to_say(offer: Offer) -> None:
    assert not offer.isVisible()
    assert offer.text == ""
    offer.show_offer("Dense takes a row.", "Insert Flatten")
    assert offer.text == offer.accessibleName() == "Dense takes a row."
    assert offer.remedy == "Insert Flatten"
    offer.show_offer("Nothing can be done.")
    assert offer.remedy == ""


def test_a_long_remedy_stands_in_the_text(offer: Offer) -> None:
    offer.show_offer("No.", "Insert Reshape (1, 28, 28) before Locally connected")
    assert offer.remedy == "Repair"
    assert offer.text == "No.\nInsert Reshape (1, 28, 28) before Locally connected."


def test_the_button_accepts(offer: Offer, qtbot: QtBot) -> None:
    offer.show_offer("No.", "Mend")
    with qtbot.waitSignal(offer.accepted):
        QTest.mouseClick(offer.button, Qt.MouseButton.LeftButton)


def test_escape_and_the_cross_close_it(offer: Offer, qtbot: QtBot) -> None:
    offer.show_offer("No.", "Mend")
    with qtbot.waitSignal(offer.closed):
        QTest.keyClick(offer.button, Qt.Key.Key_Escape)
    assert not offer.isVisible()
    offer.show_offer("No.")
    cross = offer.findChild(QToolButton)
    assert cross is not None
    with qtbot.waitSignal(offer.closed):
        QTest.mouseClick(cross, Qt.MouseButton.LeftButton)
