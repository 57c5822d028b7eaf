"""The transport bar starts, stops and steps the training, and shows how it goes."""

from PySide6.QtCore import QElapsedTimer, QTimer
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedLayout, QWidget

from app.look.icons import icon
from app.panels.figures import NOTHING, count_text, determination_text, loss_text, percent_text
from app.panels.health_chips import HealthChips
from app.panels.speed_control import SpeedControl
from app.panels.step_button import StepButton
from app.session.session import Session
from app.trainer.messages import Phase, Snapshot
from app.widgets.chip import Chip
from app.widgets.readout import ReadOut

_READABLE_MS = 80  # figures that change more often cannot be read
_RESTARTED_MS = 4000


class TransportBar(QWidget):
    """Reset, Play, Step and speed at the left, the figures of the run, its health and its state."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._since_shown = QElapsedTimer()
        self.play_button = self._make_play()
        self.reset_button = self._make_reset()
        self.step_button = StepButton(session)
        self.speed = SpeedControl(session)
        self.epoch = ReadOut(self.tr("Epoch"), "000\u202f000")
        self.train_loss = ReadOut(self.tr("Train loss"), "0.00e-00")
        self.test_loss = ReadOut(self.tr("Test loss"), "0.00e-00")
        self.test_accuracy = ReadOut(self.tr("Test accuracy"), "100.0\u202f%")
        self.test_determination = ReadOut(self.tr("Test R²"), "-0.000")
        self.rate = ReadOut(self.tr("Steps/s"), "00\u202f000")
        self.health = HealthChips()
        self.chip = Chip()
        self._restarted = QTimer(self, interval=_RESTARTED_MS, singleShot=True)
        self._explain()
        self._lay_out()
        self._connect()

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show the figures of the run, as often as they can be read."""
        self.health.show_snapshot(snapshot)
        is_playing = snapshot.phase is Phase.PLAYING
        if (
            is_playing
            and self._since_shown.isValid()
            and self._since_shown.elapsed() < _READABLE_MS
        ):
            return
        self._since_shown.start()
        self.epoch.set_value(count_text(snapshot.epoch))
        self.rate.set_value(count_text(snapshot.steps_per_second) if is_playing else NOTHING)
        metrics = snapshot.metrics
        if metrics is not None:
            self.train_loss.set_value(loss_text(metrics.train_loss))
            self.test_loss.set_value(loss_text(metrics.test_loss))
            self.test_accuracy.set_value(percent_text(metrics.test_accuracy))
            self.test_determination.set_value(determination_text(metrics.test_accuracy))
        elif snapshot.phase is Phase.EMPTY:
            for figure in (self.train_loss, self.test_loss, self.test_accuracy):
                figure.set_value(NOTHING)
            self.test_determination.set_value(NOTHING)
        if snapshot.loaded is not None:
            self._qualities.setCurrentIndex(int(snapshot.loaded.facts.task == "regression"))

    def _make_reset(self) -> QPushButton:
        button = QPushButton(icon("reset"), self.tr("Reset"))
        button.setToolTip(
            self.tr("Start again from the seed, with the same first weights and no training (R)")
        )
        button.clicked.connect(self._session.reset)
        return button

    def _make_play(self) -> QPushButton:
        button = QPushButton()
        button.setProperty("role", "primary")
        texts = (self.tr("Play"), self.tr("Pause"))
        width = max(button.fontMetrics().horizontalAdvance(text) for text in texts)
        button.setMinimumWidth(width + 62)  # the icon, the padding, and half-bold letters
        button.clicked.connect(self._session.toggle)
        return button

    def _explain(self) -> None:
        """Say for each figure what it tells of the training."""
        texts = {
            self.epoch: self.tr("How often every training sample has been used"),
            self.train_loss: self.tr("What training makes small: the mean loss on its own samples"),
            self.test_loss: self.tr("The mean loss on samples that training never sees"),
            self.test_accuracy: self.tr("The share of unseen samples that are classified right"),
            self.test_determination: self.tr(
                "The share of the unseen targets' variance that is explained; 1 is perfect"
            ),
            self.rate: self.tr("The mini-batches trained a second, as measured"),
        }
        for readout, text in texts.items():
            readout.setToolTip(text)

    def _lay_out(self) -> None:
        quality = QWidget()
        self._qualities = QStackedLayout(quality)
        self._qualities.setContentsMargins(0, 0, 0, 0)
        self._qualities.addWidget(self.test_accuracy)
        self._qualities.addWidget(self.test_determination)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        for button in (self.reset_button, self.play_button, self.step_button):
            layout.addWidget(button)
        layout.addSpacing(4)
        layout.addWidget(self.speed)
        layout.addSpacing(4)
        for figure in (self.epoch, self.train_loss, self.test_loss, quality, self.rate):
            layout.addWidget(figure)
        layout.addWidget(self.health, 1)
        layout.addWidget(self.chip)

    def _connect(self) -> None:
        self._session.phase_changed.connect(self._show_phase)
        self._session.stirred.connect(self._show_phase)
        self._session.restarted.connect(self._restarted.start)
        self._session.restarted.connect(self._show_phase)
        self._restarted.timeout.connect(self._show_phase)
        self._show_phase()

    def _show_phase(self) -> None:
        """Let the button say what a press does, and the chip how the run stands."""
        playing = self._session.playing
        self.play_button.setText(self.tr("Pause") if playing else self.tr("Play"))
        self.play_button.setIcon(icon("pause" if playing else "play", "on_accent"))
        effect = (
            self.tr("Stop training after the step under way (Space)")
            if playing
            else self.tr("Train the network step by step until you pause (Space)")
        )
        self.play_button.setToolTip(effect)
        self.chip.set_status(*self._status())

    def _status(self) -> tuple[str, str]:
        snapshot, problem = self._session.snapshot, self._session.problem
        match self._session.phase:
            case Phase.DIVERGED if problem is not None and problem.step is not None:
                text = self.tr("diverged at step {step}")
                return text.format(step=count_text(problem.step)), "bad"
            case Phase.DIVERGED:
                return self.tr("diverged"), "bad"
            case Phase.FAILED:
                return self.tr("cannot be trained"), "bad"
            case Phase.FINISHED if snapshot is not None:
                text = self.tr("finished after {epochs} epochs")
                return text.format(epochs=count_text(snapshot.epoch)), "ok"
        if self._restarted.isActive():
            return self.tr("restarted"), "neutral"
        return "", "neutral"
