"""A pick button opens a list, and says how many are picked."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.widgets.choice import Choice
from app.widgets.pick_button import PickButton


def test_it_opens_the_list_counts_and_tells(qtbot: QtBot) -> None:
    choices = [Choice(number, f"Value number {number}") for number in range(6)]
    button = PickButton(choices, lambda count: f"Values: {count}", "Which values count")
    qtbot.addWidget(button)
    button.set_values([1, 4])
    assert (button.text(), button.values()) == ("Values: 2", (1, 4))
    with qtbot.waitExposed(button):
        button.show()
    button.click()
    card = button.list.window()
    assert card.isVisible()
    assert card.height() < 6 * card.layout().itemAt(0).widget().sizeHint().height() + 100  # type: ignore[union-attr]
    chip = button.list._chips[0][0]
    with qtbot.waitSignal(button.values_changed) as told:
        qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert told.args == [(0, 1, 4)]
    assert button.text() == "Values: 3"
    qtbot.keyClick(card, Qt.Key.Key_Escape)
    assert not card.isVisible()
