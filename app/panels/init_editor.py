"""An init editor chooses how the weights of a layer begin."""

from msgspec import convert
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.panels.field_words import field_label, field_scale, field_sentence
from app.panels.layer_families import Kind
from app.panels.layer_words import init_choices, init_key
from app.panels.slide import slide_to
from app.widgets.choice_field import ChoiceField
from app.widgets.slider_field import SliderField
from engine.experiment.network import Init, Normal, Uniform


class InitEditor(QWidget):
    """The distribution and, beneath it, the number that it has.

    `value_changed` carries the initialisation and the name of what was set; `editing_finished`
    ends a drag.
    """

    value_changed = Signal(object, str)
    editing_finished = Signal()

    def __init__(self, kind: Kind) -> None:
        super().__init__()
        self.choice = ChoiceField(field_label(kind, "init"), init_choices())
        self.choice.setToolTip(field_sentence(kind, "init"))
        self.std, self.limit = self._spread(kind, "std"), self._spread(kind, "limit")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for widget in (self.choice, self.std, self.limit):
            layout.addWidget(widget)
        self.choice.value_changed.connect(self._choose)
        self.std.value_changed.connect(lambda std: self.value_changed.emit(Normal(std), "std"))
        self.limit.value_changed.connect(
            lambda limit: self.value_changed.emit(Uniform(limit), "limit")
        )

    def set_value(self, init: Init) -> None:
        """Show an initialisation, without a signal."""
        self.choice.set_value(init_key(init))
        self.std.setVisible(isinstance(init, Normal))
        self.limit.setVisible(isinstance(init, Uniform))
        if isinstance(init, Normal):
            slide_to(self.std, init.std)
        elif isinstance(init, Uniform):
            slide_to(self.limit, init.limit)

    def set_error(self, text: str | None) -> None:
        """Mark the choice and say what is wrong; None clears the mark."""
        self.choice.set_error(text)

    def _spread(self, kind: Kind, name: str) -> SliderField:
        field = SliderField(field_label(kind, name), field_scale(kind, name))
        field.setToolTip(field_sentence(kind, name))
        field.editing_finished.connect(self.editing_finished)
        return field

    def _choose(self, key: str) -> None:
        self.value_changed.emit(init_of(key), "init")


def init_of(key: str) -> Init:
    """The initialisation of that name, with its usual number where it has one."""
    return convert({"normal": Normal(), "uniform": Uniform()}.get(key, key), Init)
