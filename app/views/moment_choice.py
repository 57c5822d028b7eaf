"""A moment choice picks a state of the run: the start, the best, the present one, or any step."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from app.views.mode_choice import ModeChoice
from app.widgets.number_edit import NumberEdit
from app.widgets.number_scale import NumberScale
from app.widgets.slider import Slider
from engine.outlook import Moment

_WIDTH, _SLIDER_WIDTH = 74, 90  # pixels
_AT_STEP = "step"
_WORDS: dict[str, Moment] = {"start": "start", "best": "best", "now": "now"}


class MomentChoice(QWidget):
    """Words for the three, and a slider and a number for a step of those that are kept.

    `changed` comes when a person has chosen another moment.
    """

    changed = Signal()

    def __init__(self, label: str, tip: str, first: Moment) -> None:
        super().__init__()
        self._steps: NDArray[np.int64] = np.zeros(1, dtype=np.int64)
        self._step = 0
        names = {
            "start": self.tr("Start"),
            "best": self.tr("Best"),
            "now": self.tr("Now"),
            _AT_STEP: self.tr("Step"),
        }
        self.choice = ModeChoice(names, tip, self._choose)
        self.choice.box.setAccessibleName(label)
        self.choice.box.setMinimumWidth(_WIDTH)
        self.slider = Slider()
        self.slider.setAccessibleName(self.tr("{label}: which step").format(label=label))
        self.slider.setToolTip(self.tr("Any state that the run has kept, from the first to now"))
        self.slider.setFixedWidth(_SLIDER_WIDTH)
        self.edit = NumberEdit(NumberScale(0, 10**9, integer=True))
        self.edit.setAccessibleName(self.tr("{label}: step").format(label=label))
        self.edit.setToolTip(self.tr("A step of the run; the nearest state that is kept counts"))
        self._lay_out(label)
        self.slider.valueChanged.connect(self._slide)
        self.edit.entered.connect(self._enter)
        self.set_moment(first)

    @property
    def moment(self) -> Moment:
        """What is chosen."""
        return _WORDS.get(self.choice.mode, self._step)

    def set_moment(self, moment: object) -> None:
        """Show a moment, without a signal; what is none is left alone."""
        is_step = isinstance(moment, int) and not isinstance(moment, bool)
        if is_step:
            self._step = max(int(str(moment)), 0)
        self.choice.box.blockSignals(True)
        self.choice.set_mode(_AT_STEP if is_step else moment)
        self.choice.box.blockSignals(False)
        self._show_step()

    def set_steps(self, steps: NDArray[np.int64]) -> None:
        """Offer the steps (n,) whose states are kept."""
        if not np.array_equal(steps, self._steps):
            self._steps = steps
            self._show_step()

    def _lay_out(self, label: str) -> None:
        line, text = QHBoxLayout(self), QLabel(label)
        text.setProperty("role", "caption")
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        for widget in (text, self.choice.box, self.slider, self.edit):
            line.addWidget(widget)

    def _show_step(self) -> None:
        self.slider.blockSignals(True)
        self.slider.setRange(0, len(self._steps) - 1)
        self.slider.setValue(int(np.abs(self._steps - self._step).argmin()))
        self.slider.blockSignals(False)
        if not self.edit.isModified():
            self.edit.show_value(self._step)
        for widget in (self.slider, self.edit):
            widget.setVisible(self.choice.mode == _AT_STEP)

    def choose(self, mode: str) -> None:
        """Choose as a person does: "start", "best", "now", or "step"."""
        self.choice.set_mode(mode)

    def _choose(self) -> None:
        if self.choice.mode == _AT_STEP and self._step <= 0:
            self._step = int(self._steps[len(self._steps) // 2])
        self._show_step()
        self.changed.emit()

    def _slide(self, place: int) -> None:
        self._step = int(self._steps[place])
        self.edit.setModified(False)
        self._show_step()
        self.changed.emit()

    def _enter(self, step: float) -> None:
        """Take the kept state that is nearest to a typed step."""
        self._step = int(self._steps[np.abs(self._steps - int(step)).argmin()])
        self._show_step()
        self.changed.emit()
