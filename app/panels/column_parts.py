"""Column parts: the main layer of a column of the diagram, its activation and its dropout."""

from collections.abc import Sequence
from dataclasses import dataclass

from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication

from app.panels.layer_families import COUNTED, Kind, as_kind, counted, kin
from app.panels.layer_form import Setting
from app.panels.layer_order import exchanged, inserted, without
from app.panels.layer_words import layer_name
from app.panels.new_layers import new_layer
from app.panels.outline import shapes_of
from app.panels.proposal import Layers
from app.panels.stack_content import StackContent
from engine.experiment.network import ACTIVATIONS, AnyLayer, Dropout, Init, Softmax

BENDING: tuple[Kind, ...] = (*ACTIVATIONS, Softmax)


@dataclass(frozen=True)
class ColumnParts:
    """The layers at `places`, side by side, of which the first is the one they are called by."""

    content: StackContent
    places: tuple[int, ...]

    @property
    def layers(self) -> Layers:
        """All layers of the network."""
        return self.content.layers

    @property
    def main(self) -> AnyLayer:
        """The layer that the column begins with."""
        return self.layers[self.places[0]]

    @property
    def activation(self) -> int:
        """The place of its activation, -1 for none."""
        return self._last(BENDING)

    @property
    def dropout(self) -> int:
        """The place of its dropout, -1 for none."""
        return self._last((Dropout,))

    def with_kind(self, kind: Kind) -> Layers:
        """The layers with the main one of another kind, which keeps what both have."""
        place, main = self.places[0], self.main
        if kind is type(main):
            return self.layers
        if kind in kin(type(main)):
            return exchanged(self.layers, place, as_kind(main, kind))
        before = self.content.shape_before(place)
        others = without(self.layers, [place])
        new = new_layer(kind, others, place, before, self.content.tokens)
        for name in COUNTED:
            if name in kind.__struct_fields__ and hasattr(main, name):
                new = replace(new, **{name: getattr(main, name)})
        return exchanged(self.layers, place, new)

    def with_activation(self, kind: Kind | None) -> Layers:
        """The layers with another activation in the column; None: without one."""
        at, place = self.activation, self.places[0]
        if kind is None:
            return self.layers if at < 0 else without(self.layers, [at])
        if at >= 0:
            return exchanged(self.layers, at, as_kind(self.layers[at], kind))
        return inserted(self.layers, place + 1, new_layer(kind, self.layers, place + 1, None))

    def with_dropout(self, rate: float) -> Layers:
        """The layers with so much dropout at the end of the column; 0: without any."""
        at = self.dropout
        if not rate:
            return self.layers if at < 0 else without(self.layers, [at])
        if at >= 0:
            return exchanged(self.layers, at, Dropout(rate))
        return inserted(self.layers, self.places[-1] + 1, Dropout(rate))

    def with_init(self, init: Init) -> Layers:
        """The layers with another initialisation of the main one."""
        return exchanged(self.layers, self.places[0], Setting("init", init)(self.main))

    def words(self) -> list[str]:
        """The layers' names, the shapes before and behind them, the number of parameters."""
        layers = [self.layers[place] for place in self.places]
        before, tr = self.content.shape_before(self.places[0]), QCoreApplication.translate
        names = " · ".join(_named(layer) for layer in layers)
        shapes, parameters = shapes_of(layers, before)
        count = tr("Layers", "{count} parameters").format(count=f"{parameters:,}")
        return [names, f"{before or '?'} → {shapes[-1] or '?'}", count]

    def _last(self, kinds: Sequence[Kind]) -> int:
        found = [at for at in self.places if type(self.layers[at]) in kinds]
        return found[-1] if found else -1


def _named(layer: AnyLayer) -> str:
    name, count = layer_name(type(layer)), counted(layer)
    return f"{name} {getattr(layer, count)}" if count else name
