"""A dense editor shows and changes the settings of one dense layer."""

from msgspec.structs import replace
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.panels.layer_words import init_choices, init_key
from app.panels.slide import slide_to
from app.widgets.choice_field import ChoiceField
from app.widgets.number_scale import NumberScale
from app.widgets.slider_field import SliderField
from engine.experiment.network import Dense, Init, Normal, Uniform

# Sliders for what is usual; what the engine allows beyond can be typed.
_UNITS = NumberScale(1, 64, integer=True, highest=100_000)
_SPREAD = NumberScale(0.001, 10, logarithmic=True, zero=True, lowest=1e-9, highest=100)
_BIAS = NumberScale(-1, 1, lowest=-100, highest=100)


class DenseEditor(QWidget):
    """Units, initialisation and first bias of a dense layer.

    `changed` carries a function from the layer to the changed layer, and the setting's name; the
    function raises ExperimentError for a value that cannot be. `finished` ends a drag.
    """

    changed = Signal(object, str)
    finished = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.units = SliderField(self.tr("Units"), _UNITS)
        self.init = ChoiceField(self.tr("Weights"), init_choices())
        self.std = SliderField(self.tr("Deviation σ"), _SPREAD)
        self.limit = SliderField(self.tr("Limit"), _SPREAD)
        self.bias = SliderField(self.tr("First bias"), _BIAS)
        self.tied = QLabel()
        self._add_tooltips()
        self._lay_out()
        self._connect()

    def show_layer(self, layer: Dense, allowed_units: tuple[int, ...], tied: str) -> None:
        """Show a layer. `tied` says why an output layer's units cannot be chosen, else is empty."""
        self.units.setEnabled(not tied or len(allowed_units) > 1)
        slide_to(self.units, layer.units)
        self.tied.setText(tied)
        self.tied.setVisible(bool(tied))
        self.init.set_value(init_key(layer.init))
        self._show_spread(layer.init)
        slide_to(self.bias, layer.bias)

    def _show_spread(self, init: Init) -> None:
        self.std.setVisible(isinstance(init, Normal))
        self.limit.setVisible(isinstance(init, Uniform))
        if isinstance(init, Normal):
            slide_to(self.std, init.std)
        elif isinstance(init, Uniform):
            slide_to(self.limit, init.limit)

    def _add_tooltips(self) -> None:
        self.units.setToolTip(
            self.tr("More units can draw a more intricate boundary, and overfit more easily.")
        )
        self.init.setToolTip(
            self.tr("How the weights begin: too small and signals fade, too large and they grow.")
        )
        self.std.setToolTip(self.tr("The standard deviation of the weights as they begin."))
        self.limit.setToolTip(self.tr("The weights begin evenly between minus and plus this."))
        self.bias.setToolTip(self.tr("Where every unit's bias begins; training moves it."))
        self.tied.setProperty("role", "muted")
        self.tied.setWordWrap(True)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for widget in (self.units, self.tied, self.init, self.std, self.limit, self.bias):
            layout.addWidget(widget)

    def _connect(self) -> None:
        self.units.value_changed.connect(lambda value: self._emit("units", int(value)))
        self.bias.value_changed.connect(lambda value: self._emit("bias", value))
        self.init.value_changed.connect(self._choose_init)
        self.std.value_changed.connect(lambda value: self._change_init("std", Normal, value))
        self.limit.value_changed.connect(lambda value: self._change_init("limit", Uniform, value))
        for slider in (self.units, self.std, self.limit, self.bias):
            slider.editing_finished.connect(self.finished)

    def _emit(self, name: str, value: object) -> None:
        self.changed.emit(lambda layer: replace(layer, **{name: value}), name)

    def _choose_init(self, key: str) -> None:
        self._emit("init", {"normal": Normal(), "uniform": Uniform()}.get(key, key))

    def _change_init(self, name: str, kind: type[Normal | Uniform], value: float) -> None:
        self.changed.emit(lambda layer: replace(layer, init=kind(value)), name)
