"""An activation editor exchanges one activation for another."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.panels.layer_words import layer_choices
from app.widgets.choice_field import ChoiceField
from engine.experiment.network import ACTIVATIONS, AnyLayer


class ActivationEditor(QWidget):
    """The kind of an activation layer. `changed` is as in DenseEditor."""

    changed = Signal(object, str)

    def __init__(self) -> None:
        super().__init__()
        self.kind = ChoiceField(self.tr("Function"), layer_choices(ACTIVATIONS))
        self.kind.setToolTip(
            self.tr("What bends the network's function: it decides how gradients pass backward.")
        )
        self.kind.value_changed.connect(self._choose)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.kind)

    def show_layer(self, layer: AnyLayer) -> None:
        """Show which activation stands here."""
        self.kind.set_value(type(layer))

    def _choose(self, kind: Callable[[], AnyLayer]) -> None:
        self.changed.emit(lambda _: kind(), "kind")
