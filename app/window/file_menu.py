"""The File menu: other experiments, own data, saving."""

from functools import partial

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

from app.examples import example_names, find_race, load_example, race_names
from app.panels.data_groups import Group, group_choices, group_of
from app.session.session import Session
from app.window.exports import Exports
from app.window.files import Files
from app.window.menu import Menu
from app.window.recorder import Recorder


class FileMenu(Menu):
    """New, open, recent, save, quit."""

    def __init__(
        self,
        window: QWidget,
        session: Session,
        files: Files,
        exports: Exports,
        recorder: Recorder,
    ) -> None:
        super().__init__(window.tr("&File"), window)
        self._session = session
        self._files = files
        key = QKeySequence.StandardKey
        self._add_examples()
        self.entry(
            self.tr("&Open…"),
            self.tr("Open an experiment or a data file"),
            files.ask_open,
            key.Open,
        )
        self.entry(
            self.tr("Open &data file…"),
            self.tr("Learn from a file of your own: a table, images, arrays"),
            files.open_data,
        )
        self.entry(
            self.tr("Open &folder of images…"),
            self.tr("Learn from images of your own, one folder a class"),
            files.open_folder,
        )
        self._recent = self.submenu(self.tr("Open &recent"))
        self._recent.aboutToShow.connect(self._list_recent)
        self.aboutToShow.connect(self._list_recent)
        self.addSeparator()
        self.entry(
            self.tr("&Save"), self.tr("Write the experiment to its file"), files.save, key.Save
        )
        self.entry(
            self.tr("Save &as…"),
            self.tr("Write the experiment to another file"),
            files.save_as,
            "Ctrl+Shift+S",
        )
        self.addSeparator()
        self.entry(
            self.tr("E&xport view…"),
            self.tr("Save the view that has the focus as a picture, or its numbers as a table"),
            exports.ask_for_focus,
            "Ctrl+E",
        )
        self.entry(
            self.tr("&Copy view"),
            self.tr("Put the picture of the view that has the focus on the clipboard"),
            exports.copy,
            "Ctrl+Shift+C",
        )
        self.record = self.entry(
            self.tr("&Record view"),
            self.tr("Film the view that has the focus, until this is chosen again"),
            recorder.toggle,
            "Ctrl+Shift+R",
        )
        self.record.setCheckable(True)
        recorder.changed.connect(lambda text: self.record.setChecked(bool(text)))
        self.addSeparator()
        self.entry(self.tr("&Quit"), self.tr("End the program"), window.close, "Ctrl+Q")
        self._list_recent()

    def _add_examples(self) -> None:
        """The shipped experiments, under the kinds of data that they learn from."""
        menu = self.submenu(self.tr("&New from example"))
        titles = {choice.value: choice.label for choice in group_choices()}
        titles[Group.OWN] = self.tr("Files")
        experiments = {name: load_example(name) for name in example_names()}
        for group in Group:
            own = menu.submenu(titles[group])
            for name, experiment in experiments.items():
                if group_of(experiment.data) is group:
                    effect = self.tr("Begin with the experiment “{name}”")
                    effect = effect.format(name=experiment.name)
                    own.entry(experiment.name, effect, partial(self._files.new, name))

        races = menu.submenu(self.tr("Races"))
        for name in race_names():
            race = find_race(name)
            if race is not None:
                effect = self.tr("Watch optimizers race: “{name}”").format(name=race.name)
                races.entry(race.name, effect, partial(self._files.race, name))

    def _list_recent(self) -> None:
        menu, recent = self._recent, self._session.recent_files
        menu.clear()
        for path in recent.paths:
            menu.entry(path.name, str(path), partial(self._files.open, path))
        menu.addSeparator()
        if recent.paths:
            menu.entry(self.tr("Clear this list"), self.tr("Forget these files"), recent.clear)
        menu.menuAction().setVisible(bool(recent.paths))
