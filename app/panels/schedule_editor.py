"""A schedule editor sets how the learning rate changes while training goes on."""

from msgspec.structs import replace
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.panels.schedule_choice import schedule_choices
from app.panels.slide import slide_to
from app.widgets.choice_field import ChoiceField
from app.widgets.number_scale import NumberScale
from app.widgets.slider_field import SliderField
from engine.experiment.schedules import AnySchedule, Constant

# Sliders for what is usual; what the engine allows beyond can be typed.
_FACTOR = NumberScale(0.1, 1, lowest=1e-6)
_EPOCHS = NumberScale(1, 500, logarithmic=True, integer=True, highest=10_000_000)
_DECAY = NumberScale(1e-4, 10, logarithmic=True, zero=True, lowest=1e-9, highest=1e6)
_SHARE = NumberScale(0, 1)
_IMPROVEMENT = NumberScale(1e-6, 0.1, logarithmic=True, zero=True, lowest=1e-12, highest=0.99)
_WARMUP = NumberScale(0, 20, decimals=0, highest=10_000_000)
_WHOLE = ("every", "patience")


class ScheduleEditor(QWidget):
    """The schedule and, beneath it, only what it has.

    `changed` carries the changed schedule and the setting's name; `finished` ends a drag. Each
    schedule comes back with the settings it was last used with.
    """

    changed = Signal(object, str)
    finished = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.kind = ChoiceField(self.tr("Schedule"), schedule_choices())
        self.sliders = {
            "factor": SliderField(self.tr("Factor"), _FACTOR),
            "every": SliderField(self.tr("Every … epochs"), _EPOCHS),
            "decay": SliderField(self.tr("Decay"), _DECAY),
            "lowest": SliderField(self.tr("Lowest share"), _SHARE),
            "patience": SliderField(self.tr("Patience"), _EPOCHS),
            "improvement": SliderField(self.tr("Improvement"), _IMPROVEMENT),
            "warmup": SliderField(self.tr("Warm-up"), _WARMUP),
        }
        self._schedule: AnySchedule = Constant()
        self._last: dict[type[AnySchedule], AnySchedule] = {}
        self._add_tooltips()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for widget in (self.kind, *self.sliders.values()):
            layout.addWidget(widget)
        self.kind.value_changed.connect(self._choose)
        for name, slider in self.sliders.items():
            slider.value_changed.connect(lambda value, name=name: self._change(name, value))
            slider.editing_finished.connect(self.finished)

    def show_schedule(self, schedule: AnySchedule) -> None:
        """Show a schedule, and only the settings that it has."""
        self._schedule = self._last[type(schedule)] = schedule
        self.kind.set_value(type(schedule))
        for name, slider in self.sliders.items():
            value = getattr(schedule, name, None)
            slider.setVisible(value is not None)
            if value is not None:
                slide_to(slider, value)

    def _choose(self, kind: type[AnySchedule]) -> None:
        self.changed.emit(self._last.get(kind) or kind(), "schedule")

    def _change(self, name: str, value: float) -> None:
        number = int(value) if name in _WHOLE else value
        self.changed.emit(replace(self._schedule, **{name: number}), f"schedule {name}")

    def _add_tooltips(self) -> None:
        self.kind.setToolTip(self.tr("How the learning rate changes while training goes on."))
        sentences = {
            "factor": self.tr("What the rate is multiplied by: the smaller, the sooner it is low."),
            "every": self.tr("So many epochs lie between two steps."),
            "decay": self.tr("How fast the rate falls; 0 leaves it as it is."),
            "lowest": self.tr("The share of the rate that is left at the last epoch."),
            "patience": self.tr("So many epochs without a smaller loss are waited for."),
            "improvement": self.tr("By what share the loss has to fall to count as smaller."),
            "warmup": self.tr("Epochs over which the rate grows, so that first steps do no harm."),
        }
        for name, sentence in sentences.items():
            self.sliders[name].setToolTip(sentence)
