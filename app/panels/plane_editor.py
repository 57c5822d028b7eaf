"""A plane editor sets what generated data has: noise, samples, classes or cells, and inputs."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.panels.data_sets import gate_choices
from app.panels.slide import slide_to
from app.panels.wide_field import WideField
from app.widgets.check_list import CheckList
from app.widgets.choice import Choice
from app.widgets.choice_field import ChoiceField
from app.widgets.number_scale import NumberScale
from app.widgets.slider_field import SliderField
from engine.data.preparation import DISPLAY_NAMES
from engine.experiment.data import INPUTS, Gate, Made

_SAMPLES = NumberScale(4, 5000, logarithmic=True, integer=True, highest=100_000)


class PlaneEditor(QWidget):
    """The settings of a generated set.

    `changed` carries a setting's name and its new value; `finished` ends a drag. The panel places
    `inputs_field` itself, below what all data has.
    """

    changed = Signal(str, object)
    finished = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.gate = ChoiceField(self.tr("Gate"), gate_choices())
        self.noise = SliderField(self.tr("Noise"), NumberScale(0, 0.5))
        self.samples = SliderField(self.tr("Samples"), _SAMPLES)
        self.classes = SliderField(self.tr("Classes"), NumberScale(2, 6, integer=True))
        self.cells = SliderField(self.tr("Cells a side"), NumberScale(2, 8, integer=True))
        self.inputs = CheckList([Choice(name, DISPLAY_NAMES[name]) for name in INPUTS])
        self.inputs_field = WideField(self.tr("Inputs"), self.inputs, beside=True)
        self._add_tooltips()
        self._lay_out()
        for name, slider in self.sliders.items():
            slider.value_changed.connect(lambda value, name=name: self._change(name, value))
            slider.editing_finished.connect(self.finished)
        self.gate.value_changed.connect(lambda gate: self.changed.emit("gate", gate))
        self.inputs.values_changed.connect(lambda values: self.changed.emit("inputs", values))

    @property
    def sliders(self) -> dict[str, SliderField]:
        """The editors of numbers, by the name of the setting."""
        names = ("noise", "samples", "classes", "cells")
        return {name: getattr(self, name) for name in names}

    def show_data(self, data: Made) -> None:
        """Show a set, and only the settings that it has."""
        for name, slider in self.sliders.items():
            value = getattr(data, name, None)
            slider.setVisible(value is not None)
            if value is not None:
                slide_to(slider, value)
        self.gate.setVisible(isinstance(data, Gate))
        if isinstance(data, Gate):
            self.gate.set_value(data.gate)
        self.inputs.set_values(data.inputs)

    def _change(self, name: str, value: float) -> None:
        self.changed.emit(name, value if name == "noise" else int(value))

    def _add_tooltips(self) -> None:
        self.gate.setToolTip(self.tr("Which truth table is to be learned."))
        self.noise.setToolTip(
            self.tr("Scatters the points: with much noise a perfect boundary means overfitting.")
        )
        self.samples.setToolTip(
            self.tr("How many points: few are learned by heart, many show the true shape.")
        )
        self.classes.setToolTip(self.tr("How many classes the network has to tell apart."))
        self.cells.setToolTip(self.tr("Squares along each side: more of them need more units."))
        self.inputs_field.setToolTip(
            self.tr("What the network sees of a point: a fitting input can replace whole layers.")
        )

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for widget in (self.gate, *self.sliders.values()):
            layout.addWidget(widget)
