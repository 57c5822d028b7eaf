"""A data editor sets what one kind of data has, and nothing of what all data has."""

from abc import abstractmethod
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.panels.slide import slide_to
from app.widgets.choice import Choice
from app.widgets.choice_field import ChoiceField
from app.widgets.number_scale import NumberScale
from app.widgets.slider_field import SliderField
from engine.data.dataset import Facts
from engine.experiment.data import AnyData, Data


class DataEditor(QWidget):
    """Fields below each other. A field's name is that of the setting it shows.

    `changed` carries the changed settings, by name; where several change together, the first names
    the change. `finished` ends a drag.
    """

    changed = Signal(object)  # dict; one of Qt's own would be sorted
    finished = Signal()
    kinds: tuple[type[Data], ...] = ()  # the data that it edits

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, Any] = {}
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(4)

    @abstractmethod
    def show_data(self, data: AnyData, facts: Facts | None) -> None:
        """Show some data of its kinds; `facts` is None where they are not known yet."""

    def show_settings(self, data: AnyData) -> None:
        """Show in every field the setting of that name, and hide those that the data lacks."""
        for name, field in self.fields.items():
            field.setVisible(hasattr(data, name))
            if not hasattr(data, name):
                continue
            value = getattr(data, name)
            if isinstance(field, SliderField):
                slide_to(field, value)
            else:
                field.set_value(value)

    def add_slider(self, name: str, label: str, scale: NumberScale, tooltip: str) -> SliderField:
        """Add the editor of a number."""
        field = SliderField(label, scale)
        number: Callable[[float], float] = int if scale.integer else float
        field.value_changed.connect(lambda value: self.changed.emit({name: number(value)}))
        field.editing_finished.connect(self.finished)
        self.add_field(name, field, tooltip)
        return field

    def add_choice(
        self, name: str, label: str, choices: Sequence[Choice], tooltip: str
    ) -> ChoiceField:
        """Add the editor of one of several values."""
        field = ChoiceField(label, choices)
        field.value_changed.connect(lambda value: self.changed.emit({name: value}))
        self.add_field(name, field, tooltip)
        return field

    def add_field(self, name: str, field: QWidget, tooltip: str) -> None:
        """Add an editor made elsewhere, which tells its changes itself."""
        field.setToolTip(tooltip)
        self.fields[name] = field
        self.body.addWidget(field)

    def add_note(self) -> QLabel:
        """Add a muted sentence, empty for now."""
        note = QLabel()
        note.setProperty("role", "muted")
        note.setWordWrap(True)
        self.body.addWidget(note)
        return note
