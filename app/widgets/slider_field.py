"""A slider field sets a number with a slider, or by typing it."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.widgets.field import Field, mark_invalid
from app.widgets.number_edit import NumberEdit
from app.widgets.number_scale import NumberScale
from app.widgets.slider import Slider


class SliderField(QWidget):
    """A label, a slider and the value, bold and editable.

    `value_changed` tells every value while the slider is dragged, and a typed one when Return or
    another field is reached; `editing_finished` follows when the drag or the typing is over.
    """

    value_changed = Signal(float)
    editing_finished = Signal()

    def __init__(
        self,
        label: str,
        scale: NumberScale,
        value: float | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._scale = scale
        self._value = scale.minimum if value is None else value
        self._slider = Slider()
        self._edit = NumberEdit(scale)
        self._field = Field(label, self._editor())
        self._slider.setAccessibleName(label)
        self._edit.setAccessibleName(label)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._field)
        self.setFocusProxy(self._slider)
        self.set_scale(scale)
        self._slider.valueChanged.connect(self._take_place)
        self._slider.sliderReleased.connect(self.editing_finished)
        self._edit.entered.connect(self._take_entered)
        self._edit.refused.connect(self._show_refusal)

    @property
    def error(self) -> str | None:
        """What is wrong with the value, or None."""
        return self._field.error

    @property
    def maximum(self) -> float:
        """Where the slider ends."""
        return self._scale.maximum

    def value(self) -> float:
        """Return the value last set, dragged or typed."""
        return self._value

    def set_value(self, value: float) -> None:
        """Show a value, without a signal. A value beyond the slider's range shows at its end."""
        self._value = value
        self._show_place()
        if not self._edit.isModified():
            self._edit.show_value(value)

    def set_range(self, minimum: float, maximum: float) -> None:
        """Allow another range; the value stays."""
        self.set_scale(replace(self._scale, minimum=minimum, maximum=maximum))

    def set_scale(self, scale: NumberScale) -> None:
        """Use another scale; the value stays."""
        self._scale = scale
        self._slider.blockSignals(True)
        self._slider.setRange(0, scale.places)
        self._slider.setPageStep(max(scale.places // 10, 1))
        self._slider.setSingleStep(max(scale.places // 100, 1))
        self._slider.blockSignals(False)
        self._edit.set_scale(scale)
        self.set_value(self._value)

    def set_error(self, text: str | None) -> None:
        """Mark the value and say what is wrong; None clears the mark."""
        self._field.set_error(text)
        mark_invalid(self._slider, False)

    def _editor(self) -> QWidget:
        editor = QWidget()
        layout = QHBoxLayout(editor)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._slider, 1)
        layout.addWidget(self._edit)
        return editor

    def _show_place(self) -> None:
        self._slider.blockSignals(True)
        self._slider.setValue(self._scale.place(self._value))
        self._slider.blockSignals(False)

    def _take_place(self, place: int) -> None:
        self._value = self._scale.value(place)
        self._edit.setModified(False)
        self._edit.show_value(self._value)
        self.set_error(None)
        self.value_changed.emit(self._value)
        if not self._slider.isSliderDown():
            self.editing_finished.emit()

    def _take_entered(self, value: float) -> None:
        changed = value != self._value
        self._value = value
        self._show_place()
        if changed:
            self.value_changed.emit(value)
        self.editing_finished.emit()

    def _show_refusal(self, text: str) -> None:
        self.set_error(text or None)
