"""A column menu lists what can be done with the layers of a column of the diagram."""

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu

from app.panels.column_parts import BENDING, ColumnParts
from app.panels.init_editor import init_of
from app.panels.layer_menu import LayerMenu, show_verdict
from app.panels.layer_stack import LayerStack
from app.panels.layer_words import change_text, init_choices, init_key, layer_name, layer_sentence
from app.panels.proposal import Layers, Proposal

_RATES = (0.1, 0.2, 0.3, 0.5)  # of dropout


class ColumnMenu(QMenu):
    """Type, activation, initialisation and dropout in place, then what can be done with it all."""

    def __init__(self, stack: LayerStack, parts: ColumnParts) -> None:
        super().__init__(stack)
        self._stack, self._parts = stack, parts
        self._add_kinds()
        if not isinstance(parts.main, BENDING):
            self._add_activations()
        if hasattr(parts.main, "init"):
            self._add_inits()
        self._add_dropout()
        self.addSeparator()
        self.addActions(stack.menu.actions())
        remove = self.addAction(
            self.tr("Remove\t{key}").format(key=QKeySequence("Delete").toString())
        )
        remove.triggered.connect(lambda: stack.hands.remove(parts.places))

    def _add_kinds(self) -> None:
        parts, owner = self._parts, self._stack.owner
        menu = LayerMenu(
            self,
            lambda kind: owner.judge(parts.with_kind(kind)),
            lambda kind: self._take(parts.with_kind(kind), change_text("kind")),
        )
        menu.setTitle(self.tr("Type"))
        own = menu.entries.get(type(parts.main))
        if own is not None:
            own.setCheckable(True)
            own.setChecked(True)
        self.addMenu(menu)

    def _add_activations(self) -> None:
        parts, at = self._parts, self._parts.activation
        present = type(parts.layers[at]) if at >= 0 else None
        menu = self._submenu(self.tr("Activation"))
        text = self.tr("Change activation")
        make_activation = parts.with_activation
        none = partial(make_activation, None)
        self._choice(menu, self.tr("None"), "", present is None, none, text)
        for kind in BENDING:
            name, tip, make = layer_name(kind), layer_sentence(kind), partial(make_activation, kind)
            self._choice(menu, name, tip, present is kind, make, text)

    def _add_inits(self) -> None:
        parts = self._parts
        menu, text = self._submenu(self.tr("Initialisation")), change_text("init")
        present = init_key(getattr(parts.main, "init"))  # noqa: B009 (not every layer has one)
        for choice in init_choices():
            make = partial(parts.with_init, init_of(str(choice.value)))
            is_present = choice.value == present
            self._choice(menu, choice.label, choice.tooltip, is_present, make, text)

    def _add_dropout(self) -> None:
        parts, at = self._parts, self._parts.dropout
        present = getattr(parts.layers[at], "rate", 0.0) if at >= 0 else 0.0
        menu, text = self._submenu(self.tr("Dropout")), change_text("rate")
        for rate in sorted({0.0, *_RATES, present}):
            name = f"{100 * rate:g} %" if rate else self.tr("None")
            self._choice(menu, name, "", rate == present, partial(parts.with_dropout, rate), text)

    def _submenu(self, title: str) -> QMenu:
        menu = QMenu(title, self)
        menu.setToolTipsVisible(True)
        self.addMenu(menu)
        return menu

    def _choice(
        self,
        menu: QMenu,
        name: str,
        tooltip: str,
        is_present: bool,
        make: Callable[[], Layers],
        text: str,
    ) -> None:
        """An entry that makes other layers of the column; what cannot be has its reason.

        That is found out when the menu opens: it takes a moment in a deep network.
        """
        action = menu.addAction(name)
        action.setCheckable(True)
        action.setChecked(is_present)
        judge = self._stack.owner.judge
        menu.aboutToShow.connect(lambda: show_verdict(action, name, tooltip, judge(make())))
        action.triggered.connect(lambda: self._take(make(), text))

    def _take(self, layers: Layers, text: str) -> None:
        self._stack.take(Proposal(layers, text, repairs=True), self._parts.places[0])
