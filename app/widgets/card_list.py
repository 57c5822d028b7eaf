"""A card list shows the layers in their order, and lets them be chosen, moved and removed."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.widgets.card import Card, CardContent
from app.widgets.scrolling import keep_in_view

_SPACING = 6
_MARK_HEIGHT = 2


class CardList(QWidget):
    """Cards from top to bottom; the list reports what is asked for, its owner sets new cards.

    `moved(from, to)`: the card at `from` shall come to stand at `to` once it has been taken out.
    `removed` carries the place of the card on which that was asked for. `selected(index)` is -1
    when the selected card is chosen again, or when several are. Ctrl and Shift select several, as
    do Shift and the arrows. Cards that are not movable keep their places, and no card moves past
    them. `asked` carries what keys ask for: copy, cut, paste or duplicate.
    """

    selected = Signal(int)
    moved = Signal(int, int)
    removed = Signal(int)
    asked = Signal(str)
    menu_asked = Signal(QPoint)  # on the screen

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cards: list[Card] = []
        self._detail: QWidget | None = None
        self._note: QWidget | None = None
        self._note_at = -1
        self._selection: tuple[int, ...] = ()
        self._anchor = -1
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(_SPACING)
        self._mark = QFrame(self)
        self._mark.setProperty("role", "drop-mark")
        self._mark.hide()

    @property
    def selected_index(self) -> int:
        """The index of the selected card, -1 for none or several."""
        return self._selection[0] if len(self._selection) == 1 else -1

    @property
    def selection(self) -> tuple[int, ...]:
        """The indices of all selected cards, in order."""
        return self._selection

    @property
    def focused_index(self) -> int:
        """The index of the card that has the keyboard's focus, -1 for none."""
        return next((at for at, card in enumerate(self._cards) if card.hasFocus()), -1)

    @property
    def contents(self) -> tuple[CardContent, ...]:
        """What the cards say, from top to bottom."""
        return tuple(card.content for card in self._cards)

    def set_cards(self, contents: Sequence[CardContent]) -> None:
        """Show these cards; selection and focus stay at their places in the list."""
        while len(self._cards) > len(contents):
            card = self._cards.pop()
            self._layout.removeWidget(card)
            card.hide()
            card.deleteLater()
        for card, content in zip(self._cards, contents, strict=False):
            card.set_content(content)
        for content in contents[len(self._cards) :]:
            self._cards.append(self._make_card(content))
        self.set_selection(at for at in self._selection if at < len(self._cards))

    def set_selected(self, index: int) -> None:
        """Select a card, or none with -1, without a signal."""
        self.set_selection((index,) if index >= 0 else ())

    def set_selection(self, indices: Iterable[int]) -> None:
        """Select several cards, without a signal."""
        self._selection = tuple(sorted(set(indices)))
        if self._anchor not in self._selection:
            self._anchor = self._selection[0] if self._selection else -1
        for at, card in enumerate(self._cards):
            card.set_selected(at in self._selection)
        self._arrange()

    def focus_card(self, index: int) -> None:
        """Give a card the keyboard's focus."""
        if self._cards:
            self._cards[min(max(index, 0), len(self._cards) - 1)].setFocus()

    def set_detail(self, detail: QWidget | None) -> None:
        """Put a widget, the editor of the selected card, under that card; None takes it away."""
        if self._detail is not None and self._detail is not detail:
            self._layout.removeWidget(self._detail)
            self._detail.hide()
            self._detail.setParent(None)
        self._detail = detail
        if detail is not None and detail.parentWidget() is not self:
            detail.setParent(self)  # without a parent it would show as a window of its own
        self._arrange()

    def mark(self, index: int, fault: str) -> None:
        """Mark a card with what is wrong with it; new content clears the mark."""
        if 0 <= index < len(self._cards):
            card = self._cards[index]
            card.set_content(replace(card.content, fault=fault))

    def set_note(self, note: QWidget, index: int) -> None:
        """Put a widget that says something about a card under it; -1: under the last one."""
        self._note, self._note_at = note, index
        if note.parentWidget() is not self:
            note.setParent(self)
        self._arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take what a card has no use for: the keys for the clipboard, and those for all cards."""
        key = QKeySequence.StandardKey
        keys = {"copy": key.Copy, "cut": key.Cut, "paste": key.Paste}
        asked = next((name for name, keys in keys.items() if event.matches(keys)), "")
        is_control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if is_control and event.key() == Qt.Key.Key_D:
            asked = "duplicate"
        if asked:
            self.asked.emit(asked)
        elif event.matches(key.SelectAll):
            self._select(range(len(self._cards)))
        elif event.key() == Qt.Key.Key_Escape and self._selection:
            self._select(())
        else:
            super().keyPressEvent(event)

    def _make_card(self, content: CardContent) -> Card:
        card = Card(content, self)
        card.chosen.connect(lambda keys: self._choose(self._cards.index(card), keys))
        card.remove_asked.connect(lambda: self.removed.emit(self._cards.index(card)))
        card.step_asked.connect(lambda step: self._move_by(self._cards.index(card), step))
        card.focus_step_asked.connect(
            lambda step, extends: self._focus_by(self._cards.index(card), step, extends)
        )
        card.menu_asked.connect(lambda at: self._show_menu(self._cards.index(card), at))
        card.dragged.connect(lambda at: self._show_mark(self._cards.index(card), at))
        card.dropped.connect(lambda at: self._drop(self._cards.index(card), at))
        return card

    def _arrange(self) -> None:
        """Stand the cards in their order, the detail under the last selected one, then the note."""
        wanted: list[QWidget] = list(self._cards)
        below = self._note_at + 1 if 0 <= self._note_at < len(wanted) else len(wanted)
        if self._detail is not None:
            self._detail.setVisible(bool(self._selection))
            if self._selection:
                place = self._selection[-1] + 1
                wanted.insert(place, self._detail)
                below += below >= place
        if self._note is not None:
            wanted.insert(below, self._note)
        for at, widget in enumerate(wanted):
            if self._layout.indexOf(widget) != at:
                self._layout.removeWidget(widget)
                self._layout.insertWidget(at, widget)
        self._mark.raise_()

    def _choose(self, index: int, keys: Qt.KeyboardModifier) -> None:
        anchor = self._anchor
        if keys & Qt.KeyboardModifier.ShiftModifier and anchor >= 0:
            self._select(_between(anchor, index))
            self._anchor = anchor
            return
        if keys & Qt.KeyboardModifier.ControlModifier:
            self._select(set(self._selection) ^ {index})
        else:
            self._select(() if self._selection == (index,) else (index,))
        if index in self._selection:
            self._anchor = index

    def _select(self, indices: Iterable[int]) -> None:
        self.set_selection(indices)
        self.selected.emit(self.selected_index)

    def _show_menu(self, index: int, at: QPoint) -> None:
        if index not in self._selection:
            self._select((index,))
        self.menu_asked.emit(at)

    def _focus_by(self, index: int, step: int, extends: bool = False) -> None:
        to = index + step
        if not 0 <= to < len(self._cards):
            return
        self._cards[to].setFocus()
        if extends:
            anchor = self._anchor if self._anchor >= 0 else index
            self._select(_between(anchor, to))
            self._anchor = anchor

    def _move_by(self, index: int, step: int) -> None:
        self._move(index, self._reachable(index, index + step))

    def _move(self, index: int, to: int) -> None:
        """Report a move; where it is made, selection and focus go with the card."""
        if to == index:
            return
        had_selection, before = self.selected_index == index, self.contents
        self.moved.emit(index, to)
        if self.contents == before:
            return
        if had_selection:
            self._select((to,))
        self.focus_card(to)

    def _reachable(self, index: int, to: int) -> int:
        """Return the place nearest to `to` that the card at `index` may take."""
        if not self._cards[index].content.movable:
            return index
        step = 1 if to > index else -1
        place = index
        while place != to:
            following = place + step
            if not 0 <= following < len(self._cards):
                break
            if not self._cards[following].content.movable:
                break
            place = following
        return place

    def _place_at(self, index: int, at: QPoint) -> int:
        """Return where the card at `index` would stand if it were dropped at a point."""
        middles = [card.geometry().center().y() for card in self._cards]
        above = sum(middle < at.y() for middle in middles[:index])
        below = sum(middle <= at.y() for middle in middles[index + 1 :])
        return self._reachable(index, above + below)

    def _show_mark(self, index: int, at: QPoint) -> None:
        to = self._place_at(index, at)
        beside = self._cards[to].geometry()
        below = beside.bottom() + 1 + (_SPACING - _MARK_HEIGHT) // 2
        above = beside.top() - _MARK_HEIGHT - (_SPACING - _MARK_HEIGHT) // 2
        self._mark.setGeometry(
            0, below if to > index else max(above, 0), self.width(), _MARK_HEIGHT
        )
        self._mark.setVisible(to != index)
        keep_in_view(self, at)

    def _drop(self, index: int, at: QPoint) -> None:
        self._mark.hide()
        self._move(index, self._place_at(index, at))


def _between(first: int, last: int) -> range:
    """All places from one to another, both included."""
    return range(min(first, last), max(first, last) + 1)
