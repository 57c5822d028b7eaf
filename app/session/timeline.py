"""The timeline of a session: which moment of the run is looked at, and the way to another one."""

from PySide6.QtCore import QObject, QTimer, Signal

from app.session.training import TrainingControl
from app.trainer.messages import Present, Snapshot, StepUnit

_INTERVAL_MS = 30  # from one moment that is asked for to the next, while a hand drags


class Timeline(QObject):
    """Goes back in the run and returns. What trains on from the past makes a branch of it."""

    changed = Signal()  # where the present is, or which moment is looked at

    def __init__(self, training: TrainingControl, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._training = training
        self._wanted: int | None = None
        self._is_waiting = False
        self._timer = QTimer(self, singleShot=True, interval=_INTERVAL_MS)
        self._timer.timeout.connect(self._go_if_asked)
        self.present: Present | None = None
        self.step = 0  # that is looked at
        self.epoch = 0

    @property
    def is_past(self) -> bool:
        """Whether a moment before the present is looked at."""
        return self.present is not None and self.present.is_left

    @property
    def steps_per_epoch(self) -> int:
        """About how many mini-batches an epoch has."""
        present = self.present
        return max(present.step // present.epoch, 1) if present and present.epoch else 1

    def follow(self, snapshot: Snapshot) -> None:
        """Take note of where a snapshot stands."""
        before = self.present, self.step
        self.present, self.step, self.epoch = snapshot.present, snapshot.step, snapshot.epoch
        if before != (self.present, self.step):
            self.changed.emit()

    def visit(self, step: int | None) -> None:
        """Look at the run as it was at a step; None: return to the present. Pauses the training."""
        self._wanted = step
        if self._timer.isActive():
            self._is_waiting = True
        else:
            self._go()

    def back(self, unit: StepUnit) -> None:
        """Go back by a mini-batch, or to the end of the epoch before."""
        if unit is StepUnit.BATCH:
            self.visit(max(self.step - 1, 0))
        else:
            self.visit(max((self.step - 1) // self.steps_per_epoch, 0) * self.steps_per_epoch)

    def forward(self, unit: StepUnit) -> None:
        """Go forward in what is known already, by a mini-batch or an epoch."""
        size = 1 if unit is StepUnit.BATCH else self.steps_per_epoch
        if self.is_past:
            self.visit((self.step // size + 1) * size)

    def _go_if_asked(self) -> None:
        """Go where the hand has come to meanwhile."""
        if self._is_waiting:
            self._go()

    def _go(self) -> None:
        self._training.visit(self._wanted)
        self._is_waiting = False
        self._timer.start()
