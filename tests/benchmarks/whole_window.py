"""The whole window of the program, with settings of its own, for as long as it is measured."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from app.launch import make_application
from app.look.appearance import Appearance
from app.main_window import MainWindow
from app.session.session import Session
from app.settings import Settings
from app.trainer.client import Trainer
from app.window.collector import Collector
from app.window.frame import Frame
from engine.experiment.experiment import Experiment


@contextmanager
def whole_window(
    experiment: Experiment,
    trainer: Trainer | None = None,
    size: tuple[int, int] | None = (1600, 1000),
) -> Iterator[tuple[QApplication, MainWindow]]:
    """The application and its window, which has not begun to tick yet; closed at the end.

    As in the program, no search for unreachable objects comes in between. `size` None: as large as
    it opens.
    """
    with tempfile.TemporaryDirectory() as folder:
        present = QApplication.instance()
        application = present if isinstance(present, QApplication) else make_application()
        store = QSettings(str(Path(folder) / "settings.ini"), QSettings.Format.IniFormat)
        settings = Settings(store)
        frame = Frame(settings)
        if size is not None:
            frame.resize(*size)
        frame.show()
        session = Session(trainer or Trainer(), experiment)
        window = MainWindow(frame, session, Appearance(application, "light"), settings)
        collector = Collector(window)
        collector.start()
        yield application, window
        collector.stop()
        frame.close_unasked()
        session.close()
