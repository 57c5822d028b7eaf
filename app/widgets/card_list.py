"""A card list shows the layers in their order, and lets them be chosen, moved and removed."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.widgets.card import Card, CardContent

_SPACING = 6
_MARK_HEIGHT = 2


class CardList(QWidget):
    """Cards from top to bottom; the list reports what is asked for, its owner sets new cards.

    `moved(from, to)`: the card at `from` shall come to stand at `to` once it has been taken out.
    `selected(index)` is -1 when the selected card is chosen again. Cards that are not movable keep
    their places, and no card moves past them.
    """

    selected = Signal(int)
    moved = Signal(int, int)
    removed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cards: list[Card] = []
        self._detail: QWidget | None = None
        self._selected = -1
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(_SPACING)
        self._mark = QFrame(self)
        self._mark.setProperty("role", "drop-mark")
        self._mark.hide()

    @property
    def selected_index(self) -> int:
        """The index of the selected card, -1 for none."""
        return self._selected

    @property
    def contents(self) -> tuple[CardContent, ...]:
        """What the cards say, from top to bottom."""
        return tuple(card.content for card in self._cards)

    def set_cards(self, contents: Sequence[CardContent]) -> None:
        """Show these cards; selection and focus stay at their places in the list."""
        while len(self._cards) > len(contents):
            card = self._cards.pop()
            self._layout.removeWidget(card)
            card.deleteLater()
        for card, content in zip(self._cards, contents, strict=False):
            card.set_content(content)
        for content in contents[len(self._cards) :]:
            self._cards.append(self._make_card(content))
        self.set_selected(self._selected if self._selected < len(self._cards) else -1)

    def set_selected(self, index: int) -> None:
        """Select a card, or none with -1, without a signal."""
        self._selected = index
        for at, card in enumerate(self._cards):
            card.set_selected(at == index)
        self._arrange()

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

    def _make_card(self, content: CardContent) -> Card:
        card = Card(content, self)
        card.chosen.connect(lambda: self._choose(self._cards.index(card)))
        card.remove_asked.connect(lambda: self.removed.emit(self._cards.index(card)))
        card.step_asked.connect(lambda step: self._move_by(self._cards.index(card), step))
        card.focus_step_asked.connect(lambda step: self._focus_by(self._cards.index(card), step))
        card.dragged.connect(lambda at: self._show_mark(self._cards.index(card), at))
        card.dropped.connect(lambda at: self._drop(self._cards.index(card), at))
        return card

    def _arrange(self) -> None:
        """Stand the cards in their order, with the detail under the selected one."""
        wanted: list[QWidget] = list(self._cards)
        if self._detail is not None:
            self._detail.setVisible(self._selected >= 0)
            if self._selected >= 0:
                wanted.insert(self._selected + 1, self._detail)
        for at, widget in enumerate(wanted):
            if self._layout.indexOf(widget) != at:
                self._layout.removeWidget(widget)
                self._layout.insertWidget(at, widget)
        self._mark.raise_()

    def _choose(self, index: int) -> None:
        self.set_selected(-1 if index == self._selected else index)
        self.selected.emit(self._selected)

    def _focus_by(self, index: int, step: int) -> None:
        to = index + step
        if 0 <= to < len(self._cards):
            self._cards[to].setFocus()

    def _move_by(self, index: int, step: int) -> None:
        self._move(index, self._reachable(index, index + step))

    def _move(self, index: int, to: int) -> None:
        """Report a move; selection and focus go with the card."""
        if to == index:
            return
        had_selection = self._selected == index
        self.moved.emit(index, to)
        if had_selection:
            self.set_selected(to)
            self.selected.emit(to)
        self._cards[min(to, len(self._cards) - 1)].setFocus()

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

    def _drop(self, index: int, at: QPoint) -> None:
        self._mark.hide()
        self._move(index, self._place_at(index, at))
