"""The files of the window: asks which to open and where to save, and what of unsaved work."""

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from app.dialogs.open_data import open_data, open_folder, open_path
from app.examples import find_race, load_example
from app.look.appearance import Appearance
from app.session.session import Session
from engine.experiment.races import NetworkRaceSpec

_EXPERIMENT = ".json"


class Files(QObject):
    """Every way to another experiment or another file passes here, and loses nothing unasked."""

    def __init__(self, window: QWidget, session: Session, appearance: Appearance) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._appearance = appearance

    def new(self, example: str) -> None:
        """Begin with a shipped experiment."""
        if self.may_leave():
            self._session.new(load_example(example))

    def race(self, name: str) -> None:
        """Show a shipped race; one on a network begins with its experiment."""
        race = find_race(name)
        if isinstance(race, NetworkRaceSpec):
            if not self.may_leave():
                return
            self._session.new(race.experiment)
        self._session.network_race.proposed.emit(race)

    def ask_open(self) -> None:
        """Ask for a file and open it."""
        name, _ = QFileDialog.getOpenFileName(
            self._window,
            self.tr("Open an experiment"),
            str(self._folder()),
            self.tr("Experiments (*.json);;Data: tables, images, arrays (*);;All files (*)"),
        )
        if name:
            self.open(Path(name))

    def open(self, path: Path) -> None:
        """Open an experiment, or take any other file as the data of the present one."""
        if path.suffix.lower() != _EXPERIMENT:
            open_path(self._session, self._appearance, str(path), self._window)
        elif self.may_leave():
            self._session.open(path)

    def open_data(self) -> None:
        """Ask for a file of the user's to learn from: a table, images, arrays."""
        open_data(self._session, self._appearance, self._window)

    def open_folder(self) -> None:
        """Ask for a folder of images to learn from, one sub-folder a class."""
        open_folder(self._session, self._appearance, self._window)

    def save(self) -> bool:
        """Save to the experiment's file; ask for one where there is none yet."""
        return self._session.save() if self._session.path else self.save_as()

    def save_as(self) -> bool:
        """Ask for a file and save to it. False if that was not wanted, or failed."""
        suggestion = self._session.path or self._folder() / f"{_stem(self._session)}.json"
        name, _ = QFileDialog.getSaveFileName(
            self._window,
            self.tr("Save the experiment"),
            str(suggestion),
            self.tr("Experiments (*.json)"),
        )
        if not name:
            return False
        path = Path(name)
        return self._session.save_as(path if path.suffix else path.with_suffix(".json"))

    def may_leave(self) -> bool:
        """Whether the present experiment may be left: it is saved, or the user gives it up."""
        if not self._session.modified:
            return True
        button = QMessageBox.StandardButton
        answer = self._question().exec()
        if answer == button.Save:
            return self.save()
        return answer == button.Discard

    def _question(self) -> QMessageBox:
        path = self._session.path
        name = path.name if path else self._session.experiment.name
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(self.tr("Unsaved changes"))
        box.setText(self.tr("Save the changes to {name}?").format(name=name))
        box.setInformativeText(self.tr("What is not saved is lost."))
        button = QMessageBox.StandardButton
        box.setStandardButtons(button.Save | button.Discard | button.Cancel)
        box.setDefaultButton(button.Save)
        return box

    def _folder(self) -> Path:
        """Where the user worked last."""
        recent = self._session.recent_files.paths
        return recent[0].parent if recent else Path.home()


def _stem(session: Session) -> str:
    """A file name for an experiment that has none yet."""
    letters = [c if c.isalnum() else "-" for c in session.experiment.name.lower()]
    return "".join(letters).strip("-") or "experiment"
