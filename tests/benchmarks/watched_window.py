"""A window that trains flat out and tells how it went: see `open_window`."""

import json
import sys
import tempfile
import time
from pathlib import Path

from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication

from app.launch import make_application
from app.look.appearance import Appearance
from app.main_window import MainWindow
from app.session.session import Session
from app.settings import Settings
from app.trainer.client import Trainer
from app.trainer.messages import Phase, Snapshot
from app.window.frame import Frame
from app.window.view_docks import ViewDock
from tests.benchmarks.classic import classic

WARM_UP = 2.0  # seconds that are not counted
NAMED_VIEWS = ("network", "boundary", "loss")  # that the goals speak of


class Watch:
    """Notes when each frame is drawn, and how many steps were trained."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._playing_since: float | None = None
        self.moments: list[float] = []
        self.steps: list[int] = []

    def note(self, snapshot: Snapshot) -> None:
        """Note a frame; ends the program when there are enough."""
        now = time.perf_counter()
        if snapshot.phase is not Phase.PLAYING:
            return
        self._playing_since = self._playing_since or now
        if now - self._playing_since > WARM_UP:
            self.moments.append(now)
            self.steps.append(snapshot.step)
        if now - self._playing_since > WARM_UP + self._seconds:
            QApplication.quit()

    def result(self) -> dict[str, object]:
        """Return the figures."""
        pairs = zip(self.moments, self.moments[1:], strict=False)
        passed = self.moments[-1] - self.moments[0]
        return {
            "platform": QApplication.platformName(),
            "intervals": [1000 * (after - before) for before, after in pairs],
            "steps_per_second": (self.steps[-1] - self.steps[0]) / passed,
        }


def _close_the_others(window: MainWindow) -> None:
    """Close the views that the goals do not speak of."""
    for dock in window.docks.findChildren(ViewDock):
        if dock.view.name not in NAMED_VIEWS:
            dock.close()


def main(words: list[str]) -> int:
    """Open the window, train for so many seconds, write the figures."""
    with tempfile.TemporaryDirectory() as folder:
        application = make_application()
        store = QSettings(str(Path(folder) / "settings.ini"), QSettings.Format.IniFormat)
        settings = Settings(store)
        frame = Frame(settings)
        frame.show()
        trainer = Trainer(in_process="--in-process" in words)
        session = Session(trainer, classic())
        session.set_speed(None)
        window = MainWindow(frame, session, Appearance(application, "light"), settings)
        if "--all" not in words:
            _close_the_others(window)
        watch = Watch(float(words[0]))
        session.snapshot_changed.connect(watch.note)
        window.start()
        QTimer.singleShot(0, session.play)
        application.exec()
        frame.close_unasked()
        session.close()
    sys.stdout.write(json.dumps(watch.result()) + "\n")
    return 0
