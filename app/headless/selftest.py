"""The self-test: opens the window where no one sees it, and tries what it has to do."""

import multiprocessing
import os
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType

import msgspec
from PySide6.QtCore import (
    QCoreApplication,
    QMessageLogContext,
    QSettings,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtGui import QImage

from app.examples import load_example
from app.launch import make_application
from app.look.appearance import Appearance
from app.main_window import MainWindow
from app.session.session import Session
from app.settings import Settings
from app.trainer.client import Trainer
from app.trainer.messages import Phase, Snapshot
from app.views.view import View
from app.window.frame import Frame
from engine.experiment.experiment import Experiment

PATIENCE = 20.0  # seconds that anything may take
FRAMES = 5  # that a view is watched for
# What the off-screen platform says because it has no window manager to ask, and what Qt says where
# the system's language is not set.
HARMLESS = ("This plugin does not support", "Detected locale")


@dataclass(frozen=True)
class Check:
    """One thing that was tried; `complaint` is empty if it works."""

    title: str
    complaint: str

    @property
    def line(self) -> str:
        """The check in one line."""
        return (
            f"FAILED  {self.title}: {self.complaint}" if self.complaint else f"ok      {self.title}"
        )


class Tester:
    """A window on the spiral with a training process of its own, off screen, and what befell it."""

    def __init__(self, folder: Path) -> None:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        self.faults: list[str] = []
        self._excepthook = sys.excepthook
        sys.excepthook = self._note_exception
        qInstallMessageHandler(self._note_message)
        self.folder = folder
        self.application = make_application()
        self.appearance = Appearance(self.application, "light")
        store = QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)
        self.frame = Frame(Settings(store))
        self.frame.show()
        self.trainer = Trainer()
        self.session = Session(self.trainer, _endless(load_example("spiral")))
        self.session.set_speed(None)
        self.window = MainWindow(self.frame, self.session, self.appearance, Settings(store))
        self.window.start()

    def close(self) -> None:
        """Close the window and end the trainer."""
        self.frame.close_unasked()
        self.session.close()
        qInstallMessageHandler(None)
        sys.excepthook = self._excepthook

    def comes_true(self, condition: Callable[[], bool]) -> bool:
        """Let the window work until something is so; False if it takes too long."""
        end = time.monotonic() + PATIENCE
        while not condition():
            if time.monotonic() > end:
                return False
            QCoreApplication.processEvents()
            time.sleep(0.001)
        return True

    def _note_exception(
        self, kind: type[BaseException], error: BaseException, traceback: TracebackType | None
    ) -> None:
        self.faults.append(f"{kind.__name__}: {error}")
        self._excepthook(kind, error, traceback)

    def _note_message(self, kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
        if kind is not QtMsgType.QtDebugMsg and not text.startswith(HARMLESS):
            self.faults.append(text)


def selftest() -> Iterator[Check]:
    """Try one thing after another, and say of each whether it works."""
    with TemporaryDirectory() as folder:
        tester = Tester(Path(folder))
        try:
            for title, check in CHECKS.items():
                yield Check(title, check(tester))
            for index, view in enumerate(tester.window.views):
                yield Check(f"the view “{view.title}” is drawn", _check_view(tester, index, view))
        finally:
            tester.close()
        yield Check("the training process ends with the window", _check_end(tester))
        yield Check("nothing went wrong unnoticed", "; ".join(tester.faults))


def _endless(experiment: Experiment) -> Experiment:
    """Return the experiment with more epochs than any view has to be watched for."""
    training = msgspec.structs.replace(experiment.training, epochs=10_000_000)
    return msgspec.structs.replace(experiment, training=training)


def _check_load(tester: Tester) -> str:
    session = tester.session
    loaded = tester.comes_true(lambda: session.phase is Phase.PAUSED and session.facts is not None)
    return "" if loaded else f"the run is still {session.phase.value}"


def _check_training(tester: Tester) -> str:
    if tester.trainer.process_id is None:
        return "training shares the window's process, because no second one could be started"
    tester.session.play()
    if not tester.comes_true(lambda: _step_of(tester) > 100):
        return f"only {_step_of(tester)} steps were trained"
    tester.session.pause()
    paused = tester.comes_true(lambda: tester.session.phase is Phase.PAUSED)
    return "" if paused else "it does not pause"


def _check_undo(tester: Tester) -> str:
    session, before = tester.session, tester.session.experiment
    after = msgspec.structs.replace(before, seed=before.seed + 1)
    session.edit(after, "Change the seed")
    session.undo_stack.undo()
    if session.experiment != before:
        return "undo does not bring the old experiment back"
    session.undo_stack.redo()
    return "" if session.experiment == after else "redo does not bring the new experiment back"


def _check_files(tester: Tester) -> str:
    session, path = tester.session, tester.folder / "saved.json"
    if not session.save_as(path):
        return "it cannot be saved"
    saved = session.experiment
    session.new(load_example("xor"))
    if not session.open(path):
        return "it cannot be opened again"
    return "" if session.experiment == saved else "what was opened is not what was saved"


def _check_themes(tester: Tester) -> str:
    pictures = {}
    for mode in ("dark", "light"):
        tester.appearance.set_mode(mode)
        QCoreApplication.processEvents()
        pictures[mode] = tester.frame.grab().toImage().pixelColor(2, 2).lightness()
    return "" if pictures["dark"] < pictures["light"] else "dark is not darker than light"


def _check_view(tester: Tester, index: int, view: View) -> str:
    """Watch a view for some frames of a run that moves."""
    session = tester.session
    answered: list[Snapshot] = []

    def note(snapshot: Snapshot) -> None:
        if set(view.wants) <= snapshot.probes.keys() and snapshot.phase is Phase.PLAYING:
            answered.append(snapshot)

    session.snapshot_changed.connect(note)
    tester.window.docks.bring_forward(index)
    session.play()
    enough = tester.comes_true(lambda: len(answered) >= FRAMES)
    session.pause()
    session.snapshot_changed.disconnect(note)
    if not enough:
        return f"{len(answered)} of {FRAMES} frames came"
    return "" if _colours(view.widget.grab().toImage()) > 10 else "its picture is empty"


def _check_end(tester: Tester) -> str:
    if tester.trainer.alive:
        return "the trainer is still there"
    return "its process is still there" if multiprocessing.active_children() else ""


def _step_of(tester: Tester) -> int:
    snapshot = tester.session.snapshot
    return snapshot.step if snapshot else 0


def _colours(image: QImage) -> int:
    """Count the colours of a picture, looking at every fourth point of every fourth row."""
    rows, columns = range(0, image.height(), 4), range(0, image.width(), 4)
    return len({image.pixel(x, y) for y in rows for x in columns})


CHECKS: dict[str, Callable[[Tester], str]] = {
    "the window opens and its experiment is loaded": _check_load,
    "a process of its own trains, and pauses": _check_training,
    "an edit is undone and done again": _check_undo,
    "an experiment is saved and opened again": _check_files,
    "the window is drawn in both themes": _check_themes,
}
