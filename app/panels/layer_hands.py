"""Layer hands do to selected layers what the clipboard and the menu of a stack ask for."""

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from app.panels.layer_order import (
    are_neighbours,
    copies,
    exchanged,
    gathered,
    in_block,
    inserted,
    insertion_index,
    without,
)
from app.panels.layer_text import layers_from, layers_text
from app.panels.proposal import Layers, Proposal
from engine.errors import ExperimentError
from engine.experiment.network import Residual


class Stack(Protocol):
    """What the hands work on: layers of which some are chosen, and a way to ask for a change."""

    @property
    def layers(self) -> Layers: ...
    @property
    def chosen(self) -> tuple[int, ...]: ...
    @property
    def selection(self) -> tuple[int, ...]: ...
    @property
    def output(self) -> int: ...
    def take(self, proposal: Proposal, *select: int) -> None: ...
    def refuse(self, sentence: str) -> None: ...


class LayerHands(QObject):
    """Remove, duplicate, copy, cut, paste, and put into a residual block.

    What cannot be is refused in one sentence and changes nothing.
    """

    def __init__(self, stack: Stack) -> None:
        super().__init__()
        self._stack = stack

    def remove(self, chosen: Sequence[int], text: str = "") -> None:
        """Ask to take layers out; what has to stay is refused."""
        stack = self._stack
        if stack.output in chosen:
            stack.refuse(
                self.tr("The last dense layer gives the network's outputs, so it has to stay.")
            )
        elif len(chosen) == len(stack.layers):
            stack.refuse(
                self.tr("A block holds at least one layer; remove the whole block instead.")
            )
        elif chosen:
            name = self.tr("Remove layer") if len(chosen) == 1 else self.tr("Remove layers")
            proposal = Proposal(without(stack.layers, chosen), text or name, at=chosen[-1])
            stack.take(proposal, *_left_selected(stack.selection, chosen))

    def duplicate(self) -> None:
        """Ask for copies of the chosen layers after the last of them."""
        stack = self._stack
        chosen = [at for at in stack.chosen if at != stack.output]
        if not chosen:
            if stack.chosen:
                stack.refuse(self.tr("A network has one output layer only; select another layer."))
            return
        text = self.tr("Duplicate layer") if len(chosen) == 1 else self.tr("Duplicate layers")
        self._insert(chosen[-1], copies(stack.layers, chosen), text)

    def copy(self) -> None:
        """Put the chosen layers on the clipboard as text."""
        stack = self._stack
        if stack.chosen:
            chosen = tuple(stack.layers[index] for index in stack.chosen)
            QGuiApplication.clipboard().setText(layers_text(chosen))

    def cut(self) -> None:
        """Copy the chosen layers and ask to take them out."""
        self.copy()
        self.remove(self._stack.chosen, self.tr("Cut layers"))

    def paste(self) -> None:
        """Ask for the layers on the clipboard after the chosen ones."""
        try:
            new = layers_from(QGuiApplication.clipboard().text())
        except ExperimentError as error:
            self._stack.refuse(error.message)
            return
        chosen = self._stack.chosen
        self._insert(chosen[-1] if chosen else -1, new, self.tr("Paste layers"))

    def gather(self, chosen: Sequence[int], start: int, end: int) -> bool:
        """Ask for layers side by side, where one of them, `start`, moves to `end`.

        False where they cannot go there, for nothing passes the output layer.
        """
        stack = self._stack
        layers, place = gathered(stack.layers, chosen, start, end, stack.output)
        if place >= 0:
            text = self.tr("Move layer") if len(chosen) == 1 else self.tr("Move layers")
            stack.take(Proposal(layers, text, at=start), *range(place, place + len(chosen)))
        return place >= 0

    def make_block(self) -> None:
        """Ask for a residual block of the chosen layers, or for the layers of a chosen block."""
        stack, chosen = self._stack, self._stack.chosen
        if len(chosen) == 1 and isinstance(stack.layers[chosen[0]], Residual):
            self._open_block(chosen[0])
        else:
            self.block(chosen)

    def block(self, chosen: Sequence[int], repairs: bool = False) -> None:
        """Ask for a residual block of neighbours, with what else has to change if it `repairs`."""
        stack = self._stack
        if stack.output in chosen:
            stack.refuse(self.tr("The output layer cannot be part of a block."))
        elif not are_neighbours(chosen):
            stack.refuse(self.tr("Only layers that stand together can become a block."))
        else:
            layers = in_block(stack.layers, chosen)
            text = self.tr("Make residual block")
            stack.take(Proposal(layers, text, repairs=repairs, at=chosen[-1]), chosen[0])

    def _open_block(self, index: int) -> None:
        block = self._stack.layers[index]
        assert isinstance(block, Residual)
        inside = copies(block.layers, range(len(block.layers)))
        layers = exchanged(self._stack.layers, index, *inside)
        places = range(index, index + len(inside))
        self._stack.take(Proposal(layers, self.tr("Take block apart")), *places)

    def _insert(self, after: int, new: Layers, text: str) -> None:
        place = insertion_index(self._stack.layers, after, self._stack.output)
        layers = inserted(self._stack.layers, place, *new)
        self._stack.take(Proposal(layers, text), *range(place, place + len(new)))


def _left_selected(selection: Sequence[int], gone: Sequence[int]) -> list[int]:
    """What stays selected once some layers are gone; if nothing does, the layer before them."""
    left = [at for at in selection if at not in gone]
    if selection and not left and gone[0] > 0:
        return [gone[0] - 1]
    return [at - sum(each < at for each in gone) for at in left]
