"""The workshop: session, window and recovery of one run of the program, from start to end."""

import sys
from pathlib import Path

import platformdirs
from PySide6.QtCore import QObject

from app.examples import load_example
from app.look.appearance import Appearance
from app.main_window import MainWindow
from app.session.autosave import Autosave
from app.session.recent_files import RecentFiles
from app.session.recovery import LeftBehind, Recovery
from app.session.session import Session
from app.session.training import DEFAULT_SPEED
from app.settings import Settings
from app.trainer.client import Trainer
from app.window.collector import Collector
from app.window.crash_report import CrashReport
from app.window.frame import Frame

FIRST_EXPERIMENT = "spiral"


class Workshop(QObject):
    """Fills the frame, and puts everything away when it closes."""

    def __init__(
        self, frame: Frame, appearance: Appearance, settings: Settings, trainer: Trainer
    ) -> None:
        super().__init__(frame)
        experiment = load_example(FIRST_EXPERIMENT)
        self.session = Session(trainer, experiment, RecentFiles(settings.store), self)
        self.session.set_speed(settings.speed(DEFAULT_SPEED))
        self.window = MainWindow(frame, self.session, appearance, settings)
        self._recovery = self._make_recovery()
        self._autosave = Autosave(self.session, self._recovery) if self._recovery else None
        self.crash_report = CrashReport(frame, self._keep_work)
        self._collector = Collector(self)
        frame.closed.connect(self._put_away)

    def start(self, file: Path | None) -> None:
        """Open a file, offer what was left behind, and begin to show the run."""
        sys.excepthook = self.crash_report.take
        if file is not None:
            self.window.files.open(file)
        left = self._recovery.left_behind() if self._recovery else None
        if left is not None:
            self._offer(left)
        self.window.start()
        self._collector.start()

    def end(self) -> None:
        """End the trainer, once the window is gone: it can take a moment."""
        self.session.close()

    def _make_recovery(self) -> Recovery | None:
        folder = Path(platformdirs.user_data_dir("backprop-lab", appauthor=False))
        try:
            recovery = Recovery(folder)
        except OSError as error:
            text = self.tr("Unsaved work cannot be kept for a restart: {folder}: {fault}.")
            fault = error.strerror or str(error)
            self.window.notices.say(text.format(folder=folder, fault=fault), "warning")
            return None
        return recovery

    def _offer(self, left: LeftBehind) -> None:
        text = self.tr("The program ended before “{name}” was saved. It was kept as it stood then.")
        self.window.notices.offer(
            text.format(name=left.experiment.name),
            self.tr("Restore it"),
            do=lambda: self.session.new(left.experiment, saved=False),
            end=left.remove,
        )

    def _keep_work(self) -> None:
        if self._autosave is not None:
            self._autosave.flush()

    def _put_away(self, asked: bool) -> None:
        """Keep unsaved work that no one was asked about; the window is about to go."""
        if self._autosave is not None and self._recovery is not None:
            if asked:
                self._autosave.discard()
            else:
                self._autosave.flush()
            self._recovery.close()
        self._collector.stop()
        sys.excepthook = sys.__excepthook__
