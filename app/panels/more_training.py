"""More training: what is set seldom, folded away until it is asked for."""

from msgspec.structs import replace
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from app.look.icons import icon
from app.panels.schedule_editor import ScheduleEditor
from app.panels.slide import slide_to
from app.widgets.number_scale import NumberScale
from app.widgets.slider_field import SliderField
from engine.experiment.losses import WITH_PROBABILITIES
from engine.experiment.schedules import Constant
from engine.experiment.training import EarlyStopping, Training

_DECAY = NumberScale(1e-6, 1, logarithmic=True, zero=True, lowest=1e-12, highest=100)
_SMOOTHING = NumberScale(0, 0.5, highest=0.99)
_LIMITS = ("max_norm", "clip_norm", "clip_value")  # None in the training: no limit


class MoreTraining(QWidget):
    """Schedule, weight decay, label smoothing, limits and early stopping.

    `changed` carries the changed settings of the training, by name, and a name for the drag, empty
    where something was picked. `finished` ends a drag. It unfolds itself once something is set.
    """

    changed = Signal(object, str)  # dict
    finished = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.fold = QToolButton()
        self.content = QWidget()
        self.schedule = ScheduleEditor()
        limit = self._limit_scale()
        patience = NumberScale(
            1,
            500,
            logarithmic=True,
            integer=True,
            zero=True,
            highest=10_000_000,
            off=self.tr("off"),
        )
        self.sliders = {
            "weight_decay": SliderField(self.tr("Weight decay λ"), _DECAY),
            "label_smoothing": SliderField(self.tr("Label smoothing"), _SMOOTHING),
            "max_norm": SliderField(self.tr("Max-norm"), limit),
            "clip_norm": SliderField(self.tr("Clip by norm"), limit),
            "clip_value": SliderField(self.tr("Clip by value"), limit),
            "early_stopping": SliderField(self.tr("Early stopping"), patience),
        }
        self._training = Training()
        self._is_usual = True
        self._is_folded = True
        self._add_tooltips()
        self._lay_out()
        self._connect()
        self.set_folded(True)

    def show_training(self, training: Training) -> None:
        """Show a training's settings."""
        self._training = training
        was_usual, self._is_usual = self._is_usual, _is_usual(training)
        if was_usual and not self._is_usual:
            self.set_folded(False)
        self.schedule.show_schedule(training.schedule)
        for name, slider in self.sliders.items():
            value = getattr(training, name) or 0
            slide_to(slider, value.patience if isinstance(value, EarlyStopping) else value)
        self.sliders["label_smoothing"].setVisible(training.loss in WITH_PROBABILITIES)

    def set_folded(self, folded: bool) -> None:
        """Fold the content away, or unfold it."""
        self._is_folded = folded
        self.content.setVisible(not folded)
        self.fold.setIcon(icon("chevron-right" if folded else "chevron-down", "muted"))

    def _limit_scale(self) -> NumberScale:
        return NumberScale(
            0.01, 100, logarithmic=True, zero=True, lowest=1e-9, highest=1e9, off=self.tr("off")
        )

    def _lay_out(self) -> None:
        self.fold.setText(self.tr("More"))
        self.fold.setProperty("role", "section")
        self.fold.setIconSize(QSize(12, 12))
        self.fold.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.fold.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        column = QVBoxLayout(self.content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for widget in (self.schedule, *self.sliders.values()):
            column.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.fold, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.content)

    def _connect(self) -> None:
        self.fold.clicked.connect(lambda: self.set_folded(not self._is_folded))
        self.schedule.changed.connect(self._change_schedule)
        self.schedule.finished.connect(self.finished)
        for name, slider in self.sliders.items():
            slider.value_changed.connect(lambda value, name=name: self._change(name, value))
            slider.editing_finished.connect(self.finished)

    def _change_schedule(self, schedule: object, name: str) -> None:
        self.changed.emit({"schedule": schedule}, "" if name == "schedule" else name)

    def _change(self, name: str, value: float) -> None:
        self.changed.emit({name: self._setting(name, value)}, name)

    def _setting(self, name: str, value: float) -> object:
        """What the training is to hold for a slider's value; 0 is none."""
        if name in _LIMITS:
            return value or None
        if name != "early_stopping":
            return value
        stopping = self._training.early_stopping or EarlyStopping()
        return replace(stopping, patience=int(value)) if value else None

    def _add_tooltips(self) -> None:
        self.fold.setToolTip(self.tr("Schedule, weight decay, limits and early stopping."))
        sentences = {
            "weight_decay": self.tr("Shrinks every weight by its share η λ a step, by itself."),
            "label_smoothing": self.tr("Asks for a little less than certainty: calmer answers."),
            "max_norm": self.tr("No neuron's incoming weights may be longer than this."),
            "clip_norm": self.tr("A longer gradient is shortened to this: one step does no harm."),
            "clip_value": self.tr("No part of the gradient may be larger than this."),
            "early_stopping": self.tr(
                "Ends after so many epochs without a smaller loss, and goes back to the best."
            ),
        }
        for name, sentence in sentences.items():
            self.sliders[name].setToolTip(sentence)


def _is_usual(training: Training) -> bool:
    """Whether a training sets none of what is folded away."""
    numbers = (training.weight_decay, training.label_smoothing, *_limits(training))
    return not any(numbers) and training.early_stopping is None and _is_constant(training)


def _limits(training: Training) -> tuple[float, ...]:
    return tuple(getattr(training, name) or 0 for name in _LIMITS)


def _is_constant(training: Training) -> bool:
    return training.schedule == Constant()
