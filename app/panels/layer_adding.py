"""Layer adding offers what can be put into a stack of layers at a place, and asks for it."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.panels.layer_families import Kind
from app.panels.layer_menu import LayerMenu
from app.panels.layer_order import inserted
from app.panels.new_layers import block_like
from app.panels.new_place import place_for, with_new
from app.panels.proposal import Layers, Owner, Proposal
from app.panels.stack_content import StackContent


class Stack(Protocol):
    """What layers are added to."""

    @property
    def owner(self) -> Owner: ...
    @property
    def content(self) -> StackContent: ...
    @property
    def layers(self) -> Layers: ...
    def take(self, proposal: Proposal, *select: int) -> None: ...


class LayerAdding(QObject):
    """Single layers by their kinds, and a dense layer with its activation."""

    def __init__(self, stack: Stack) -> None:
        super().__init__()
        self._stack = stack

    def menu(self, parent: QWidget, place: Callable[[], int]) -> LayerMenu:
        """The kinds of layer that can go before the one at a `place`, asked for as it opens."""
        stack = self._stack
        return LayerMenu(
            parent,
            lambda kind: place_for(stack.content, kind, place(), stack.owner.judge)[1],
            lambda kind: self._add(kind, place()),
        )

    def add_block(self, place: int) -> None:
        """Ask for a dense layer and an activation like those before them."""
        layers = inserted(self._stack.layers, place, *block_like(self._stack.layers, place))
        self._stack.take(Proposal(layers, self.tr("Add block"), repairs=True), place + 1)

    def _add(self, kind: Kind, wanted: int) -> None:
        """Ask for a new layer at a place, or before a flatten where it fits only there."""
        content = self._stack.content
        place, _ = place_for(content, kind, wanted, self._stack.owner.judge)
        proposal = Proposal(with_new(content, kind, place), self.tr("Add layer"), repairs=True)
        self._stack.take(proposal, place)
