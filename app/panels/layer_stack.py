"""A layer stack shows layers as cards and asks for every change that hands can make to them."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.look.icons import icon
from app.panels.layer_adding import LayerAdding
from app.panels.layer_detail import LayerDetail
from app.panels.layer_families import COUNTED
from app.panels.layer_form import Setting
from app.panels.layer_hands import LayerHands
from app.panels.layer_order import (
    exchanged,
    followed,
    insertion_index,
    may_move,
    moved,
)
from app.panels.layer_words import change_text
from app.panels.network_fit import place_of, rest_of
from app.panels.network_memory import memory_of_setting, memory_words
from app.panels.panel import Markable
from app.panels.proposal import Layers, Owner, Proposal
from app.panels.stack_content import StackContent, block_content
from app.panels.stack_menu import StackMenu
from app.widgets.card_list import CardList
from app.widgets.flow_layout import FlowLayout
from app.widgets.tab_order import order_tabs
from engine.errors import ExperimentError
from engine.experiment.network import AnyLayer, Residual

_CHOICES = ("init", "kind", "output")
_PICKED = (*_CHOICES, "shape")  # not dragged: each change is an entry of its own


class LayerStack(QWidget):
    """Cards, the settings of the selected layer beneath its card, and the buttons that add.

    Nothing changes here: `proposed` carries what is asked for, and where it is done, new content
    is shown. Its owner tells beforehand what can stand where. A residual block shows a stack of its
    own, whose proposals are the outer one's.
    """

    proposed = Signal(object)  # Proposal
    refused = Signal(str)  # a sentence
    faulty = Signal(object, str)  # a field, and what is wrong with its value
    finished = Signal()  # the end of a drag

    def __init__(self, owner: Owner) -> None:
        super().__init__()
        self._owner = owner
        self._content = StackContent((), (), (), None)
        self._wanted: tuple[tuple[int, AnyLayer], ...] | None = None  # selected once it is done
        self._inner_place = -1
        self.inner: LayerStack | None = None
        self.cards = CardList()
        self.detail = LayerDetail()
        self.add_layer = QPushButton(icon("add"), self.tr("Layer"))
        self.add_block = QPushButton(icon("add"), self.tr("Block"))
        self.hands = LayerHands(self)
        self.adding = LayerAdding(self)
        self.before = self.adding.menu(self, lambda: self.chosen[0] if self.chosen else 0)
        self.menu = StackMenu(self.hands, self.before, self)
        self._lay_out()
        self._connect()

    @property
    def owner(self) -> Owner:
        """Who tells what can stand where."""
        return self._owner

    @property
    def content(self) -> StackContent:
        """What shows, with the shapes of it."""
        return self._content

    @property
    def layers(self) -> Layers:
        """The layers that show."""
        return self._content.layers

    @property
    def selection(self) -> tuple[int, ...]:
        """The places of the selected layers."""
        return self.cards.selection

    @property
    def chosen(self) -> tuple[int, ...]:
        """The places of the selected layers; without any, that of the card with the focus."""
        focused = self.cards.focused_index
        return self.selection or ((focused,) if focused >= 0 else ())

    @property
    def output(self) -> int:
        """The place of the output layer, -1 where it is not here."""
        return self._content.output

    def show_content(self, content: StackContent) -> None:
        """Show other layers; what was selected stays so, or what was asked for becomes it."""
        is_new = content.layers != self._content.layers
        self._content = content
        self.cards.set_cards(content.cards)
        if is_new and self._wanted is not None:
            self.cards.set_selection(self._found(index, layer) for index, layer in self._wanted)
            self._wanted = None
        self._show_selection()

    def select(self, *indices: int) -> None:
        """Select layers, and none without an index."""
        self.cards.set_selection(indices)
        self._show_selection()

    def field(self, index: int, rest: str) -> Markable | None:
        """The editor of the selected layer `index` that sets what `rest` of a path names."""
        if index != self.cards.selected_index or self.detail.form is None:
            return None
        if self.inner is not None and place_of(rest) >= 0:
            return self.inner.field(place_of(rest), rest_of(rest))
        return self.detail.form.field(rest)

    def add_button(self, button: QPushButton) -> None:
        """Put a button in the row below the cards."""
        button.setProperty("role", "slim")
        self._buttons.addWidget(button)

    def take(self, proposal: Proposal, *select: int) -> None:
        """Ask for a change, after which the layers at these places are selected."""
        self._wanted = tuple((index, proposal.layers[index]) for index in select)
        self.proposed.emit(proposal)
        self._wanted = None

    def refuse(self, sentence: str) -> None:
        """Say in a sentence why something cannot be done."""
        self.refused.emit(sentence)

    def _lay_out(self) -> None:
        self.add_layer.setToolTip(
            self.tr("Add a layer after the selected one: deeper networks bend space further.")
        )
        self.add_block.setToolTip(
            self.tr("Add a dense layer and its activation, as those before them.")
        )
        self._buttons = FlowLayout(spacing=4)
        self.add_button(self.add_layer)
        self.add_button(self.add_block)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.cards)
        layout.addLayout(self._buttons)

    def _connect(self) -> None:
        self.add_layer.setMenu(self.adding.menu(self, lambda: self._place))
        self.add_block.clicked.connect(lambda: self.adding.add_block(self._place))
        cards, detail = self.cards, self.detail
        cards.selected.connect(self._show_selection)
        cards.moved.connect(self._move)
        cards.removed.connect(self._remove)
        cards.asked.connect(self.menu.do)
        cards.menu_asked.connect(self.menu.popup)
        detail.changed.connect(lambda *what: self.change(self.cards.selected_index, *what))
        detail.finished.connect(self.finished)
        detail.move_asked.connect(self._move_selected)
        detail.duplicate_asked.connect(self.hands.duplicate)
        detail.remove_asked.connect(lambda: self._remove(self._last))
        detail.set_menu(self.menu)

    @property
    def _last(self) -> int:
        return self.cards.selection[-1] if self.cards.selection else -1

    @property
    def _place(self) -> int:
        """Where a new layer goes."""
        return insertion_index(self.layers, self._last, self._content.output)

    def _found(self, index: int, layer: AnyLayer) -> int:
        """Where a wanted layer stands; a repair may have put others before it."""
        places = [at for at, each in enumerate(self.layers) if each is layer]
        return min(places, key=lambda at: abs(at - index), default=min(index, len(self.layers) - 1))

    def _show_selection(self, _: int = -1) -> None:
        chosen, output = self.cards.selection, self._content.output
        if not chosen:
            self.cards.set_detail(None)
            order_tabs(self)
            return
        if len(chosen) == 1:
            self._show_layer(chosen[0])
        else:
            self.detail.show_several(len(chosen))
        index, is_one = chosen[0], len(chosen) == 1
        self.detail.allow(
            up=is_one and may_move(self.layers, output, index, index - 1),
            down=is_one and may_move(self.layers, output, index, index + 1),
            copy=chosen != (output,),
            remove=output not in chosen,
        )
        self.cards.set_detail(self.detail)
        order_tabs(self)

    def _show_layer(self, index: int) -> None:
        layer, content = self.layers[index], self._content
        is_output = index == content.output
        self.detail.show_layer(
            layer, content.allowed if is_output else (), content.tied if is_output else ""
        )
        if not isinstance(layer, Residual):
            self.detail.set_block(None)
            return
        if self.inner is None:
            self.inner = LayerStack(self._inner_owner())
            self.inner.proposed.connect(self._propose_inner)
            self.inner.refused.connect(self.refused)
            self.inner.faulty.connect(self.faulty)
            self.inner.finished.connect(self.finished)
        if index != self._inner_place:
            self._inner_place = index
            self.inner.select()
        self.inner.show_content(block_content(layer, content.shape_before(index), content.tokens))
        self.detail.set_block(self.inner)

    def _inner_owner(self) -> Owner:
        owner = self._owner
        return Owner(
            judge=lambda layers: owner.judge(self._with_inner(layers)),
            memory=lambda layers: owner.memory(self._with_inner(layers)),
            gesture=owner.gesture,
        )

    def _with_inner(self, layers: Layers) -> Layers:
        return exchanged(self.layers, self._last, Residual(layers))

    def _propose_inner(self, inner: Proposal) -> None:
        layers = self._with_inner(inner.layers)
        self.take(Proposal(layers, inner.text, inner.merge, repairs=inner.repairs), self._last)

    def change(self, index: int, change: Callable[[AnyLayer], AnyLayer], name: str) -> None:
        """Ask for one layer to be changed in what is called `name`; it may be refused."""
        try:
            layer = change(self.layers[index])
        except ExperimentError as error:
            self._refuse_setting(index, change, error)
            return
        merge = "" if name in _PICKED else self._owner.gesture(f"{name} of layer {index}")
        layers = exchanged(self.layers, index, layer)
        self.take(Proposal(layers, change_text(name), merge, at=index), *self.selection)
        if self.layers != layers and name in _CHOICES:
            self._show_selection()  # what was picked does not hold

    def _refuse_setting(
        self, index: int, change: Callable[[AnyLayer], AnyLayer], error: ExperimentError
    ) -> None:
        """Mark what was set; of units that are too many, say what memory they would take."""
        message = error.message
        if isinstance(change, Setting) and change.name in COUNTED and change.value > 0:
            size = memory_of_setting(self._owner.memory, self.layers, index, change)
            text = self.tr("{reason}, which would take about {memory} of memory")
            message = text.format(reason=message, memory=memory_words(size)) if size else message
        field = self.field(index, error.path)
        if field is not None:
            self.faulty.emit(field, message)
        else:
            self.refused.emit(f"{error.path} {message}.")

    def _remove(self, index: int) -> None:
        chosen = self.selection if index in self.selection else (index,)
        had_focus, before = self.cards.focused_index >= 0, self.layers
        self.hands.remove(chosen)
        if had_focus and self.layers != before:
            self.cards.focus_card(chosen[0])

    def _move_selected(self, by: int) -> None:
        index = self.cards.selected_index
        self._move(index, index + by)

    def _move(self, start: int, end: int) -> None:
        if start in self.selection and len(self.selection) > 1:
            self.hands.gather(self.selection, start, end)
        elif start != end and may_move(self.layers, self._content.output, start, end):
            layers = moved(self.layers, start, end)
            select = [followed(at, start, end) for at in self.cards.selection]
            self.take(Proposal(layers, self.tr("Move layer"), at=start), *select)
