"""A layer form holds an editor for each setting that a kind of layer has."""

from dataclasses import dataclass
from typing import Any

from msgspec.structs import fields, replace
from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.panels.field_words import field_label, field_scale, field_sentence
from app.panels.init_editor import InitEditor
from app.panels.layer_families import COUNTED, Kind
from app.panels.slide import slide_to
from app.widgets.choice import Choice
from app.widgets.choice_field import ChoiceField
from app.widgets.shape_field import ShapeField
from app.widgets.slider_field import SliderField
from engine.experiment.network import AnyLayer

Editor = SliderField | ChoiceField | ShapeField | InitEditor
_ELSEWHERE = ("layers",)  # of a block: they are cards, not settings


class LayerForm(QWidget):
    """The settings of a layer, in the order in which the engine describes them.

    `changed` carries a function from the layer to the changed layer, and the setting's name; the
    function raises ExperimentError for a value that cannot be. `finished` ends a drag.
    """

    changed = Signal(object, str)
    finished = Signal()

    def __init__(self, kind: Kind) -> None:
        super().__init__()
        self._kind = kind
        self.editors: dict[str, Editor] = {}
        self._most_padding = -1
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for name in (field.name for field in fields(kind)):
            if name not in _ELSEWHERE:
                self.editors[name] = self._make_editor(name)
                layout.addWidget(self.editors[name])

    def show_layer(self, layer: AnyLayer) -> None:
        """Show a layer of this kind."""
        self._limit_padding(getattr(layer, "size", 1) - 1)
        for name, editor in self.editors.items():
            value: Any = getattr(layer, name)
            if isinstance(editor, SliderField):
                if name in COUNTED and editor.value() != value:
                    self._reach(name, value)
                slide_to(editor, value)
            else:
                editor.set_value(value)

    def field(self, name: str) -> Editor | None:
        """The editor on which errors in a setting are marked; None where it has none."""
        init = self.editors.get("init")
        if name in ("std", "limit") and isinstance(init, InitEditor):
            return init.std if name == "std" else init.limit
        return self.editors.get(name)

    def _make_editor(self, name: str) -> Editor:
        if name == "init":
            return self._make_init()
        label = field_label(self._kind, name)
        if name == "output":
            editor: Editor = ChoiceField(label, _output_choices())
            editor.value_changed.connect(lambda value: self._emit(name, value))
        elif name == "shape":
            editor = ShapeField(label)
            editor.value_changed.connect(lambda value: self._emit(name, value))
        else:
            editor = self._make_slider(name, label)
        editor.setToolTip(field_sentence(self._kind, name))
        return editor

    def _make_slider(self, name: str, label: str) -> SliderField:
        scale = field_scale(self._kind, name)
        slider = SliderField(label, scale)
        slider.value_changed.connect(
            lambda value: self._emit(name, int(value) if scale.integer else value)
        )
        slider.editing_finished.connect(self.finished)
        if name in COUNTED:
            slider.editing_finished.connect(lambda: self._reach(name, slider.value()))
        return slider

    def _reach(self, name: str, value: float) -> None:
        """Let the slider of a number of units end beyond a value: what is at its end has room.

        So the mouse reaches any number that can be typed.
        """
        slider, scale = self.editors[name], field_scale(self._kind, name)
        end, most = scale.maximum, scale.typed_range[1]
        while end <= value and end < most:
            end = min(2 * end, most)
        if isinstance(slider, SliderField) and slider.maximum != end:
            slider.set_range(scale.minimum, end)

    def _make_init(self) -> InitEditor:
        editor = InitEditor(self._kind)
        editor.value_changed.connect(lambda init, name: self._emit("init", init, name))
        editor.editing_finished.connect(self.finished)
        return editor

    def _limit_padding(self, most: int) -> None:
        """Let the slider of the border end where kernels would see the border alone."""
        slider = self.editors.get("padding")
        if isinstance(slider, SliderField) and most != self._most_padding:
            self._most_padding = most
            slider.set_range(0, max(most, 1))

    def _emit(self, field: str, value: object, name: str = "") -> None:
        self.changed.emit(Setting(field, value), name or field)


@dataclass(frozen=True)
class Setting:
    """A value for one field of a layer; called with a layer, it gives the layer that has it."""

    name: str
    value: Any

    def __call__(self, layer: AnyLayer) -> AnyLayer:
        """A border that a smaller kernel cannot have shrinks with it.

        ExperimentError for a value that cannot be.
        """
        settings = {self.name: self.value}
        if self.name == "size" and getattr(layer, "padding", 0) >= self.value > 0:
            settings["padding"] = self.value - 1
        return replace(layer, **settings)


def _output_choices() -> tuple[Choice, ...]:
    tr = QCoreApplication.translate
    return (
        Choice(
            "last",
            tr("Layers", "Last state"),
            tr("Layers", "One row: what is left of the sequence when it has been read."),
        ),
        Choice(
            "sequence",
            tr("Layers", "Every state"),
            tr("Layers", "A sequence again, for another recurrent layer."),
        ),
    )
