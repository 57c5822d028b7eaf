"""The bar above a step: from stage to stage, the sample looked at, and to do the step."""

from random import Random

from PySide6.QtCore import QCoreApplication, QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSpinBox, QToolButton, QWidget

from app.look.icons import icon
from app.widgets.elided_label import ElidedLabel


class StepBar(QWidget):
    """Back, forward, through all stages; which sample; what the step is; and to train on it."""

    sample_chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._chance = Random()
        self.back = _button("chevron-left", _tr("The stage before (Left)"))
        self.forward = _button("chevron-right", _tr("The next stage (Right)"))
        self.run_through = _button("play", _tr("Go through all stages slowly"))
        self.run_through.setCheckable(True)
        self.do_step = QPushButton(_tr("Do this step"))
        self.do_step.setToolTip(_tr("Train on this mini-batch: these very numbers become true"))
        self.sample = QSpinBox()
        self.sample.setAccessibleName(_tr("Number of the sample"))
        self.sample.setToolTip(_tr("The sample of the data that the step is done on"))
        self.any_sample = _button("reset", _tr("Any sample, by chance"))
        self.told = ElidedLabel()
        self.told.setProperty("role", "muted")
        self._lay_out()
        self.sample.valueChanged.connect(self.sample_chosen)
        self.any_sample.clicked.connect(self._choose_any)

    def offer_samples(self, count: int) -> None:
        """Offer the samples from 1 to `count`."""
        with QSignalBlocker(self.sample):
            self.sample.setRange(1, max(count, 1))

    def show_source(self, is_sample: bool) -> None:
        """Show what belongs to a step on one sample, or on a mini-batch."""
        self._sample_row.setVisible(is_sample)
        self.do_step.setVisible(not is_sample)

    def show_running(self, running: bool) -> None:
        """Show whether it goes through the stages by itself."""
        with QSignalBlocker(self.run_through):
            self.run_through.setChecked(running)
        self.run_through.setIcon(icon("pause" if running else "play"))

    def show_place(self, stage: int, count: int) -> None:
        """Show which ways can be gone from a stage among so many."""
        self.back.setEnabled(stage > 0)
        self.forward.setEnabled(stage < count - 1)

    def _choose_any(self) -> None:
        self.sample.setValue(self._chance.randint(1, self.sample.maximum()))

    def _lay_out(self) -> None:
        self._sample_row = QWidget()
        row = QHBoxLayout(self._sample_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.sample)
        row.addWidget(self.any_sample)
        self._sample_row.hide()
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 4, 12, 4)
        line.setSpacing(6)
        for part in (self.back, self.forward, self.run_through, self._sample_row):
            line.addWidget(part)
        line.addWidget(self.told, 1)
        line.addWidget(self.do_step)


def _tr(text: str) -> str:
    return QCoreApplication.translate("StepView", text)


def _button(name: str, tooltip: str) -> QToolButton:
    button = QToolButton()
    button.setIcon(icon(name))
    button.setToolTip(tooltip)
    button.setAccessibleName(tooltip)
    return button
