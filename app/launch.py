"""Launch: a painted window first, then everything that fills it, then the wait for its end."""

import gc
import json
import os
import signal
import sys
from pathlib import Path

from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication

from app.look.appearance import Appearance
from app.settings import Settings
from app.window.frame import Frame
from app.window.paint_watch import PaintWatch

NAME = "backprop-lab"
MEASURE = "BACKPROP_LAB_MEASURE_LAUNCH"  # set: print the moments of the launch and end
_FIRST_PAINT_MS = 300


def launch(file: Path | None = None, in_process: bool = False) -> int:
    """Open the window, with an experiment's file if one is given; returns the exit status."""
    gc.disable()  # what is made while the window opens stays; the workshop's collector takes over
    application = make_application()
    settings = Settings(
        QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, NAME, NAME)
    )
    appearance = Appearance(application, settings.mode)
    frame = Frame(settings)
    bare = PaintWatch(frame)
    frame.show()
    bare.wait(_FIRST_PAINT_MS)
    # Only now that there is a window to see: this imports NumPy.
    from app.trainer.client import Trainer

    trainer = Trainer(in_process)
    # And this pyqtgraph, while the trainer's process starts.
    from app.window.workshop import Workshop

    workshop = Workshop(frame, appearance, settings, trainer)
    full = PaintWatch(workshop.window.transport)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: frame.close_unasked())
    workshop.start(file)
    if MEASURE in os.environ:
        QTimer.singleShot(_FIRST_PAINT_MS, lambda: _tell_moments(frame, bare, full))
    # A signal may have closed the window already.
    status = application.exec() if frame.isVisible() else 0
    workshop.end()
    return status


def make_application() -> QApplication:
    """The Qt application, named so that its settings and files are found again."""
    application = QApplication(sys.argv[:1])
    application.setApplicationName(NAME)
    application.setApplicationDisplayName("Backprop Lab")
    application.setDesktopFileName(NAME)
    return application


def _tell_moments(frame: Frame, bare: PaintWatch, full: PaintWatch) -> None:
    """Write when the bare and the full window were first painted, in seconds since the epoch."""
    moments = {"bare_window": bare.moment, "full_window": full.moment}
    sys.stdout.write(json.dumps(moments) + "\n")
    sys.stdout.flush()
    frame.close_unasked()
