"""The recorder films one view while it changes, and writes the film into a file."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.session.background import Background
from app.session.failure import write_failure
from app.session.session import Session
from app.window.exports import Exports
from app.window.film import GIF, INTERVAL_MS, MP4, WEBP, Film, endings
from app.window.view_dock import ViewDock
from engine.data.late import call_late
from engine.experiment.files import write_whole

_FILE = "app.window.film_file"  # imported when a film is made: Pillow takes a while to load


class Recorder(QObject):
    """Begins with the view that has the focus; at the end asks for a file's name.

    The film is made in the background. While its view is hidden, a recording waits.
    """

    changed = Signal(str)  # what is recorded and for how long; empty while nothing is

    def __init__(self, window: QWidget, session: Session, exports: Exports) -> None:
        super().__init__(window)
        self._session, self._exports = session, exports
        self._dock: ViewDock | None = None
        self._film = Film()
        self._path = Path()  # of the film that is being made
        self._waiting: list[tuple[Film, Path]] = []  # films that are made after it
        self._leave: Callable[[], object] | None = None  # wanted once all films are made
        self._timer = QTimer(self, interval=INTERVAL_MS)
        self._timer.timeout.connect(self._take)
        self._making = Background(self)
        self._making.progressed.connect(self._tell_progress)
        self._making.done.connect(self._write)
        self._making.failed.connect(self._tell_failure)

    @property
    def is_recording(self) -> bool:
        """Whether a view is being filmed."""
        return self._dock is not None

    def toggle(self) -> None:
        """Begin with the view that has the focus, or end what is being recorded."""
        if self.is_recording:
            self.finish()
        else:
            dock = self._exports.focused()
            if dock is None:
                self.changed.emit("")
            else:
                self.start(dock)

    def start(self, dock: ViewDock) -> None:
        """Film a view from now on."""
        self._dock, self._film = dock, Film()
        self._take()
        self._timer.start()

    def finish(self) -> None:
        """End the recording, ask where to, and make the file."""
        film, dock = self._film, self._dock
        self._timer.stop()
        self._dock = None
        self.changed.emit("")
        if dock is None or not len(film):
            return
        names = {
            GIF: self.tr("Animated GIF (*.gif)"),
            WEBP: self.tr("Animated WebP (*.webp)"),
            MP4: self.tr("MP4 video (*.mp4)"),
        }
        kinds = {ending: names[ending] for ending in endings()}
        path = self._exports.ask_where(dock, self.tr("Save the recording of {view}"), kinds)
        if path is None:
            self._session.said.emit(self.tr("The recording was not saved."), "info")
        else:
            self.make(film, path)

    def make(self, film: Film, path: Path) -> None:
        """Write a film to a file, by its ending, in the background: one after the other."""
        self._waiting.append((film, path))
        if not self._making.busy:
            self._make_next()

    def may_leave(self, leave: Callable[[], object]) -> bool:
        """Whether the window may close now; if not, `leave` is called once all films are made.

        What is being recorded ends. Who asks a second time gives the films up.
        """
        if self.is_recording:
            self.finish()
        if not self._making.busy or self._leave is not None:
            return True
        self._leave = leave
        text = self.tr("The window closes when {file} is made; close it again to give it up.")
        self._session.said.emit(text.format(file=self._path.name), "info")
        return False

    def _make_next(self) -> None:
        if not self._waiting:
            leave, self._leave = self._leave, None
            if leave is not None:
                leave()
            return
        film, path = self._waiting.pop(0)
        self._path = path

        def work(tell: object) -> object:
            try:
                return call_late(_FILE, "encoded", film, path.suffix.lower(), tell)
            except OSError as error:
                return error

        self._making.start(work)

    def _take(self) -> None:
        dock = self._dock
        if dock is None:
            return
        if dock.is_seen and dock.view.widget.isVisible():
            self._film.add(dock.view.widget.grab().toImage())
        seconds = self._film.seconds
        text = self.tr("Recording {view}: {seconds} s")
        self.changed.emit(text.format(view=dock.view.title, seconds=f"{seconds:.0f}"))
        if self._film.is_full:
            self._session.said.emit(self.tr("The recording is as long as it can be."), "info")
            self.finish()

    def _tell_progress(self, share: float) -> None:
        if self._leave is not None:  # what was said of leaving stays to be read
            return
        text = self.tr("Making {file}: {percent} %")
        self._session.said.emit(
            text.format(file=self._path.name, percent=f"{100 * share:.0f}"), "info"
        )

    def _tell_failure(self, text: str) -> None:
        self._session.said.emit(text, "error")
        self._make_next()

    def _write(self, content: object) -> None:
        path = self._path
        try:
            if isinstance(content, OSError):
                raise content
            assert isinstance(content, bytes)
            write_whole(path, content)
        except OSError as error:
            self._session.said.emit(write_failure(path, error), "error")
        else:
            self._session.said.emit(self.tr("Saved {file}.").format(file=path.name), "info")
        self._make_next()
