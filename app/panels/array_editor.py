"""An array editor sets which arrays of a NumPy file are learned from, and for which task."""

from app.dialogs.table_choices import task_choices
from app.panels.array_names import array_names
from app.panels.data_editor import DataEditor
from app.widgets.choice import Choice
from app.widgets.path_field import PathField
from engine.data.dataset import Facts
from engine.errors import DataError
from engine.experiment.data import AnyData, ArrayFile


class ArrayEditor(DataEditor):
    """File, names of the arrays, and task; what is left open is found out from the file."""

    kinds = (ArrayFile,)

    def __init__(self) -> None:
        super().__init__()
        self._read_from = ""
        self._names: tuple[str, ...] = ()
        self.path = PathField(self.tr("File"), self.tr("NumPy arrays (*.npz);;All files (*)"))
        self.path.value_changed.connect(
            lambda path: self.changed.emit({"path": path, "inputs": None, "targets": None})
        )
        self.add_field("path", self.path, self.tr("The arrays, saved by numpy.savez."))
        self.note = self.add_note()
        self.inputs = self.add_choice(
            "inputs",
            self.tr("Inputs"),
            self._choices(None),
            self.tr("The array that the network sees, one sample after the other."),
        )
        self.targets = self.add_choice(
            "targets",
            self.tr("Targets"),
            self._choices(None),
            self.tr("The array that the network learns to predict."),
        )
        self.task = self.add_choice(
            "kind",
            self.tr("Task"),
            task_choices(None),
            self.tr("Whether the target names a class or is a number to come close to."),
        )

    def show_data(self, data: AnyData, facts: Facts | None) -> None:
        assert isinstance(data, ArrayFile)
        self._read(data.path)
        self.inputs.set_choices(self._choices(data.inputs))
        self.targets.set_choices(self._choices(data.targets))
        self.task.set_choices(task_choices(facts.task if facts else None))
        self.show_settings(data)
        notes = facts.notes if facts else (self.tr("Being read …"),)
        self.note.setText(" ".join(notes))
        self.note.setVisible(bool(notes))

    def _choices(self, present: str | None) -> tuple[Choice, ...]:
        found_out = Choice(None, self.tr("Automatic"), self.tr("Found out by the array's name."))
        every = dict.fromkeys((*self._names, *([] if present is None else [present])))
        return (found_out, *(Choice(name, name) for name in every))

    def _read(self, path: str) -> None:
        """Read the names of the arrays, unless that was done before."""
        if path == self._read_from:
            return
        self._read_from, self._names = path, ()
        self.path.set_error(None)
        try:
            self._names = array_names(path)
        except DataError as error:
            self.path.set_error(str(error))
