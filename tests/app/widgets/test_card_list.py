"""Layer cards are chosen, moved and removed by mouse and keyboard."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QToolButton
from pytestqt.qtbot import QtBot

from app.widgets.card import Card, CardContent
from app.widgets.card_list import CardList

LAYERS = (
    CardContent("Dense 8", "He", "(8,)"),
    CardContent("ReLU", "", "(8,)", "#2A9D6F"),
    CardContent("Dense 4", "Xavier", "(4,)"),
    CardContent("Dense 2", "output", "(2,)", movable=False),
)


class Owner:
    """Does what the list asks for, as a panel does."""

    def __init__(self, cards: CardList) -> None:
        self.cards = cards
        self.layers = list(LAYERS)
        cards.moved.connect(self._move)
        cards.removed.connect(self._remove)
        cards.set_cards(self.layers)

    @property
    def titles(self) -> list[str]:
        return [content.title for content in self.cards.contents]

    def _move(self, start: int, end: int) -> None:
        self.layers.insert(end, self.layers.pop(start))
        self.cards.set_cards(self.layers)

    def _remove(self, index: int) -> None:
        del self.layers[index]
        self.cards.set_cards(self.layers)


@pytest.fixture
def cards(qtbot: QtBot) -> CardList:
    widget = CardList()
    qtbot.addWidget(widget)
    widget.set_cards(LAYERS)
    widget.resize(280, 4 * 36)
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


def card_at(cards: CardList, index: int) -> Card:
    return sorted(cards.findChildren(Card), key=Card.y)[index]


def drag(qtbot: QtBot, card: Card, distance: int) -> None:
    start = card.rect().center()
    qtbot.mousePress(card, Qt.MouseButton.LeftButton, pos=start)
    for share in (0.3, 0.6, 1.0):
        qtbot.mouseMove(card, start + QPoint(0, round(share * distance)))
    end = start + QPoint(0, distance)
    qtbot.mouseRelease(card, Qt.MouseButton.LeftButton, pos=end)


def test_a_click_selects_and_a_second_one_deselects(cards: CardList, qtbot: QtBot) -> None:
    with qtbot.waitSignal(cards.selected) as told:
        qtbot.mouseClick(card_at(cards, 1), Qt.MouseButton.LeftButton)
    assert told.args == [1]
    with qtbot.waitSignal(cards.selected) as told:
        qtbot.mouseClick(card_at(cards, 1), Qt.MouseButton.LeftButton)
    assert told.args == [-1]


def test_a_drag_moves_a_card_down_and_up(cards: CardList, qtbot: QtBot) -> None:
    owner = Owner(cards)
    pitch = card_at(cards, 1).y() - card_at(cards, 0).y()
    drag(qtbot, card_at(cards, 0), 2 * pitch)
    assert owner.titles == ["ReLU", "Dense 4", "Dense 8", "Dense 2"]
    drag(qtbot, card_at(cards, 2), -pitch)
    assert owner.titles == ["ReLU", "Dense 8", "Dense 4", "Dense 2"]


def test_no_card_passes_one_that_is_not_movable(cards: CardList, qtbot: QtBot) -> None:
    owner = Owner(cards)
    drag(qtbot, card_at(cards, 0), 500)
    assert owner.titles == ["ReLU", "Dense 4", "Dense 8", "Dense 2"]
    with qtbot.assertNotEmitted(cards.moved):
        drag(qtbot, card_at(cards, 3), -100)


def test_alt_and_arrows_move_and_the_focus_goes_along(cards: CardList, qtbot: QtBot) -> None:
    owner = Owner(cards)
    card = card_at(cards, 0)
    card.setFocus()
    qtbot.keyClick(card, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert owner.titles == ["ReLU", "Dense 8", "Dense 4", "Dense 2"]
    qtbot.waitUntil(lambda: card_at(cards, 1).hasFocus())
    qtbot.keyClick(card_at(cards, 1), Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert owner.titles[0] == "Dense 8"


def test_the_selection_goes_along_with_a_moved_card(cards: CardList, qtbot: QtBot) -> None:
    owner = Owner(cards)
    cards.set_selected(0)
    with qtbot.waitSignal(cards.selected) as told:
        qtbot.keyClick(card_at(cards, 0), Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert told.args == [1]
    assert cards.selected_index == 1
    assert owner.titles[1] == "Dense 8"


def test_arrows_walk_and_return_selects(cards: CardList, qtbot: QtBot) -> None:
    card_at(cards, 0).setFocus()
    qtbot.keyClick(card_at(cards, 0), Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: card_at(cards, 1).hasFocus())
    qtbot.keyClick(card_at(cards, 1), Qt.Key.Key_Return)
    assert cards.selected_index == 1


def test_delete_asks_for_any_card_and_its_owner_decides(cards: CardList, qtbot: QtBot) -> None:
    owner = Owner(cards)
    qtbot.keyClick(card_at(cards, 1), Qt.Key.Key_Delete)
    assert owner.titles == ["Dense 8", "Dense 4", "Dense 2"]
    with qtbot.waitSignal(cards.removed) as told:
        qtbot.keyClick(card_at(cards, 2), Qt.Key.Key_Delete)
    assert told.args == [2]


def test_the_cross_of_a_selected_card_removes_it(cards: CardList, qtbot: QtBot) -> None:
    owner = Owner(cards)
    cards.set_selected(1)
    cross = card_at(cards, 1).findChild(QToolButton)
    assert cross is not None
    qtbot.mouseClick(cross, Qt.MouseButton.LeftButton)
    assert owner.titles == ["Dense 8", "Dense 4", "Dense 2"]


def test_the_detail_stands_under_the_selected_card(cards: CardList, qtbot: QtBot) -> None:
    detail = QLabel("settings")
    detail.setFixedHeight(20)
    cards.set_detail(detail)
    assert not detail.isVisible()
    cards.set_selected(1)
    cards.resize(280, 4 * 36 + 26)
    qtbot.waitUntil(lambda: card_at(cards, 1).y() < detail.y() < card_at(cards, 2).y())
    cards.set_detail(None)
    assert detail.parent() is None


def test_fewer_cards_drop_a_selection_that_is_gone(cards: CardList) -> None:
    cards.set_selected(3)
    cards.set_cards(LAYERS[:2])
    assert cards.selected_index == -1
    assert cards.contents == LAYERS[:2]


def test_a_card_names_itself(cards: CardList) -> None:
    assert card_at(cards, 0).accessibleName() == "Dense 8, He, (8,)"


def test_a_card_shows_its_colour_at_the_left(cards: CardList) -> None:
    picture = card_at(cards, 1).grab().toImage()
    assert picture.pixelColor(2, picture.height() // 2).name().upper() == "#2A9D6F"
