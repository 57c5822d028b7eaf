"""Stack content: the layers that cards show, and what has to be known of them."""

from dataclasses import dataclass

from app.panels.layer_cards import layer_cards
from app.panels.layer_order import Layers
from app.panels.outline import shapes_of
from app.widgets.card import CardContent
from engine.experiment.network import Residual
from engine.layers import Shape


@dataclass(frozen=True)
class StackContent:
    """Layers with the shapes that go in and come out.

    `output` is the place of the output layer, -1 where it is not among them; `allowed` are the
    units that it may have and `tied` says why. `tokens` is the size of the vocabulary, if any.
    """

    layers: Layers
    cards: tuple[CardContent, ...]
    shapes: tuple[Shape | None, ...]
    input_shape: Shape | None
    output: int = -1
    allowed: tuple[int, ...] = ()
    tied: str = ""
    tokens: int = 0

    def shape_before(self, index: int) -> Shape | None:
        """The shape that comes in at a place; None where it is not known."""
        return self.shapes[index - 1] if index > 0 else self.input_shape


def block_content(block: Residual, input_shape: Shape | None, tokens: int) -> StackContent:
    """The layers of a residual block, into which samples of this shape go."""
    shapes, _ = shapes_of(block.layers, input_shape)
    cards = layer_cards(block.layers, shapes)
    return StackContent(block.layers, cards, shapes, input_shape, tokens=tokens)
