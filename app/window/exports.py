"""Exports write what a view shows into a file: its picture, or its numbers."""

import re
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from app.session.failure import write_failure
from app.session.session import Session
from app.window.pictures import pixmap_of, png_of, svg_of
from app.window.view_dock import ViewDock
from app.window.view_docks import ViewDocks
from engine.experiment.files import write_whole

PNG, SVG, CSV = ".png", ".svg", ".csv"


class Exports(QObject):
    """Asks where to, writes whole files or none, and says how it went."""

    def __init__(self, window: QWidget, session: Session, docks: ViewDocks) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._docks = docks
        self._folder = ""
        for dock in docks.docks:
            dock.export_asked.connect(self.ask)

    def ask(self, dock: ViewDock) -> None:
        """Ask for a file's name, whose ending decides what is written, and write it."""
        kinds = {PNG: self.tr("Picture (*.png)"), SVG: self.tr("Vector picture (*.svg)")}
        if dock.view.table is not None:
            kinds[CSV] = self.tr("Table of numbers (*.csv)")
        path = self.ask_where(dock, self.tr("Export {view}"), kinds)
        if path is not None:
            self.write(dock, path)

    def ask_where(self, dock: ViewDock, title: str, kinds: Mapping[str, str]) -> Path | None:
        """Ask where to save what shows a view; None where nobody wants to.

        `title` names the "{view}"; `kinds` are what files of each ending are, the usual first.
        """
        usual = next(iter(kinds))
        name, chosen = QFileDialog.getSaveFileName(
            self._window,
            title.format(view=dock.view.title),
            str(self._suggestion(dock, usual)),
            ";;".join(kinds.values()),
        )
        if not name:
            return None
        path = Path(name)
        if path.suffix.lower() in kinds:
            return path
        ending = next((end for end, kind in kinds.items() if kind == chosen), usual)
        return path.with_name(path.name + ending)

    def write(self, dock: ViewDock, path: Path) -> bool:
        """Write a view's picture or numbers to a file, by its ending; False if that fails."""
        try:
            write_whole(path, self._content(dock, path.suffix.lower()))
        except OSError as error:
            self._session.said.emit(write_failure(path, error), "error")
            return False
        self._folder = str(path.parent)
        self._session.said.emit(self.tr("Saved {file}.").format(file=path.name), "info")
        return True

    def ask_for_focus(self) -> None:
        """Export the view that has the focus, or else say how to choose one."""
        dock = self.focused()
        if dock is not None:
            self.ask(dock)

    def copy(self) -> None:
        """Put the picture of the view that has the focus on the clipboard."""
        dock = self.focused()
        if dock is not None:
            QGuiApplication.clipboard().setPixmap(pixmap_of(dock.view.widget))
            text = self.tr("The picture of {view} is on the clipboard.")
            self._session.said.emit(text.format(view=dock.view.title), "info")

    def focused(self) -> ViewDock | None:
        """The view that has the focus; None, and said how to choose one, where none has."""
        focus = QApplication.focusWidget()
        for dock in self._docks.docks:
            if focus is not None and dock.isAncestorOf(focus):
                return dock
        text = self.tr("Click into a view first, or go to it with Ctrl and its number.")
        self._session.said.emit(text, "info")
        return None

    def _content(self, dock: ViewDock, ending: str) -> bytes:
        view = dock.view
        if ending == CSV and view.table is not None:
            return view.table.to_csv()
        if ending == SVG:
            return svg_of(view.widget, f"{self._session.experiment.name}: {view.title}")
        return png_of(view.widget)

    def _suggestion(self, dock: ViewDock, ending: str) -> Path:
        """A name for a file that shows a view, in the folder that was used last."""
        place = QStandardPaths.StandardLocation.PicturesLocation
        folder = self._folder or QStandardPaths.writableLocation(place)
        stem = re.sub(r"[^\w.-]+", "-", f"{self._session.experiment.name} {dock.view.name}")
        return Path(folder) / f"{stem.strip('-').lower()}{ending}"
