"""An optimizer editor chooses the optimizer and sets its own parameters."""

from collections.abc import Callable

from msgspec.structs import replace
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.widgets.choice_field import ChoiceField
from app.widgets.number_scale import NumberScale
from app.widgets.optimizer_choice import optimizer_choices
from app.widgets.slider_field import SliderField
from engine.experiment.optimizers import AnyOptimizer

# Sliders for what is usual; what the engine allows beyond can be typed.
_LEARNING_RATE = NumberScale(1e-5, 10, logarithmic=True, lowest=1e-9, highest=1e9)
_MOMENTUM = NumberScale(0, 0.99, highest=0.9999)
_RHO = NumberScale(0.5, 0.999, decimals=3, lowest=0, highest=0.9999)
_BETA1 = NumberScale(0, 0.999, decimals=3, highest=0.9999)
_BETA2 = NumberScale(0.9, 0.9999, decimals=4, lowest=0, highest=0.999999)
_EPSILON = NumberScale(1e-10, 1e-2, logarithmic=True, lowest=1e-16, highest=1)
_DECAY = NumberScale(1e-6, 1, logarithmic=True, zero=True, lowest=1e-12, highest=100)
_MOMENTUM_DECAY = NumberScale(0, 0.1, decimals=3, highest=1)

Change = Callable[[AnyOptimizer], AnyOptimizer]


class OptimizerEditor(QWidget):
    """The optimizer, its learning rate, and beneath it what only this optimizer has.

    `changed` carries a function from the optimizer to the changed one, and the setting's name; the
    function raises ExperimentError for a value that cannot be. `finished` ends a drag. Each
    optimizer comes back with the settings it was last used with.
    """

    changed = Signal(object, str)
    finished = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.kind = ChoiceField(self.tr("Optimizer"), optimizer_choices())
        self.learning_rate = SliderField(self.tr("Learning rate"), _LEARNING_RATE)
        self.momentum = SliderField(self.tr("Momentum α"), _MOMENTUM)
        self.rho = SliderField(self.tr("Memory ρ"), _RHO)
        self.beta1 = SliderField(self.tr("β₁"), _BETA1)
        self.beta2 = SliderField(self.tr("β₂"), _BETA2)
        self.epsilon = SliderField(self.tr("ε"), _EPSILON)
        self.weight_decay = SliderField(self.tr("Decay λ"), _DECAY)
        self.momentum_decay = SliderField(self.tr("Momentum decay ψ"), _MOMENTUM_DECAY)
        self._last: dict[type[AnyOptimizer], AnyOptimizer] = {}
        self._add_tooltips()
        self._lay_out()
        self._connect()

    @property
    def sliders(self) -> dict[str, SliderField]:
        """The editors of numbers, by the name of the setting."""
        numbers = ("momentum", "rho", "beta1", "beta2", "epsilon", "weight_decay", "momentum_decay")
        return {name: getattr(self, name) for name in ("learning_rate", *numbers)}

    def show_optimizer(self, optimizer: AnyOptimizer) -> None:
        """Show an optimizer, and only the settings that it has."""
        self._last[type(optimizer)] = optimizer
        self.kind.set_value(type(optimizer))
        for name, slider in self.sliders.items():
            value = getattr(optimizer, name, None)
            slider.setVisible(value is not None)
            if value is not None and slider.value() != value:  # what is being typed stays
                slider.set_value(value)

    def _add_tooltips(self) -> None:
        self.kind.setToolTip(self.tr("How a gradient becomes a change of the weights."))
        self.learning_rate.setToolTip(
            self.tr("How far each step goes: too small and it crawls, too large and it diverges.")
        )
        self.momentum.setToolTip(
            self.tr("How much of the last step is kept; near 1 it rolls on for long.")
        )
        self.rho.setToolTip(self.tr("How long the size of past gradients is remembered."))
        self.beta1.setToolTip(self.tr("How long the mean of past gradients is remembered."))
        self.beta2.setToolTip(self.tr("How long the older gradients are remembered beside that."))
        self.epsilon.setToolTip(
            self.tr("Added to the divisor, so that tiny gradients do not make huge steps.")
        )
        self.weight_decay.setToolTip(
            self.tr("Shrinks every parameter by its share η λ a step, beside the gradient.")
        )
        self.momentum_decay.setToolTip(
            self.tr("How quickly the momentum grows to β₁: larger is sooner.")
        )

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for widget in (self.kind, *self.sliders.values()):
            layout.addWidget(widget)

    def _connect(self) -> None:
        self.kind.value_changed.connect(self._choose)
        for name, slider in self.sliders.items():
            slider.value_changed.connect(lambda value, name=name: self._change(name, value))
            slider.editing_finished.connect(self.finished)

    def _choose(self, kind: type[AnyOptimizer]) -> None:
        optimizer = self._last.get(kind) or kind()
        self.changed.emit(lambda _: optimizer, "optimizer")

    def _change(self, name: str, value: float) -> None:
        self.changed.emit(lambda optimizer: replace(optimizer, **{name: value}), name)
