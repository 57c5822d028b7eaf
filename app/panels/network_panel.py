"""The network panel lists the layers and changes them: add, remove, reorder, duplicate, set."""

from collections.abc import Callable

from msgspec.structs import replace
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton

from app.look.appearance import Appearance
from app.look.icons import icon
from app.panels.data_shape import DataShape
from app.panels.layer_cards import layer_cards
from app.panels.layer_detail import LayerDetail
from app.panels.layer_order import (
    block_like,
    exchanged,
    followed,
    inserted,
    insertion_index,
    may_move,
    moved,
    new_layer,
    without,
)
from app.panels.layer_words import layer_name, layer_sentence, tied_words
from app.panels.outline import Outline, outline
from app.panels.panel import Panel
from app.session.session import Session
from app.widgets.card_list import CardList
from engine.experiment.experiment import Experiment
from engine.experiment.losses import allowed_outputs
from engine.experiment.network import ACTIVATIONS, Activation, AnyLayer, Dense, NetworkSpec

_CHAIN = 5  # words that fit into the summary
_PICKED = ("init", "kind")  # picked, not dragged: each change is an entry of its own


class NetworkPanel(Panel):
    """The layers as cards; the settings of the selected one stand beneath its card."""

    def __init__(self, session: Session, appearance: Appearance) -> None:
        super().__init__(session, self.tr("Network"))
        self.cards = CardList()
        self.detail = LayerDetail()
        self.add_layer = QPushButton(icon("add"), self.tr("Layer"))
        self.add_block = QPushButton(icon("add"), self.tr("Block"))
        self._selected = -1
        self._lay_out()
        self._connect()
        for name in ("units", "init", "std", "limit", "bias"):
            self.register(name, getattr(self.detail.dense, name))
        self.attach()

    def refresh(self, experiment: Experiment, shape: DataShape | None) -> None:
        summary = outline(experiment.network, shape.input_shape if shape else None)
        self.cards.set_cards(layer_cards(experiment, summary))
        sizes = _chain(summary)
        text = self.tr("{sizes} · {count} parameters")
        count = f"{summary.parameter_count:,}".replace(",", " ")
        self.set_summary(text.format(sizes=sizes, count=count) if shape else sizes)
        self._select(min(self._selected, len(experiment.network.layers) - 1))

    @property
    def _network(self) -> NetworkSpec:
        return self.session.experiment.network

    def _lay_out(self) -> None:
        self.add_layer.setToolTip(
            self.tr("Add a layer after the selected one: deeper networks bend space further.")
        )
        self.add_block.setToolTip(
            self.tr("Add a dense layer and its activation, as those before them.")
        )
        buttons = QHBoxLayout()
        buttons.addWidget(self.add_layer)
        buttons.addWidget(self.add_block)
        buttons.addStretch()
        self.section.body.addWidget(self.cards)
        self.section.body.addLayout(buttons)

    def _connect(self) -> None:
        self.add_layer.setMenu(self._layer_menu())
        self.add_block.clicked.connect(self._add_block)
        self.cards.selected.connect(self._select)
        self.cards.moved.connect(self._move)
        self.cards.removed.connect(self._remove)
        self.detail.changed.connect(self._change)
        self.detail.finished.connect(self.end_gesture)
        self.detail.move_asked.connect(lambda by: self._move(self._selected, self._selected + by))
        self.detail.duplicate_asked.connect(self._duplicate)
        self.detail.remove_asked.connect(lambda: self._remove(self._selected))
        shortcut = QShortcut(QKeySequence(self.tr("Ctrl+D")), self)
        shortcut.activated.connect(self._duplicate)

    def _layer_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        for kind in (Dense, *ACTIVATIONS):
            action = menu.addAction(layer_name(kind))
            action.setToolTip(layer_sentence(kind))
            action.triggered.connect(lambda _=False, kind=kind: self._add(kind))
        return menu

    def _select(self, index: int) -> None:
        self._selected = index
        self.cards.set_selected(index)
        if index < 0:
            self.cards.set_detail(None)
            return
        experiment, shape = self.session.experiment, self.shape
        allowed: tuple[int, ...] = ()
        tied = ""
        if index == experiment.network.output_index and shape is not None:
            loss = experiment.training.loss
            allowed = allowed_outputs(loss, shape.class_count, shape.target_count)
            tied = tied_words(loss, shape)
        self.detail.show_layer(experiment.network.layers[index], allowed, tied)
        self.detail.allow(
            up=may_move(self._network, index, index - 1),
            down=may_move(self._network, index, index + 1),
            copy=index != self._network.output_index,
        )
        self.cards.set_detail(self.detail)

    def _edit(self, network: NetworkSpec, text: str, select: int, merge: str = "") -> None:
        self._selected = select
        self.edit(text, merge, network=network)

    def _add(self, kind: type[Dense | Activation]) -> None:
        index = insertion_index(self._network, self._selected)
        layer = new_layer(kind, self._network, index)
        self._edit(inserted(self._network, index, layer), self.tr("Add layer"), index)

    def _add_block(self) -> None:
        index = insertion_index(self._network, self._selected)
        block = block_like(self._network, index)
        self._edit(inserted(self._network, index, *block), self.tr("Add block"), index + 1)

    def _change(self, change: Callable[[AnyLayer], AnyLayer], name: str) -> None:
        index = self._selected

        def intent() -> None:
            layer = change(self._network.layers[index])
            network = exchanged(self._network, index, layer)
            experiment = replace(self.session.experiment, network=network)
            merge = "" if name in _PICKED else self.gesture(f"{name} of layer {index}")
            self.session.edit(experiment, self._change_text(name), merge)

        self.attempt(intent)

    def _change_text(self, name: str) -> str:
        texts = {
            "units": self.tr("Change units"),
            "bias": self.tr("Change bias"),
            "kind": self.tr("Change activation"),
        }
        return texts.get(name, self.tr("Change initialisation"))

    def _remove(self, index: int) -> None:
        if index < 0 or index == self._network.output_index:
            return
        select = self._selected - 1 if index < self._selected else self._selected
        self._edit(without(self._network, index), self.tr("Remove layer"), select)

    def _move(self, start: int, end: int) -> None:
        if start != end and may_move(self._network, start, end):
            select = -1 if self._selected < 0 else followed(self._selected, start, end)
            self._edit(moved(self._network, start, end), self.tr("Move layer"), select)

    def _duplicate(self) -> None:
        index = self._selected
        if index < 0 or index == self._network.output_index:
            return
        copy = self._network.layers[index]
        self._edit(inserted(self._network, index + 1, copy), self.tr("Duplicate layer"), index + 1)


def _chain(summary: Outline) -> str:
    """The input's shape and the dense layers' units with arrows between; of many, the outer ones.

    Of an image, height and width count.
    """
    shape = summary.input_shape or ()
    sides = shape[1:] if len(shape) == 3 else shape
    words = ["×".join(str(side) for side in sides) or "?", *map(str, summary.units)]
    if len(words) > _CHAIN:
        words[_CHAIN - 2 : -1] = ["…"]
    return "→".join(words)
