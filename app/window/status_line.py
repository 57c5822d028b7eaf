"""The status line at the foot of the window: how the numbers are made, and which file they are."""

import os

from msgspec.structs import replace
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QInputDialog, QLabel, QPushButton, QStatusBar

from app.look.icons import icon
from app.session.session import Session
from app.trainer.messages import Snapshot
from app.trainer.threads import THREAD_VARIABLES, usable_cores
from app.widgets.elided_label import ElidedLabel
from app.widgets.progress_row import ProgressRow
from engine.errors import ExperimentError

_MESSAGE_MS = 8000
_LARGEST_SEED = 2**32 - 1


class StatusLine(QStatusBar):
    """Backend, frames a second, seed, file, passing messages, and how far data is read."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._backend = QLabel()
        self._fps = QLabel()
        self.seed = QPushButton()
        self._file = QLabel()
        self._message = ElidedLabel()
        self.reading = ProgressRow(self.tr("Reading data"))
        self.recording = QPushButton(icon("record", "bad"), "")
        self._message_end = QTimer(self, interval=_MESSAGE_MS, singleShot=True)
        self._lay_out()
        self._message_end.timeout.connect(self._message.clear)
        self.seed.clicked.connect(self._ask_seed)
        self.reading.cancelled.connect(session.cancel_reading)
        session.reading_changed.connect(self.reading.show_share)
        session.experiment_changed.connect(self._show_experiment)
        session.file_changed.connect(self._show_experiment)
        self._show_experiment()
        self.show_fps(0)
        self._show_backend("NumPy")

    @property
    def message(self) -> str:
        """The message that shows."""
        return self._message.text()

    def say(self, text: str) -> None:
        """Show a message for a while."""
        self._message.setText(text)
        self._message_end.start()

    def show_fps(self, fps: float) -> None:
        """Show how many frames were drawn in the last second; none are while nothing moves."""
        self._fps.setText(self.tr("{count} fps").format(count=round(fps)))

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show what computes the run."""
        if snapshot.loaded is not None:
            self._show_backend(snapshot.loaded.backend)

    def show_recording(self, text: str) -> None:
        """Say what is recorded and for how long; empty: nothing is."""
        self.recording.setText(text)
        self.recording.setVisible(bool(text))

    def _lay_out(self) -> None:
        self.setSizeGripEnabled(False)
        self.seed.setProperty("role", "flat")
        self.seed.setToolTip(
            self.tr("The seed decides the points, the split and the first weights. Click to set it")
        )
        self._backend.setToolTip(self.tr("What computes the training, and with which precision"))
        self._fps.setToolTip(
            self.tr("Pictures drawn a second; none are needed while nothing moves")
        )
        self._fps.setMinimumWidth(self._fps.fontMetrics().horizontalAdvance("00 fps") + 8)
        self._file.setToolTip(self.tr("The file that holds this experiment"))
        self.setContentsMargins(8, 0, 8, 0)
        for widget in (self._backend, self._fps, self.seed, self._file):
            self.addWidget(widget)
        self.addWidget(self._message, 1)
        self.recording.setProperty("role", "flat")
        self.recording.setToolTip(self.tr("End the recording and save it (Ctrl+Shift+R)"))
        self.recording.hide()
        self.addWidget(self.recording)
        self.addWidget(self.reading)
        self.reading.hide()  # a status bar shows what it is given

    def _show_backend(self, backend: str) -> None:
        threads = blas_threads()
        words = self.tr("1 thread") if threads == 1 else self.tr("{count} threads")
        self._backend.setText(f"{backend} · float32 · {words.format(count=threads)}")

    def _show_experiment(self) -> None:
        session = self._session
        self.seed.setText(self.tr("seed {seed}").format(seed=session.experiment.seed))
        self.seed.setAccessibleName(self.seed.text())
        state = self.tr("not saved") if session.modified else self.tr("saved")
        if session.path is None:
            name = session.experiment.name
            text = self.tr("{name} — not saved") if session.modified else self.tr("{name}")
            self._file.setText(text.format(name=name))
        else:
            self._file.setText(f"{session.path.name} — {state}")

    def _ask_seed(self) -> None:
        seed, wanted = QInputDialog.getText(
            self.window(),
            self.tr("Seed"),
            self.tr("The same seed gives the same numbers. Seed (0 to {largest}):").format(
                largest=_LARGEST_SEED
            ),
            text=str(self._session.experiment.seed),
        )
        if wanted:
            self.set_seed(seed)

    def set_seed(self, text: str) -> None:
        """Start again from the seed that was typed; say what is wrong with it if it cannot be."""
        session = self._session
        try:
            number = int(text)
            session.edit(replace(session.experiment, seed=number), self.tr("Change seed"))
        except (ValueError, ExperimentError):
            said = self.tr(
                "The seed must be a whole number between 0 and {largest}; it is “{text}”."
            )
            session.said.emit(said.format(largest=_LARGEST_SEED, text=text), "warning")


def blas_threads() -> int:
    """The number of threads that linear algebra uses here and in the training process."""
    for name in THREAD_VARIABLES:
        if os.environ.get(name, "").isdigit():
            return int(os.environ[name])
    return usable_cores()
